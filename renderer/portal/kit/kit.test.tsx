// @vitest-environment jsdom
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Upload } from '../../../contracts/portal-api/uploads.ts';
import { UPLOAD_MOST_OCTETS, UploadId } from '../../../contracts/portal-api/uploads.ts';
import type { Problem } from '../../../contracts/portal-api/problem.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { TranslationProvider } from '../../i18n/language.tsx';
import { loadTexts } from '../../i18n/portal.ts';
import { Button } from '../../ui/button.tsx';
import { createQueries } from '../api/queries.ts';
import { DateField } from './date-field.tsx';
import { FileUpload } from './file-upload.tsx';
import { Form } from './form.tsx';
import { Reference } from './reference.tsx';
import { TextField } from './text-field.tsx';
import { useForm } from './use-form.ts';

await loadTexts('en');

let root: Root;
let container: HTMLElement;

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  container = document.createElement('div');
  document.body.replaceChildren(container);
  root = createRoot(container);
});
afterEach(() => act(async () => root.unmount()));

const show = (element: ReactNode) =>
  act(async () =>
    root.render(
      <QueryClientProvider client={createQueries()}>
        <TranslationProvider language="en">{element}</TranslationProvider>
      </QueryClientProvider>,
    ),
  );

function find<Element extends HTMLElement>(selector: string): Element {
  const found = container.querySelector<Element>(selector);
  if (!found) throw new Error(`nothing is ${selector}`);
  return found;
}

function type(field: HTMLInputElement, text: string): Promise<void> {
  return act(async () => {
    // React notices a change only when the value is set past its own property.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

/** What the form under test does, as each test says. */
const onDone = vi.fn();
const submit = vi.fn<(values: { email: string; mobile: string }) => Promise<Result<string, Problem>>>();

function Contact() {
  const form = useForm({
    initial: { email: '', mobile: '' },
    faultFields: { mobileTaken: 'mobile' },
    submit,
    onDone,
  });
  return (
    <Form form={form}>
      <TextField {...form.field('email')} label="E-mail" hint="For links" />
      <TextField {...form.field('mobile')} label="Mobile" />
      <Button look="primary" submits busy={form.pending}>
        Send
      </Button>
    </Form>
  );
}

describe('a form', () => {
  const send = () => act(async () => find<HTMLButtonElement>('button').click());

  beforeEach(async () => {
    submit.mockReset();
    onDone.mockReset();
    await show(<Contact />);
  });

  it('says in a focused summary what is wrong, and each line leads to its field', async () => {
    submit.mockResolvedValue(
      failure({
        error: 'invalidBody',
        fields: [
          { path: 'email', reason: 'email' },
          { path: 'contact.mobile', reason: 'mobile' },
          { path: 'mobile', reason: 'invalid' },
        ],
      }),
    );
    await send();
    const summary = find('.error-summary');
    expect(document.activeElement).toBe(summary);
    expect(summary.getAttribute('role')).toBe('alert');
    const lines = [...summary.querySelectorAll('a')];
    expect(lines.map((line) => line.textContent)).toEqual([
      'Enter a valid e-mail address.',
      'Enter a mobile number in Kuwait, 8 digits.',
    ]);
    await act(async () => lines[1]?.click());
    const mobile = container.querySelectorAll('input')[1];
    expect(document.activeElement).toBe(mobile);
    expect(location.hash).toBe('');
  });

  it('ties hint and error to the field that they are about', async () => {
    submit.mockResolvedValue(failure({ error: 'invalidBody', fields: [{ path: 'email', reason: 'email' }] }));
    await send();
    const field = find<HTMLInputElement>('input');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    const described = (field.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent);
    expect(described).toEqual(['For links', 'Enter a valid e-mail address.']);
    expect(container.querySelectorAll('input')[1]?.hasAttribute('aria-invalid')).toBe(false);
  });

  it('says what belongs to no field without a link, and the fault of a field at that field', async () => {
    submit.mockResolvedValueOnce(failure({ error: 'tooManyRequests', retryAfter: 30 }));
    await send();
    expect(find('.error-summary').textContent).toContain('Wait 30 seconds');
    expect(find('.error-summary').querySelector('a')).toBeNull();
    submit.mockResolvedValueOnce(failure({ error: 'mobileTaken' }));
    await send();
    expect(container.querySelectorAll('.error-summary a')).toHaveLength(1);
    expect(container.querySelectorAll('input')[1]?.getAttribute('aria-invalid')).toBe('true');
  });

  it('sends the values once, however often it is pressed, and then is done', async () => {
    const sent = Promise.withResolvers<Result<string, Problem>>();
    submit.mockReturnValue(sent.promise);
    await type(find('input'), 'a@example.com');
    await send();
    await send();
    expect(submit.mock.calls).toEqual([[{ email: 'a@example.com', mobile: '' }]]);
    expect(find('button').getAttribute('aria-busy')).toBe('true');
    await act(async () => sent.resolve(success('kept')));
    expect(onDone).toHaveBeenCalledExactlyOnceWith('kept');
    expect(container.querySelector('.error-summary')).toBeNull();
    expect(find('button').getAttribute('aria-busy')).toBe('false');
  });
});

describe('a date', () => {
  it('is put together from its parts, typed in any digits', async () => {
    let value = '';
    const render = () =>
      show(
        <DateField
          id="day"
          label="Date"
          value={value}
          error={undefined}
          onChange={(next) => {
            value = next;
          }}
        />,
      );
    await render();
    for (const [id, text] of [
      ['day', '٥'],
      ['day-month', '۱۱'],
      ['day-year', '2026'],
    ] as const) {
      await type(find(`#${id}`), text);
      await render();
    }
    expect(value).toBe('2026-11-5');
    await act(async () => find('#day').dispatchEvent(new FocusEvent('focusout', { bubbles: true })));
    expect(value).toBe('2026-11-05');
  });
});

describe('a reference', () => {
  it.each([
    ['390010112345', ['3900', '1011', '2345']],
    ['R-2026-000121', ['000', '121']],
    ['+96555512345', ['+965', '5551', '2345']],
  ])('%s is grouped for reading and copied without groups', async (value, groups) => {
    await show(<Reference value={value} />);
    const shown = [...container.querySelectorAll('.reference-group')].map((group) => group.textContent);
    expect(shown).toEqual(groups);
    expect(container.textContent).toBe(value);
    expect(find('bdi').dir).toBe('ltr');
  });
});

describe('an upload', () => {
  /** A request that goes when the test says so. */
  class ManualRequest extends EventTarget {
    static last: ManualRequest;
    readonly upload = new EventTarget();
    status = 0;
    responseText = '';
    opened: string[] = [];
    sent: unknown = null;
    constructor() {
      super();
      ManualRequest.last = this;
    }
    open(...parts: string[]) {
      this.opened = parts;
    }
    setRequestHeader() {}
    send(body: unknown) {
      this.sent = body;
    }
    abort() {
      this.dispatchEvent(new Event('abort'));
    }
    answer(status: number, json: unknown) {
      return act(async () => {
        this.status = status;
        this.responseText = JSON.stringify(json);
        this.dispatchEvent(new Event('load'));
      });
    }
  }

  const UPLOAD: Upload = {
    uploadId: UploadId.parse('0c6f3f3a-5d0e-4b6a-8f57-0d3b1c1a0001'),
    name: 'me.png',
    type: 'image/png',
    octets: 3,
  };
  const onChange = vi.fn<(value: Upload | null) => void>();
  const removed = vi.fn<(address: string, init: RequestInit) => void>();

  const render = (value: Upload | null) =>
    show(<FileUpload id="photo" label="Photo" value={value} onChange={onChange} types={['image/png']} />);
  const choose = (file: File) =>
    act(async () => {
      const input = find<HTMLInputElement>('input[type=file]');
      Object.defineProperty(input, 'files', { value: [file], configurable: true });
      // jsdom lets nobody set the value of a chosen file.
      Object.defineProperty(input, 'value', { value: '', writable: true, configurable: true });
      input.dispatchEvent(new Event('change', { bubbles: true }));
    });
  const png = (octets = 3) => new File([new Uint8Array(octets)], 'me.png', { type: 'image/png' });

  beforeEach(async () => {
    onChange.mockReset();
    removed.mockReset();
    vi.stubGlobal('XMLHttpRequest', ManualRequest);
    vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
      removed(address, init);
      return Response.json({});
    });
    URL.createObjectURL = () => 'blob:preview';
    URL.revokeObjectURL = () => undefined;
    await render(null);
  });

  it('shows how far it is, then the picture, and hands over what the portal holds', async () => {
    await choose(png());
    const request = ManualRequest.last;
    expect(request.opened).toEqual(['POST', '/api/uploads?name=me.png']);
    await act(async () =>
      request.upload.dispatchEvent(Object.assign(new Event('progress'), { loaded: 1, total: 4 })),
    );
    expect(find('progress').getAttribute('value')).toBe('0.25');
    await request.answer(200, UPLOAD);
    expect(onChange).toHaveBeenCalledExactlyOnceWith(UPLOAD);
    await render(UPLOAD);
    expect(find<HTMLImageElement>('img').src).toBe('blob:preview');
    expect(container.querySelector('progress')).toBeNull();
  });

  it.each([
    ['an empty file', png(0), 'The file is empty.'],
    ['a file that is too large', png(UPLOAD_MOST_OCTETS + 1), 'larger than 5 MB'],
    ['another type', new File(['x'], 'me.txt', { type: 'text/plain' }), 'type of file is not accepted'],
  ])('refuses %s before it is sent', async (_, file, text) => {
    const before = ManualRequest.last;
    await choose(file);
    expect(find('.field-error').textContent).toContain(text);
    expect(ManualRequest.last).toBe(before);
    expect(onChange).not.toHaveBeenCalled();
  });

  it('says why the portal refused, and takes another try', async () => {
    await choose(png());
    await ManualRequest.last.answer(422, { error: 'damaged' });
    expect(find('.field-error').textContent).toContain('cannot be opened');
    expect(find('input').getAttribute('aria-invalid')).toBe('true');
    await choose(png());
    await ManualRequest.last.answer(200, UPLOAD);
    expect(container.querySelector('.field-error')).toBeNull();
    expect(onChange).toHaveBeenCalledExactlyOnceWith(UPLOAD);
  });

  it('shows one from before by its address, and forgets it when it is removed', async () => {
    await render(UPLOAD);
    expect(find<HTMLImageElement>('img').getAttribute('src')).toBe(`/api/uploads/${UPLOAD.uploadId}/content`);
    await act(async () => find<HTMLButtonElement>('button').click());
    expect(onChange).toHaveBeenCalledExactlyOnceWith(null);
    expect(removed.mock.calls.map(([address, init]) => `${init.method} ${address}`)).toEqual([
      `DELETE /api/uploads/${UPLOAD.uploadId}`,
    ]);
  });
});

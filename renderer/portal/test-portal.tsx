import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, vi } from 'vitest';
import { Language } from '../../contracts/language.ts';
import type { SignedIn } from '../../contracts/portal-api/accounts.ts';
import { loadTexts } from '../i18n/portal.ts';
import { createQueries } from './api/queries.ts';
import { App } from './app.tsx';
import { createPortalRouter } from './router.tsx';

await Promise.all(Language.options.map(loadTexts));

/** Whether React's updates are only run by `act`: not while something is waited for. */
function actsOnly(value: boolean): void {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: value });
}

/** Longest that anything is waited for, in milliseconds. */
const LONGEST_WAIT_MS = 5_000;
const EMPTY = document.createDocumentFragment();

/** A person and an officer of the tests. */
export const PERSON: SignedIn = {
  role: 'individual',
  nameArabic: 'سالم البحري',
  nameLatin: 'SALEM ALBAHRI',
  language: 'en',
};
export const OFFICER: SignedIn = { ...PERSON, role: 'trafficOfficer', nameLatin: 'OFFICER NASER' };

/** An answer with a status of 400 or more. */
export function problem(status: number, error: string): Answered {
  return { status, json: { error } };
}
interface Answered {
  readonly status: number;
  readonly json: unknown;
}
type Given = Answered | ((body: unknown) => Answered);

/** An answer of success. */
export function ok(json: unknown): Answered {
  return { status: 200, json };
}

/** A call that the pages made. */
export interface MadeCall {
  readonly route: string;
  readonly body: unknown;
}

/** The pages before a portal that answers as the test says. */
export interface ShownPortal {
  /** Everything asked of the portal apart from who is signed in, in order. */
  readonly calls: readonly MadeCall[];
  /** What it answers, by `METHOD /path?query`; changed at any time. */
  readonly answers: Record<string, Given>;
  /** Presses the button or link of this name on the page, once it is there. */
  press(name: string | RegExp): Promise<void>;
  /** Presses the button of this name in the dialog that is open. */
  confirm(name: string): Promise<void>;
  /** Types into the field of this label. */
  type(label: string, text: string): Promise<void>;
  /** Waits until the page says this. */
  says(text: string | RegExp): Promise<void>;
  text(): string;
  /** The bodies sent to a route. */
  sent(route: string): readonly unknown[];
  close(): Promise<void>;
}

function nameOf(element: Element): string {
  return (element.getAttribute('aria-label') ?? element.textContent ?? '').trim();
}

/** Opens the portal at `address`, in English unless `language` says otherwise. */
export async function openPortal(options: {
  readonly address: string;
  readonly signedIn: SignedIn | null;
  readonly answers: Record<string, Given>;
  readonly language?: Language;
}): Promise<ShownPortal> {
  const calls: MadeCall[] = [];
  const answers = { ...options.answers };
  vi.stubGlobal('fetch', async (address: string, init: RequestInit = {}) => {
    const route = `${init.method ?? 'GET'} ${address}`;
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    if (route === 'GET /api/sessions/current') return Response.json({ signedIn: options.signedIn });
    calls.push({ route, body });
    const given = answers[route];
    if (given === undefined) throw new Error(`the test gives no answer to ${route}`);
    const { status, json } = typeof given === 'function' ? given(body) : given;
    return Response.json(json, { status });
  });
  vi.stubGlobal('scrollTo', () => undefined);
  // jsdom shows no modal dialogs.
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
  actsOnly(true);
  localStorage.setItem('language', options.language ?? 'en');
  window.history.replaceState(null, '', options.address);
  const container = document.createElement('div');
  document.body.replaceChildren(container);
  const root = createRoot(container);
  await act(async () => root.render(<App queries={createQueries()} router={createPortalRouter()} />));

  const main = () => container.querySelector('main') ?? container;
  const text = () => main().textContent ?? '';
  const until = async (check: () => void) => {
    actsOnly(false);
    await vi.waitFor(check, { timeout: LONGEST_WAIT_MS, interval: 10 });
    actsOnly(true);
  };
  const press = async (within: () => ParentNode, name: string | RegExp) => {
    const matches = (element: Element) =>
      typeof name === 'string' ? nameOf(element) === name : name.test(nameOf(element));
    let found: HTMLElement | undefined;
    await until(() => {
      found = [
        ...within().querySelectorAll<HTMLElement>(
          'button, a, input[type=checkbox], input[type=radio], summary',
        ),
      ].find((element) =>
        matches(element instanceof HTMLInputElement ? (element.labels?.[0] ?? element) : element),
      );
      expect(found, `nothing named ${name} to press`).toBeDefined();
    });
    await act(async () => found?.click());
  };
  return {
    calls,
    answers,
    text,
    sent: (route) => calls.filter((call) => call.route === route).map(({ body }) => body),
    says: (wanted) => until(() => expect(text()).toMatch(wanted)),
    press: (name) => press(main, name),
    confirm: (name) => press(() => main().querySelector('dialog[open]') ?? EMPTY, name),
    type: async (label, typed) => {
      const field = [...container.querySelectorAll('label')].find((each) => nameOf(each) === label)?.control;
      if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement))
        throw new Error(`no field is labelled ${label}`);
      const prototype = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
      await act(async () => {
        // React notices a change only when the value is set past its own property.
        Object.getOwnPropertyDescriptor(prototype.prototype, 'value')?.set?.call(field, typed);
        field.dispatchEvent(new Event('input', { bubbles: true }));
      });
    },
    close: () => act(async () => root.unmount()),
  };
}

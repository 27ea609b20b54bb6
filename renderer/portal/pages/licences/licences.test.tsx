// @vitest-environment jsdom
import { afterEach, describe, expect, it } from 'vitest';
import { IsoDate, IsoInstant } from '../../../../contracts/calendar.ts';
import type { RequestForm, RequestView, ServiceStanding } from '../../../../contracts/portal-api/licences.ts';
import { Fils } from '../../../../contracts/money.ts';
import { RequestKind, RequestStatus } from '../../../../contracts/request.ts';
import { ok, openPortal, PERSON, problem, type ShownPortal } from '../../test-portal.tsx';
import { SAMPLE_MACHINE, SAMPLE_PHOTO, sampleRequest } from './sample-request.ts';

const REQUEST = 'GET /api/requests/R-2026-000121';
const SAVE = 'PUT /api/requests/R-2026-000121/form';
const SUBMIT = 'POST /api/requests/R-2026-000121/submission';
const CANCEL = 'POST /api/requests/R-2026-000121/cancellation';
const PAGE = '/requests/R-2026-000121';

let portal: ShownPortal;
afterEach(() => portal.close());

const standing = (kind: RequestKind, refusals: ServiceStanding['refusals'] = []): ServiceStanding => ({
  kind,
  fee: Fils.parse(10_000),
  documents: ['photo'],
  reviewed: true,
  refusals,
});
const licence = (refusals: ServiceStanding['refusals'] = []) =>
  ok({
    licence: {
      number: '290010112',
      issueDate: '2021-11-01',
      expiryDate: '2026-12-10',
      categories: ['private', 'motorcycleA'],
    },
    services: RequestKind.options.map((kind) => standing(kind, refusals)),
  });

const title = () => document.querySelector('h1')?.textContent;

describe('an application', () => {
  /** A portal that keeps what is saved, as the real one does. */
  const keeping = (start: RequestView) => {
    let kept = start;
    return {
      [REQUEST]: () => ok(kept),
      [SAVE]: (body: unknown) => {
        const { version, form } = body as { version: number; form: RequestForm };
        if (version !== kept.version) return problem(409, 'changedMeanwhile');
        kept = {
          ...kept,
          version: version + 1,
          form,
          category: form.category,
          machine: form.machine === null ? null : SAMPLE_MACHINE,
          open: kept.open.filter(
            (fault) =>
              !(fault === 'categoryMissing' && form.category) &&
              !(fault === 'machineMissing' && form.machine),
          ),
        };
        return ok(kept);
      },
      [SUBMIT]: () => {
        kept = { ...kept, status: 'submitted', version: kept.version + 1, open: [] };
        return ok(kept);
      },
      'GET /api/licence': licence(),
      'GET /api/machines': ok({ machines: [SAMPLE_MACHINE] }),
      'GET /api/requests': ok({ requests: [] }),
      'GET /api/dues': ok({ dues: [] }),
    };
  };

  it('begins once, asks one topic a page, keeps each, and ends with its reference', async () => {
    const withPhoto = sampleRequest({
      form: { ...sampleRequest().form, documents: { photo: SAMPLE_PHOTO.uploadId } },
      uploads: { photo: SAMPLE_PHOTO },
      open: ['categoryMissing', 'machineMissing'],
    });
    portal = await openPortal({
      address: '/services/renewal/begin',
      signedIn: PERSON,
      answers: { ...keeping(withPhoto), 'POST /api/requests': ok(withPhoto) },
    });
    await portal.press('Begin the application');
    await portal.says('Step 1 of 4');
    await portal.press('Save and continue');
    await portal.says('Choose the licence type.');
    expect(portal.sent(SAVE)).toEqual([]);

    await portal.press('Motorcycle A');
    await portal.press('Save and continue');
    await portal.says('Step 2 of 4');
    await portal.press('Save and continue');
    await portal.says('Step 3 of 4');
    await portal.press('The Avenues');
    await portal.press('Save and continue');

    await portal.says('Check your answers');
    for (const answer of ['Motorcycle A', 'me.png', 'The Avenues', 'KD 10.000'])
      expect(portal.text()).toContain(answer);
    await portal.press('Submit the application');
    await portal.says('Confirm that the details are right');
    expect(portal.sent(SUBMIT)).toEqual([]);
    await portal.press(/^I declare/);
    await portal.press('Submit the application');
    await portal.says('Your application is submitted');
    expect(portal.text()).toContain('R-2026-000121');
    expect(portal.sent('POST /api/requests')).toHaveLength(1);
    expect(portal.sent(SAVE)).toMatchObject([
      { version: 1, form: { category: 'motorcycleA', documents: { photo: SAMPLE_PHOTO.uploadId } } },
      { version: 2, form: { category: 'motorcycleA', machine: 'K-01' } },
    ]);
    expect(portal.sent(SUBMIT)).toEqual([{ version: 3, declared: true }]);
  });

  it('does not go on without the documents, and says of a photo at once that it will not do', async () => {
    portal = await openPortal({
      address: `${PAGE}/apply/documents`,
      signedIn: PERSON,
      answers: keeping(
        sampleRequest({
          documentsNeeded: ['photo', 'eyeTest'],
          uploads: { photo: SAMPLE_PHOTO },
          open: ['documentMissing', 'photoNotPortrait'],
        }),
      ),
    });
    await portal.says('Upload an upright photo');
    expect(document.querySelectorAll('.field-error')).toHaveLength(1);
    await portal.press('Save and continue');
    await portal.says('Upload the document that is needed.');
    expect(title()).toBe('Documents');
    expect(document.querySelectorAll('.error-summary a')).toHaveLength(2);
  });

  it('leads from a refused submission to the page that puts it right', async () => {
    portal = await openPortal({
      address: `${PAGE}/apply/check`,
      signedIn: PERSON,
      answers: {
        ...keeping(
          sampleRequest({
            kind: 'lost',
            open: [],
            form: {
              ...sampleRequest().form,
              lossReport: {
                reportNumber: '2026-4821',
                station: 'salmiya',
                reportedOn: IsoDate.parse('2026-11-05'),
              },
            },
          }),
        ),
        [SUBMIT]: problem(422, 'lossReportNotFound'),
      },
    });
    await portal.press(/^I declare/);
    await portal.press('Submit the application');
    await portal.says('The report was not found.');
    await portal.press('Loss report');
    await portal.says('Report number');
    await portal.type('Report number', '');
    await portal.type('Year', '2999');
    await portal.press('Save and continue');
    await portal.says('Enter the report number.');
    expect(portal.text()).toContain('Enter a date that is today or earlier.');
    expect(portal.sent(SAVE)).toEqual([]);
  });

  it('is not opened again once it was submitted', async () => {
    portal = await openPortal({
      address: `${PAGE}/apply/category`,
      signedIn: PERSON,
      answers: keeping(sampleRequest({ status: 'ready', open: [] })),
    });
    await portal.says('Your licence is ready.');
    expect(window.location.pathname).toBe(PAGE);
  });
});

describe('a service that cannot be applied for', () => {
  it('says why, and leads to what is next', async () => {
    portal = await openPortal({
      address: '/services/renewal/begin',
      signedIn: PERSON,
      answers: {
        'GET /api/licence': licence([
          { reason: 'tooEarly', from: IsoDate.parse('2026-12-01'), requestId: null },
          { reason: 'requestOpen', from: null, requestId: sampleRequest().requestId },
        ]),
      },
    });
    await portal.says('You can renew from 1 December 2026.');
    const link = [...document.querySelectorAll('main a')].find(
      (each) => each.textContent === 'See the request',
    );
    expect(link?.getAttribute('href')).toBe(PAGE);
    expect(portal.text()).not.toContain('Begin the application');
  });
});

describe('a request', () => {
  const open = async (view: RequestView, more: Parameters<typeof openPortal>[0]['answers'] = {}) => {
    portal = await openPortal({ address: PAGE, signedIn: PERSON, answers: { [REQUEST]: ok(view), ...more } });
  };

  it.each(RequestStatus.options)('that is %s says what comes next', async (status) => {
    await open(sampleRequest({ status, open: [] }));
    await portal.says('Progress of the request');
    expect(document.querySelectorAll('.notice-title')).toHaveLength(1);
    expect(document.querySelectorAll('[aria-current=step]').length).toBeLessThanOrEqual(1);
  });

  it('that was returned shows the reason and leads to what is missing', async () => {
    await open(
      sampleRequest({ status: 'returned', reason: 'The photo is not sharp.', open: ['documentMissing'] }),
    );
    await portal.says('The photo is not sharp.');
    const link = [...document.querySelectorAll('main a')].find(
      (each) => each.textContent === 'Correct and resubmit',
    );
    expect(link?.getAttribute('href')).toBe(`${PAGE}/apply/documents`);
  });

  it('that is ready says where, until when and with what it is collected, and has its receipt', async () => {
    await open(
      sampleRequest({
        status: 'ready',
        machine: SAMPLE_MACHINE,
        collectBy: IsoDate.parse('2027-05-20'),
        receiptUrl: 'https://portal.example/receipts/ABC',
      }),
    );
    await portal.says('Collect your licence');
    for (const part of ['The Avenues', 'Daily, 10:00', '20 May 2027', 'civil ID card', 'present licence'])
      expect(portal.text()).toContain(part);
    expect(document.querySelector('a[href$="/receipts/ABC"]')).not.toBeNull();
  });

  it.each([
    ['expired', 'refundDue', 'the fee is on its way back'],
    ['expired', 'refunded', 'The fee was refunded on 22 November 2026'],
    ['cancelled', 'refunded', 'The fee was refunded on 22 November 2026'],
    ['expired', null, 'The fee is not refunded.'],
  ] as const)(
    'that was paid and is %s (%s) says what becomes of the fee',
    async (status, refund, expected) => {
      const since = IsoInstant.parse('2026-11-22T09:00:00.000Z');
      await open(
        sampleRequest({
          status,
          paidAt: IsoInstant.parse('2026-05-01T09:00:00.000Z'),
          refund: refund === null ? null : { status: refund, since },
          canCancel: false,
        }),
      );
      await portal.says(expected);
    },
  );

  it('that was never paid says nothing of a fee', async () => {
    await open(sampleRequest({ status: 'expired', canCancel: false }));
    await portal.says('The request has expired.');
    expect(portal.text()).not.toMatch(/refunded|on its way back/);
  });

  it('is cancelled only after the question, and says when it could not be', async () => {
    await open(sampleRequest({ version: 7 }), { [CANCEL]: problem(422, 'paymentOpen') });
    await portal.press('Cancel the request');
    expect(portal.sent(CANCEL)).toEqual([]);
    await portal.confirm('Cancel the request');
    await portal.says('A payment for this request has not ended.');
    portal.answers[CANCEL] = ok(sampleRequest({ status: 'cancelled', canCancel: false }));
    await portal.press('Cancel the request');
    await portal.confirm('Cancel the request');
    await portal.says('The request is cancelled.');
    expect(portal.sent(CANCEL)).toEqual([{ version: 7 }, { version: 7 }]);
  });

  it('of somebody else is not found', async () => {
    portal = await openPortal({
      address: PAGE,
      signedIn: PERSON,
      answers: { [REQUEST]: problem(404, 'notFound') },
    });
    await portal.says('What you are looking for was not found.');
  });
});

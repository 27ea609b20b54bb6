import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, addMonths, type IsoDate, kuwaitDate } from '../../contracts/calendar.ts';
import type { CivilId } from '../../contracts/civil-id.ts';
import { systemClock } from '../../contracts/clock.ts';
import type { SeedDue, SeedPerson } from '../../contracts/demo-seed.ts';
import { DueId } from '../../contracts/portal-api/payments.ts';
import { RESIDENCY_ROUTES } from '../../contracts/portal-api/residency.ts';
import { exampleViolation, exampleWorker } from '../../portal/test-support/fixtures.ts';
import { syntheticIdentities } from '../../portal/test-support/population/civil-ids.ts';
import { payAtGateway } from '../../simulators/knet/payer.ts';
import { PortalStage } from '../support/portal-stage.ts';
import type { StagedAccount } from '../support/staged-account.ts';
import { COMPANY, OTHER_COMPANY, stageCompany } from '../support/staged-company.ts';

/** How often the portal is killed in a step that takes time, each time with a batch of its own. */
const KILLS = 5;
const BATCH = 500;
const MONTHS = 12;
const DAYS_LEFT = 30;
const TEST_TIMEOUT_MS = 20 * 60_000;

/**
 * The steps of a batch, and the time over which the kills of a step are spread, in milliseconds; 0: between two steps, when
 * nothing is under way and one kill is like another.
 */
const STEPS = {
  'while the list is taken in': 400,
  'while it is locked and begun': 600,
  'while the payer is at the gateway': 0,
  'while the gateway reports': 400,
  'when the report was answered': 0,
  'while the payer comes back': 60,
} as const;
type Step = keyof typeof STEPS;
const steps = Object.keys(STEPS) as Step[];

/** What is wrong with a line: 35 of 500 are bad. */
const BAD_LINES = {
  civilId: 5,
  months: 5,
  notYourWorker: 5,
  tooEarly: 5,
  dues: 5,
  notInsured: 5,
  passportExpired: 5,
} as const;
type Badness = keyof typeof BAD_LINES;
const badnesses = (Object.keys(BAD_LINES) as Badness[]).flatMap((badness) =>
  Array.from({ length: BAD_LINES[badness] }, () => badness),
);
/** Those that the list itself tells of; the others are taken in, and left out of the payment. */
const REFUSED: readonly (Badness | null)[] = ['civilId', 'months', 'notYourWorker', 'tooEarly'];
const refusedCount = badnesses.filter((badness) => REFUSED.includes(badness)).length;
const goodCount = BATCH - badnesses.length;

interface Line {
  readonly civilId: CivilId;
  /** `null`: nothing is wrong. */
  readonly badness: Badness | null;
}

/** Bad lines lie between the good ones. */
const BAD_EVERY = Math.floor(BATCH / badnesses.length);
const kills = steps.flatMap((step) =>
  Array.from({ length: STEPS[step] > 0 ? KILLS : 1 }, (_, kill) => ({ step, kill })),
);
const civilIds = [...syntheticIdentities(kills.length * BATCH)].map(({ civilId }) => civilId);
const batches = kills.map(({ step, kill }, place) => ({
  step,
  /** Milliseconds after the step began. */
  killedAfter: (STEPS[step] * kill) / KILLS,
  lines: civilIds.slice(place * BATCH, (place + 1) * BATCH).map(
    (civilId, index): Line => ({
      civilId,
      badness: index % BAD_EVERY === 0 ? (badnesses[index / BAD_EVERY] ?? null) : null,
    }),
  ),
}));
type Batch = (typeof batches)[number];

const today = kuwaitDate(systemClock.now());
let stage: PortalStage;
let delegate: StagedAccount;
beforeAll(async () => {
  stage = await PortalStage.start({ due: 0, request: 0 });
  const all = batches.flatMap(({ lines }) => lines);
  delegate = await stageCompany(stage, all.map(personOf), duesOf(all));
  await stage.healthInsurance.setCovers(
    all
      .filter(({ badness }) => badness !== 'notInsured')
      .map((line) => ({ civilId: line.civilId, until: addMonths(oldExpiry(line), MONTHS) })),
  );
}, TEST_TIMEOUT_MS);
afterAll(() => stage.stop());

const daysLeftOf = ({ badness }: Line): number => (badness === 'tooEarly' ? 200 : DAYS_LEFT);
const oldExpiry = (line: Line): IsoDate => addDays(today, daysLeftOf(line));

function personOf(line: Line): SeedPerson {
  const { civilId, badness } = line;
  return exampleWorker({
    civilId,
    today,
    daysLeft: daysLeftOf(line),
    ...(badness === 'passportExpired' ? { passportDaysLeft: -1 } : {}),
    employer: badness === 'notYourWorker' ? OTHER_COMPANY : COMPANY,
  });
}

const duesOf = (lines: readonly Line[]): SeedDue[] =>
  lines
    .filter(({ badness }) => badness === 'dues')
    .map(({ civilId }, index) =>
      exampleViolation(DueId.parse(`D-2026-${String(index).padStart(8, '0')}`), civilId, today),
    );

const csvOf = (lines: readonly Line[]): string =>
  lines
    .map(({ civilId, badness }) =>
      badness === 'civilId'
        ? `${civilId.slice(0, -1)}x,${MONTHS}`
        : `${civilId},${badness === 'months' ? 'a year' : MONTHS}`,
    )
    .join('\n');

/** One batch from its list to its receipt, in which the portal is killed in `step`; the payment that it was paid with. */
async function renew({ step, killedAfter: ms, lines }: Batch): Promise<string> {
  const list = { key: randomUUID(), companyId: COMPANY, csv: csvOf(lines) };
  const takeIn = async () =>
    RESIDENCY_ROUTES.importRenewals.answer.parse(
      await delegate.told('POST', RESIDENCY_ROUTES.importRenewals.path, list),
    );
  if (step === 'while the list is taken in') await stage.restartPortalDuring(takeIn(), ms);
  const { added, refused } = await takeIn();
  expect({ added, refused: refused.length }).toEqual({ added: BATCH - refusedCount, refused: refusedCount });

  // The delegate confirms each name and accepts the terms: five hundred forms, written at once here.
  const renewals = await stage.store.transaction((transaction) =>
    transaction
      .updateTable('renewals')
      .set({ name_matches: 1, terms_accepted: 1 })
      .where(
        'civil_id',
        'in',
        lines.map(({ civilId }) => civilId),
      )
      .where('status', '=', 'open')
      .returning('renewal_id')
      .execute(),
  );
  const order = {
    key: randomUUID(),
    renewals: renewals.map(({ renewal_id }) => renewal_id),
    language: 'ar',
  };
  const begin = async () =>
    RESIDENCY_ROUTES.payRenewals.answer.parse(
      await delegate.told('POST', RESIDENCY_ROUTES.payRenewals.path, order),
    );
  if (step === 'while it is locked and begun') await stage.restartPortalDuring(begin(), ms);
  const { paymentId, gatewayUrl, lines: payable, left } = await begin();
  expect({ payable, left: left.length }).toEqual({
    payable: goodCount,
    left: badnesses.length - refusedCount,
  });
  if (step === 'while the payer is at the gateway') {
    await stage.restartPortal(() => payAtGateway(gatewayUrl, 'captures'));
    return paymentId;
  }
  const paying = payAtGateway(gatewayUrl, 'captures');
  if (step === 'while the gateway reports') {
    await stage.restartPortalDuring(paying, ms);
    return paymentId;
  }
  await paying;
  if (step === 'when the report was answered') await stage.restartPortal(async () => {});
  if (step === 'while the payer comes back') await stage.restartPortalDuring(delegate.look(paymentId), ms);
  return paymentId;
}

/** Lines of a receipt's page, and its total in dinars. */
async function receiptOf(receiptUrl: string | null) {
  const page = await (await fetch(receiptUrl ?? '')).text();
  return {
    lines: page.split('civil ID ending').length - 1,
    total: page.match(/KD [\d,]+\.\d{3}/g)?.at(-1) ?? '',
  };
}

test(
  `batches of ${BATCH} workers, 7 % of them bad lines, the portal killed in each step: each line is paid or not, never both`,
  async () => {
    const table = [];
    const receiptUrls = new Set<string | null>();
    for (const batch of batches) {
      const paymentId = await renew(batch);
      const { status, amount, lines, receiptUrl } = await delegate.look(paymentId);
      const civilIds = batch.lines.map(({ civilId }) => civilId);
      const people = new Map(
        (
          await stage.store.reader
            .selectFrom('people')
            .select(['civil_id', 'residency_expires_on'])
            .where('civil_id', 'in', civilIds)
            .execute()
        ).map((row) => [row.civil_id, row.residency_expires_on]),
      );
      const renewals = await stage.store.reader
        .selectFrom('renewals')
        .select(['renewal_id', 'civil_id', 'status', 'payment_id'])
        .where('civil_id', 'in', civilIds)
        .execute();
      const moved = batch.lines.filter((line) => people.get(line.civilId) !== oldExpiry(line));
      const paid = renewals.filter((renewal) => renewal.status === 'paid');
      const books = (await stage.knet.payments()).filter(
        ({ trackId }) => trackId === paymentId.replaceAll('-', ''),
      );
      const receipt = await receiptOf(receiptUrl);
      table.push({
        'the portal is killed': batch.step,
        'captured at KNET': books.filter(({ state }) => state === 'captured').length,
        'lines paid': paid.length,
        'residencies moved': moved.length,
        'lines left': renewals.filter((renewal) => renewal.status === 'open').length,
        'lines of the receipt': receipt.lines,
        total: receipt.total,
      });

      expect(status).toBe('captured');
      expect(books.map(({ state, refunds }) => [state, refunds])).toEqual([['captured', []]]);
      expect(books[0]?.amount).toBe(amount);
      expect(amount).toBe(goodCount * 20_000);
      for (const line of batch.lines)
        expect([line.civilId, people.get(line.civilId)]).toEqual([
          line.civilId,
          line.badness === null ? addMonths(oldExpiry(line), MONTHS) : oldExpiry(line),
        ]);
      expect(paid.map(({ civil_id }) => civil_id).toSorted()).toEqual(
        batch.lines.flatMap(({ civilId, badness }) => (badness === null ? [civilId] : [])).toSorted(),
      );
      const inPayment = lines.flatMap(({ item }) => (item.type === 'renewal' ? [item.renewalId] : []));
      expect(inPayment.toSorted()).toEqual(paid.map(({ renewal_id }) => renewal_id).toSorted());
      expect(paid.every(({ payment_id }) => payment_id === paymentId)).toBe(true);
      expect(receipt).toEqual({ lines: goodCount, total: 'KD 9,300.000' });
      receiptUrls.add(receiptUrl);
    }
    console.table(table);
    // One document is like another: the last is drawn by the portal that was killed last.
    expect(receiptUrls.size).toBe(batches.length);
    const document = await fetch(`${[...receiptUrls].at(-1)}/receipt.pdf`);
    expect((await document.bytes()).subarray(0, 5)).toEqual(new Uint8Array(Buffer.from('%PDF-')));
    const { reader } = stage.store;
    expect(await reader.selectFrom('payment_locks').selectAll().execute()).toEqual([]);
    expect(await reader.selectFrom('payments').select('payment_id').execute()).toHaveLength(batches.length);
    const receipts = await reader
      .selectFrom('mails')
      .select('mail_id')
      .where('subject', 'like', '%received%')
      .execute();
    expect(receipts).toHaveLength(batches.length);
  },
  TEST_TIMEOUT_MS,
);

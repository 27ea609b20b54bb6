import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { payAtGateway } from '../../simulators/knet/payer.ts';
import { PortalStage, type StagedItem, type StagedPerson } from '../support/portal-stage.ts';

/** How often the portal is killed in each step. */
const KILLS = 20;
const TEST_TIMEOUT_MS = 15 * 60_000;

/**
 * The steps of a payment, and the time over which the kills of a step are spread, in milliseconds; 0: between two steps, when
 * nothing is under way.
 */
const STEPS = {
  'while it is begun': 30,
  'while the payer is at the gateway': 0,
  'while the gateway reports': 60,
  'when the report was answered': 0,
  'while the payer comes back': 30,
} as const;
type Step = keyof typeof STEPS;
const steps = Object.keys(STEPS) as Step[];

let stage: PortalStage;
beforeAll(async () => {
  stage = await PortalStage.start({ due: steps.length * KILLS, request: 0 });
});
afterAll(() => stage.stop());

/** A payment in which the portal was killed. */
interface Interrupted {
  readonly step: Step;
  readonly payer: StagedPerson;
  readonly item: StagedItem;
  readonly paymentId: string;
}

/** Pays a due, and kills the portal in `step`. */
async function pay(step: Step, kill: number): Promise<Interrupted> {
  const payer = stage.person('due');
  const item = await payer.payable('due');
  const key = randomUUID();
  const ms = (STEPS[step] * kill) / KILLS;
  if (step === 'while it is begun') await stage.restartPortalDuring(payer.begin(item, key), ms);
  // With the same key it is the same payment, whether or not the answer was lost.
  const { paymentId, gatewayUrl } = await payer.begin(item, key);
  const interrupted = { step, payer, item, paymentId };
  if (step === 'while the payer is at the gateway') {
    await stage.restartPortal(() => payAtGateway(gatewayUrl, 'captures'));
    return interrupted;
  }
  const paying = payAtGateway(gatewayUrl, 'captures');
  if (step === 'while the gateway reports') {
    await stage.restartPortalDuring(paying, ms);
    return interrupted;
  }
  await paying;
  if (step === 'when the report was answered') await stage.restartPortal(async () => {});
  if (step === 'while the payer comes back') await stage.restartPortalDuring(payer.look(paymentId), ms);
  return interrupted;
}

test(
  `the portal is killed ${KILLS} times in each step of a payment: money captured is money recorded`,
  async () => {
    const all: Interrupted[] = [];
    for (const step of steps) for (let kill = 0; kill < KILLS; kill += 1) all.push(await pay(step, kill));

    // Whoever looks at their payment makes the portal ask the gateway while it is open.
    for (const { payer, paymentId } of all) await payer.look(paymentId);
    const payments = await stage.store.reader
      .selectFrom('payments')
      .innerJoin('payment_lines', 'payment_lines.payment_id', 'payments.payment_id')
      .select(['payments.payment_id', 'payments.track_id', 'payments.status', 'payments.amount'])
      .select('payment_lines.item_id')
      .execute();
    const books = new Map((await stage.knet.payments()).map((payment) => [payment.trackId, payment]));
    const standings = await Promise.all(all.map(({ payer, item }) => payer.standing(item)));

    console.table(
      steps.map((step) => {
        const own = all.flatMap(({ step: at, item }) =>
          at === step && item.type === 'due' ? payments.filter(({ item_id }) => item_id === item.dueId) : [],
        );
        return {
          'the portal is killed': step,
          kills: KILLS,
          payments: own.length,
          'captured at KNET': own.filter(({ track_id }) => books.get(track_id)?.state === 'captured').length,
          recorded: own.filter(({ status }) => status === 'captured').length,
          refunded: own.filter(({ status }) => status === 'refunded' || status === 'refundDue').length,
          'dues still open': all.filter((one, index) => one.step === step && standings[index] !== 'paid')
            .length,
        };
      }),
    );

    for (const { track_id, status, amount } of payments) {
      const taken = books.get(track_id)?.state === 'captured';
      expect([track_id, status]).toEqual([track_id, taken ? 'captured' : status]);
      expect(status === 'captured').toBe(taken);
      if (taken) expect(books.get(track_id)?.amount).toBe(amount);
    }
    const paid = payments.filter(({ status }) => status === 'captured').map(({ item_id }) => item_id);
    expect(new Set(paid).size).toBe(paid.length);
    expect(paid).toHaveLength(steps.length * KILLS);
    expect(new Set(standings)).toEqual(new Set(['paid']));
    expect([...books.values()].filter(({ state }) => state === 'captured')).toHaveLength(paid.length);
    expect([...books.values()].flatMap(({ refunds }) => refunds)).toEqual([]);
  },
  TEST_TIMEOUT_MS,
);

import type { CivilId } from '../../../contracts/civil-id.ts';
import type { PaymentLine } from '../../../contracts/portal-api/payments.ts';
import type { RESIDENCY_ROUTES } from '../../../contracts/portal-api/residency.ts';
import type { AnswerOf, BodyOf } from '../../../contracts/portal-api/route.ts';
import type { RenewalId } from '../../../contracts/residency.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { findPaymentByKey, type PaymentOnFile } from '../../store/payments.ts';
import { findRenewals, type PricedRenewal, priceRenewals } from '../../store/renewals.ts';
import { findResidents } from '../../store/residents.ts';
import type { StoreReader } from '../../store/store.ts';
import { renewalDescription } from '../../texts/renewal-texts.ts';
import { moment, record } from '../applications/context.ts';
import { begunPayment, openPayment } from '../payments/open-payment.ts';
import { type Access, accessOf, isReachable } from './access.ts';
import { type AssessedRenewal, assess } from './assess.ts';
import type { Renewer, ResidencyContext } from './context.ts';
import { refreshInsurance } from './insurance.ts';

type Paying = AnswerOf<typeof RESIDENCY_ROUTES.payRenewals>;
type Left = Paying['left'][number];

/** Why a renewal is left out of a payment; `null`: it can be paid. */
function faultOf(access: Access, assessed: AssessedRenewal | undefined): Left['fault'] | null {
  if (assessed === undefined) return 'notYours';
  const { renewal, resident, payable } = assessed;
  if (!isReachable(access, renewal, resident) || renewal.status === 'removed') return 'notYours';
  if (renewal.status === 'paid') return 'alreadyPaid';
  if (renewal.locked) return 'beingPaid';
  return payable ? null : 'preconditionNotMet';
}

interface PayableLine {
  readonly line: PaymentLine;
  readonly priced: PricedRenewal;
}

/** What is locked and paid for one renewal: its fee under the tariff of today, in Kuwait. */
function payableLine({ renewal, resident, chosen }: AssessedRenewal): PayableLine {
  const { renewalId, version } = renewal;
  if (chosen === null) throw new Error(`${renewalId} is payable without a length`);
  const { fee, months, newExpiry } = chosen;
  const { civilId, residencyExpiresOn } = resident;
  return {
    line: {
      item: { type: 'renewal', renewalId },
      description: renewalDescription({ civilId, months, newExpiry }),
      amount: fee,
    },
    priced: { renewalId, version, fee, oldExpiry: residencyExpiresOn, newExpiry },
  };
}

const paidBy = (payment: PaymentOnFile): ReadonlySet<string> =>
  new Set(payment.lines.flatMap(({ item }) => (item.type === 'renewal' ? [item.renewalId] : [])));

/** Of whom among these renewals the caller's are open. */
async function openAmong(
  reader: StoreReader,
  { actor }: Renewer,
  wanted: readonly RenewalId[],
): Promise<CivilId[]> {
  const renewals = await findRenewals(reader, wanted);
  const civilIds = renewals.map(({ civilId }) => civilId);
  const [access, residents] = [await accessOf(reader, actor), await findResidents(reader, civilIds)];
  return renewals
    .filter(
      (renewal) => renewal.status === 'open' && isReachable(access, renewal, residents.get(renewal.civilId)),
    )
    .map(({ civilId }) => civilId);
}

/**
 * Locks every named renewal that can be paid, under the tariff of today, and tells where to pay; the others are left in the
 * basket, each with its reason. With the same key it is the same payment, whatever became of it.
 * `nothingPayable`: none of them can be paid, and nothing was locked.
 */
export async function payRenewals(
  context: ResidencyContext,
  renewer: Renewer,
  { key, renewals, language }: BodyOf<typeof RESIDENCY_ROUTES.payRenewals>,
): Promise<Result<Paying, 'nothingPayable' | 'notAllowed'>> {
  const { store } = context;
  const now = moment(context);
  const { accountId } = renewer.actor;
  const wanted: readonly RenewalId[] = [...new Set(renewals)];
  await refreshInsurance(context, await openAmong(store.reader, renewer, wanted));
  return store.transaction(async (transaction) => {
    const access = await accessOf(transaction, renewer.actor);
    const assessed = await assess(transaction, await findRenewals(transaction, wanted), now);
    // Read last: when the same order, sent twice at once, is what locked or paid the renewals, it is found here.
    const known = await findPaymentByKey(transaction, accountId, key);
    const byId = new Map(assessed.map((one) => [one.renewal.renewalId, one]));
    const inKnown = known === null ? new Set<string>() : paidBy(known);
    const left = wanted.flatMap((renewalId): Left[] => {
      const fault = inKnown.has(renewalId) ? null : faultOf(access, byId.get(renewalId));
      // What could be paid now was left out of the payment that is known: it is as it was then, and paid with another key.
      return fault === null && (known === null || inKnown.has(renewalId))
        ? []
        : [{ renewalId, fault: fault ?? 'preconditionNotMet' }];
    });
    if (known !== null) return success({ ...begunPayment(context, known), lines: known.lines.length, left });
    if (!access.mayRenew) return failure('notAllowed');
    const lines = assessed.filter((one) => faultOf(access, one) === null).map(payableLine);
    if (lines.length === 0) return failure('nothingPayable');
    const order = { key, language, lines: lines.map(({ line }) => line) };
    const { begun, fact } = await openPayment(context, transaction, accountId, order, now);
    await priceRenewals(
      transaction,
      lines.map(({ priced }) => priced),
      begun.paymentId,
    );
    await record(transaction, [fact], renewer.by, now.instant);
    return success({ ...begun, lines: lines.length, left });
  });
}

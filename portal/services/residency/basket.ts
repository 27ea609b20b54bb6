import { randomUUID } from 'node:crypto';
import type { CompanyId } from '../../../contracts/organisation.ts';
import type { RESIDENCY_ROUTES, RenewalView } from '../../../contracts/portal-api/residency.ts';
import type { AnswerOf, BodyOf } from '../../../contracts/portal-api/route.ts';
import { RenewalId } from '../../../contracts/residency.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import {
  changeChoices,
  findOpenRenewals,
  findRenewal,
  findRenewalByKey,
  insertRenewals,
  listBasket,
  markRemoved,
  type RenewalOnFile,
} from '../../store/renewals.ts';
import { findResidents, isWithin } from '../../store/residents.ts';
import type { StoreReader, StoreTransaction } from '../../store/store.ts';
import { type Moment, moment, record } from '../applications/context.ts';
import { type Access, accessFor, accessOf, accessToCompany, isReachable } from './access.ts';
import { type AssessedRenewal, assess, renewalView, totalFee } from './assess.ts';
import type { Renewer, ResidencyContext } from './context.ts';
import { refreshInsurance } from './insurance.ts';
import { standingOf } from './resident-view.ts';

interface OwnRenewal {
  readonly access: Access;
  readonly assessed: AssessedRenewal;
}

/** A renewal in a basket of the caller's, as it stands now; `null`: there is none such, or none any more. */
async function findOwn(
  reader: StoreReader,
  { actor }: Renewer,
  renewalId: RenewalId,
  now: Moment,
): Promise<OwnRenewal | null> {
  const renewal = await findRenewal(reader, renewalId);
  const [assessed] = await assess(reader, renewal === null ? [] : [renewal], now);
  if (assessed === undefined) return null;
  const access = await accessOf(reader, actor);
  return isReachable(access, assessed.renewal, assessed.resident) ? { access, assessed } : null;
}

/** One own renewal; while it is open the Ministry of Health is asked first. */
export async function viewRenewal(
  context: ResidencyContext,
  renewer: Renewer,
  renewalId: RenewalId,
): Promise<Result<RenewalView, 'notFound'>> {
  const { reader } = context.store;
  const now = moment(context);
  const found = await findOwn(reader, renewer, renewalId, now);
  if (found?.assessed.renewal.status === 'open')
    await refreshInsurance(context, [found.assessed.renewal.civilId]);
  const own = await findOwn(reader, renewer, renewalId, now);
  return own === null ? failure('notFound') : success(renewalView(context, own.access, own.assessed, now));
}

/** Whether the insurance is what stands in the way: then it may have been paid since it was asked after. */
const lacksInsurance = ({ checks }: AssessedRenewal): boolean =>
  checks.some(({ precondition, met }) => precondition === 'insurancePaid' && !met);

/** The baskets of one company, or of everything the caller sees; the Ministry of Health is asked about those without insurance. */
export async function viewBasket(
  context: ResidencyContext,
  { actor }: Renewer,
  companyId: CompanyId | undefined,
): Promise<Result<AnswerOf<typeof RESIDENCY_ROUTES.renewals>, 'notYourCompany'>> {
  const { reader } = context.store;
  const now = moment(context);
  const access =
    companyId === undefined
      ? success(await accessOf(reader, actor))
      : await accessToCompany(reader, actor, companyId);
  if (!access.ok) return access;
  const assessAll = async () => {
    const all = await assess(reader, await listBasket(reader, access.value.basket), now);
    return all.filter(({ renewal, resident }) => isReachable(access.value, renewal, resident));
  };
  let assessed = await assessAll();
  const uninsured = assessed.filter(lacksInsurance).map(({ renewal }) => renewal.civilId);
  if (uninsured.length > 0) {
    await refreshInsurance(context, uninsured);
    assessed = await assessAll();
  }
  return success({
    renewals: assessed.map((one) => renewalView(context, access.value, one, now)),
    payable: assessed.filter(({ payable }) => payable).length,
    total: totalFee(assessed),
  });
}

/**
 * Makes room for another renewal of a person: one that lies unpaid in the basket of somebody whom the person no longer
 * belongs to is taken out of it.
 */
export async function takeOver(
  transaction: StoreTransaction,
  renewer: Renewer,
  open: RenewalOnFile,
  now: Moment,
): Promise<void> {
  await markRemoved(transaction, open);
  const fact = { action: 'renewalRemoved', renewalId: open.renewalId, takenOver: true } as const;
  await record(transaction, [fact], renewer.by, now.instant);
}

type BeginFault = 'notYourCompany' | 'notYours' | 'tooEarly' | 'beingPaid' | 'alreadyInBasket' | 'notAllowed';

/** Puts a person into the basket. With the same key it is the same renewal, whatever became of it. */
export async function beginRenewal(
  context: ResidencyContext,
  renewer: Renewer,
  { key, companyId, civilId }: BodyOf<typeof RESIDENCY_ROUTES.beginRenewal>,
): Promise<Result<RenewalView, BeginFault | 'notFound'>> {
  const now = moment(context);
  const { accountId } = renewer.actor;
  const begun = await context.store.transaction(
    async (transaction): Promise<Result<RenewalId, BeginFault>> => {
      const access = await accessFor(transaction, renewer.actor, companyId);
      const resident = (await findResidents(transaction, [civilId])).get(civilId);
      const open = (await findOpenRenewals(transaction, [civilId])).get(civilId);
      // Read last: when the same wish, sent twice at once, is what filled the basket, it is found here.
      const known = await findRenewalByKey(transaction, accountId, key);
      if (known !== null) return success(known);
      if (!access.ok) return access;
      if (!access.value.mayRenew) return failure('notAllowed');
      if (resident === undefined || !isWithin(access.value.residents, resident)) return failure('notYours');
      const { standing } = standingOf(access.value, resident, open, now);
      if (standing !== 'qualifies') return failure(standing === 'inBasket' ? 'alreadyInBasket' : standing);
      const renewalId = RenewalId.parse(randomUUID());
      const { channel } = access.value;
      const wanted = { renewalId, accountId, key, channel, companyId, civilId, months: null };
      if (open) await takeOver(transaction, renewer, open, now);
      await insertRenewals(transaction, [wanted], now.instant);
      const fact = { action: 'renewalBegun', renewalId, channel, company: companyId } as const;
      await record(transaction, [fact], renewer.by, now.instant);
      return success(renewalId);
    },
  );
  return begun.ok ? viewRenewal(context, renewer, begun.value) : begun;
}

type SaveFault = 'notFound' | 'notAllowed' | 'notInThisState' | 'lengthNotPossible' | 'changedMeanwhile';

/** Keeps length, confirmation of the Latin name and acceptance of the terms. */
export async function saveRenewal(
  context: ResidencyContext,
  renewer: Renewer,
  renewalId: RenewalId,
  { version, ...choices }: BodyOf<typeof RESIDENCY_ROUTES.saveRenewal>,
): Promise<Result<RenewalView, SaveFault>> {
  const now = moment(context);
  const seen = await findOwn(context.store.reader, renewer, renewalId, now);
  if (seen?.assessed.renewal.status === 'open' && choices.months !== null)
    await refreshInsurance(context, [seen.assessed.renewal.civilId]);
  const saved = await context.store.transaction(async (transaction): Promise<Result<null, SaveFault>> => {
    const own = await findOwn(transaction, renewer, renewalId, now);
    if (own === null) return failure('notFound');
    if (!own.access.mayRenew) return failure('notAllowed');
    const { renewal, lengths } = own.assessed;
    if (renewal.status !== 'open' || renewal.locked) return failure('notInThisState');
    if (renewal.version !== version) return failure('changedMeanwhile');
    if (choices.months !== null && !lengths.some(({ months }) => months === choices.months))
      return failure('lengthNotPossible');
    await changeChoices(transaction, renewal, choices);
    await record(transaction, [{ action: 'renewalChosen', renewalId, ...choices }], renewer.by, now.instant);
    return success(null);
  });
  return saved.ok ? viewRenewal(context, renewer, renewalId) : saved;
}

type RemoveFault = 'notFound' | 'notAllowed' | 'notInThisState' | 'beingPaid';

/** Takes a renewal out of the basket; taking it out again changes nothing. */
export function removeRenewal(
  context: ResidencyContext,
  renewer: Renewer,
  renewalId: RenewalId,
): Promise<Result<Record<string, never>, RemoveFault>> {
  const now = moment(context);
  return context.store.transaction(async (transaction) => {
    const own = await findOwn(transaction, renewer, renewalId, now);
    if (own === null) return failure('notFound');
    if (!own.access.mayRenew) return failure('notAllowed');
    const { renewal } = own.assessed;
    if (renewal.status === 'removed') return success({});
    if (renewal.locked) return failure('beingPaid');
    if (renewal.status !== 'open') return failure('notInThisState');
    await markRemoved(transaction, renewal);
    const fact = { action: 'renewalRemoved', renewalId, takenOver: false } as const;
    await record(transaction, [fact], renewer.by, now.instant);
    return success({});
  });
}

import { randomUUID } from 'node:crypto';
import type { CivilId } from '../../../contracts/civil-id.ts';
import type { Email } from '../../../contracts/contact.ts';
import type { CompanyId, OrganisationId } from '../../../contracts/organisation.ts';
import { DelegateId } from '../../../contracts/portal-api/organisations.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { findAccountOfPerson, insertAccount } from '../../store/accounts.ts';
import { countDelegates, findDelegateByKey, insertDelegate, setGrants } from '../../store/delegates.ts';
import { getOrganisation, takeOrganisation } from '../../store/organisations.ts';
import { findPerson } from '../../store/people.ts';
import type { StoreReader } from '../../store/store.ts';
import { mailFirstLink } from '../accounts/account-mail.ts';
import { type Moment, moment, record } from '../applications/context.ts';
import type { MainUser, OrganisationContext } from './context.ts';

/** A user to be authorised. */
interface NewDelegate {
  /** Made by the client: the same key is the same delegate. */
  readonly key: string;
  /** Becomes the user code (رمز المستخدم). */
  readonly civilId: CivilId;
  /** Where the activation link goes. */
  readonly email: Email;
  readonly companies: readonly CompanyId[];
}

type CreationFault =
  | 'tooManyDelegates'
  | 'noCompanyChosen'
  | 'notYourCompany'
  | 'personUnknown'
  | 'alreadyUser';

/** Whether all of `companies` are the organisation's. */
export async function areOwnCompanies(
  reader: StoreReader,
  organisationId: OrganisationId,
  companies: readonly CompanyId[],
): Promise<boolean> {
  const own = new Set((await getOrganisation(reader, organisationId)).companies.map((one) => one.companyId));
  return companies.every((companyId) => own.has(companyId));
}

/** What stands in the way of one delegate more; the organisation must have been taken. */
async function creationFault(
  reader: StoreReader,
  organisationId: OrganisationId,
  { civilId, companies }: NewDelegate,
  { settings }: Moment,
): Promise<CreationFault | null> {
  if ((await countDelegates(reader, organisationId)) >= settings.mostDelegates) return 'tooManyDelegates';
  if (companies.length === 0) return 'noCompanyChosen';
  if (!(await areOwnCompanies(reader, organisationId, companies))) return 'notYourCompany';
  if ((await findPerson(reader, civilId)) === null) return 'personUnknown';
  return (await findAccountOfPerson(reader, 'organisation', civilId)) === null ? null : 'alreadyUser';
}

/**
 * Authorises a user to renew residencies for some companies or entities (إنشاء الحساب, S3): suspended (إيقاف) until the
 * mailed link was used. The same `key` is the same delegate, however often it is sent.
 */
export function createDelegate(
  context: OrganisationContext,
  { organisationId, language, by }: MainUser,
  delegate: NewDelegate,
): Promise<Result<DelegateId, CreationFault>> {
  const now = moment(context);
  return context.store.transaction(async (transaction) => {
    // Creations at once are counted one after the other, so that together they cannot exceed what is allowed.
    await takeOrganisation(transaction, organisationId);
    const known = await findDelegateByKey(transaction, organisationId, delegate.key);
    if (known !== null) return success(known);
    const fault = await creationFault(transaction, organisationId, delegate, now);
    if (fault !== null) return failure(fault);
    const delegateId = DelegateId.parse(randomUUID());
    const companies = [...new Set(delegate.companies)];
    const account = {
      accountId: delegateId,
      holding: { role: 'delegate', organisationId },
      civilId: delegate.civilId,
      email: delegate.email,
      mobile: null,
      language,
    } as const;
    await insertAccount(transaction, account, now.instant);
    await insertDelegate(transaction, { delegateId, organisationId, key: delegate.key });
    await setGrants(transaction, delegateId, companies);
    await mailFirstLink(context, transaction, account, now);
    await record(
      transaction,
      [{ action: 'delegateAuthorised', accountId: delegateId, organisationId, companies }],
      by,
      now.instant,
    );
    return success(delegateId);
  });
}

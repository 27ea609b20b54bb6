import { z } from 'zod';
import { CivilId } from '../civil-id.ts';
import { Email, Mobile } from '../contact.ts';
import { Bilingual } from '../language.ts';
import { CompanyId, OrganisationType } from '../organisation.ts';
import { TypedCivilId } from './accounts.ts';
import type { ApiRoute } from './route.ts';

export const DelegateId = z.uuid().brand<'DelegateId'>();
export type DelegateId = z.infer<typeof DelegateId>;

export const Company = z.strictObject({ companyId: CompanyId, name: Bilingual });
export type Company = z.infer<typeof Company>;

/**
 * - `awaitingActivation`: إيقاف until the mailed link was used;
 * - `active`: تفعيل;
 * - `suspended`: إيقاف by the main user.
 */
export const DelegateStatus = z.enum(['awaitingActivation', 'active', 'suspended']);
export type DelegateStatus = z.infer<typeof DelegateStatus>;

/** A user whom the main user authorised to renew residencies (S3). */
export const Delegate = z.strictObject({
  delegateId: DelegateId,
  version: z.int().nonnegative(),
  civilId: CivilId,
  /** From the register; `null` until they have used their link, so that nobody learns a name by typing a number. */
  name: Bilingual.nullable(),
  email: z.string(),
  /** An address that was asked for and is not confirmed yet. */
  emailAwaitingConfirmation: z.string().nullable(),
  mobile: z.string().nullable(),
  status: DelegateStatus,
  companies: z.array(CompanyId),
});
export type Delegate = z.infer<typeof Delegate>;

export const OrganisationView = z.strictObject({
  type: OrganisationType,
  name: Bilingual,
  unifiedNumber: z.string(),
  companies: z.array(Company),
  delegates: z.array(Delegate),
  /** At most this many (S3), by dated configuration. */
  mostDelegates: z.int().positive(),
});
export type OrganisationView = z.infer<typeof OrganisationView>;

const DelegateParams = z.strictObject({ delegateId: DelegateId });
const Version = z.int().nonnegative();
const Companies = z.array(CompanyId).max(1000);

/** Routes of S3: إدارة بيانات المستخدمين، صلاحيات بيانات المستخدمين. */
export const ORGANISATION_ROUTES = {
  organisation: {
    method: 'GET',
    path: '/api/organisation',
    access: ['mainUser'],
    summary: 'The account of the company or entity, its companies and its delegates',
    answer: OrganisationView,
  },
  ownCompanies: {
    method: 'GET',
    path: '/api/organisation/companies',
    access: ['mainUser', 'delegate'],
    summary: 'The companies or entities that the caller may renew residencies for',
    answer: z.strictObject({ type: OrganisationType, companies: z.array(Company) }),
  },
  createDelegate: {
    method: 'POST',
    path: '/api/organisation/delegates',
    access: ['mainUser'],
    summary:
      'Authorises a user (إنشاء الحساب); an activation link is mailed. Repeated with the same key it answers the same',
    body: z.strictObject({ key: z.uuid(), civilId: TypedCivilId, email: Email, companies: Companies }),
    answer: Delegate,
    faults: ['tooManyDelegates', 'alreadyUser', 'personUnknown', 'notYourCompany', 'noCompanyChosen'],
  },
  changeDelegateCompanies: {
    method: 'PUT',
    path: '/api/organisation/delegates/:delegateId/companies',
    access: ['mainUser'],
    summary: 'Adds and cancels companies (إضافة / إلغاء); it holds from the next request of the delegate',
    params: DelegateParams,
    body: z.strictObject({ version: Version, companies: Companies }),
    answer: Delegate,
    faults: ['notYourCompany'],
  },
  changeDelegateContact: {
    method: 'PUT',
    path: '/api/organisation/delegates/:delegateId/contact',
    access: ['mainUser'],
    summary: 'Changes e-mail, which must be confirmed again, and mobile (تعديل بيانات مستخدمين النظام)',
    params: DelegateParams,
    body: z.strictObject({ version: Version, email: Email, mobile: Mobile.nullable() }),
    answer: Delegate,
  },
  suspendDelegate: {
    method: 'POST',
    path: '/api/organisation/delegates/:delegateId/suspension',
    access: ['mainUser'],
    summary: 'Suspends a delegate (إيقاف): every session of theirs ends',
    params: DelegateParams,
    body: z.strictObject({ version: Version }),
    answer: Delegate,
    faults: ['notInThisState'],
  },
  reactivateDelegate: {
    method: 'DELETE',
    path: '/api/organisation/delegates/:delegateId/suspension',
    access: ['mainUser'],
    summary: 'Reactivates a suspended delegate (تفعيل)',
    params: DelegateParams,
    answer: Delegate,
    faults: ['notInThisState'],
  },
  resendDelegateActivation: {
    method: 'POST',
    path: '/api/organisation/delegates/:delegateId/activation-mails',
    access: ['mainUser'],
    summary: 'Mails the activation link again; the one before stops working',
    params: DelegateParams,
    answer: z.strictObject({}),
    faults: ['notInThisState', 'tooManyMails'],
  },
} as const satisfies Record<string, ApiRoute>;

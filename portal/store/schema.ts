import type { Selectable } from 'kysely';
import type { IsoDate, IsoInstant } from '../../contracts/calendar.ts';
import type { CASE_DEPARTMENT, CaseId, CaseStatus, CaseType } from '../../contracts/case.ts';
import type { CivilId } from '../../contracts/civil-id.ts';
import type { LicenceCategory } from '../../contracts/licence.ts';
import type { Fils } from '../../contracts/money.ts';
import type { CompanyId, OrganisationId, OrganisationType } from '../../contracts/organisation.ts';
import type { AccountRealm } from '../../contracts/portal-api/accounts.ts';
import type {
  DueId,
  NotPayableReason,
  PaymentItem,
  PaymentStatus,
} from '../../contracts/portal-api/payments.ts';
import type { PassportId } from '../../contracts/portal-api/passports.ts';
import type { RenewalStatus } from '../../contracts/portal-api/residency.ts';
import type { AccountRole, StaffRole } from '../../contracts/portal-api/route.ts';
import type { Language } from '../../contracts/language.ts';
import type { PermitNumber, PickupEventBody, PickupId, RequestId } from '../../contracts/pickup.ts';
import type { RequestKind, RequestStatus } from '../../contracts/request.ts';
import type { Relation, RenewalChannel, RenewalId, ResidencyArticle } from '../../contracts/residency.ts';
import type { InsuranceStanding } from '../services/residency/preconditions.ts';
import type { RefundCause } from '../texts/mails/payment-mails.ts';

/** A truth value as both engines store it: SQLite has no boolean column. */
type Flag = 0 | 1;

/** Machines whose signature the portal believes. */
interface KiosksTable {
  machine: string;
  /** Ed25519, SubjectPublicKeyInfo in PEM. */
  public_key: string;
  enrolled_at: IsoInstant;
  /** How many reservations the machine has had: orders its pickups exactly, whatever the clocks say. */
  reservations: number;
}

/** Licence requests (S13–S15): what a lookup needs, and nothing that is only printed. */
interface RequestsTable {
  request_id: RequestId;
  civil_id: CivilId;
  kind: RequestKind;
  category: LicenceCategory;
  status: RequestStatus;
  /** Grows with every change; a change names the version it saw (optimistic locking). */
  version: number;
  /** Number of the last reservation; 0: never reserved. */
  fencing: number;
  /** The last pickup, also after it ended. */
  pickup_id: PickupId | null;
  /** Fils. */
  fee_paid: Fils;
  paid_at: IsoInstant | null;
  payment_reference: string | null;
  ready_on: IsoDate | null;
  old_licence_retained: Flag;
  issued_at: IsoInstant | null;
}

/** What is printed for a request; apart from `requests` so that lookups never carry portraits. */
interface LicencesTable {
  request_id: RequestId;
  /** `Licence` as JSON. */
  licence: string;
  /** JPEG in base64. */
  portrait: string;
}

/** Challenges not answered yet. An answered one is deleted: that is what makes it single use. */
interface ChallengesTable {
  challenge_id: string;
  machine: string;
  /** 8 octets in base64. */
  octets: string;
  expires_at: IsoInstant;
}

/** Permission to reserve, given after a chip's proof was believed. */
interface CollectionTokensTable {
  /** SHA-256 of the token in base64url: a copy of the table lets nobody collect. */
  token_hash: string;
  machine: string;
  civil_id: CivilId;
  expires_at: IsoInstant;
}

/** Collections: a lease on one request by one kiosk. */
interface PickupsTable {
  pickup_id: PickupId;
  request_id: RequestId;
  machine: string;
  /** Place among the machine's reservations, from 1. */
  ordinal: number;
  fencing: number;
  token_hash: string;
  reserved_at: IsoInstant;
  lease_expires_at: IsoInstant;
  /** Highest sequence number held; 0: nothing reported yet. */
  last_seq: number;
}

/** What kiosks reported, as they reported it. Insert-only. */
interface PickupEventsTable {
  pickup_id: PickupId;
  seq: number;
  type: PickupEventBody['type'];
  /** The kiosk's time. */
  at: IsoInstant;
  /** The portal's time. */
  received_at: IsoInstant;
  /** The whole `PickupEvent` as JSON: what a repetition is compared with. */
  event: string;
}

export interface PermitsTable {
  number: PermitNumber;
  request_id: RequestId;
  pickup_id: PickupId;
  granted_at: IsoInstant;
  valid_until: IsoDate;
}

interface ReceiptsTable {
  /** Unguessable: who holds it holds the receipt. */
  code: string;
  request_id: RequestId;
  created_at: IsoInstant;
}

/** The audit trail (S18): insert-only and hash-chained. */
interface AuditTable {
  /** From 1, without gaps. */
  seq: number;
  at: IsoInstant;
  actor: string;
  /** From where: a network address, or `command line`. */
  origin: string;
  action: string;
  subject: string;
  /** JSON. */
  details: string;
  previous_hash: string;
  /** SHA-256 in hex. */
  hash: string;
}

/** One row: where the chain ends, so that entries cut off its end are missed. */
interface AuditHeadTable {
  id: 1;
  seq: number;
  hash: string;
}

/** The civil register as far as the portal needs it. */
interface PeopleTable {
  civil_id: CivilId;
  unified_number: string;
  /** `PersonName` as JSON. */
  name_arabic: string;
  /** `PersonName` as JSON. */
  name_latin: string;
  birth_date: IsoDate;
  sex: 'M' | 'F';
  nationality: string;
  /** `Bilingual` as JSON. */
  nationality_name: string;
  /** `null` for citizens. */
  residency_expires_on: IsoDate | null;
  sponsor_civil_id: CivilId | null;
  /** JPEG in base64. */
  portrait: string;
  /** What the residency is held under; `null` where there is none. */
  article: ResidencyArticle | null;
  /** How they belong to who sponsors or employs them. */
  relation: Relation | null;
  employer_company_id: CompanyId | null;
  /** Names and civil ID as searches write them (`searchable`). */
  search_text: string;
}

/** Passports on record (S9, S10): several of a person, one of them the current one. */
interface PassportsTable {
  passport_id: PassportId;
  civil_id: CivilId;
  number: string;
  /** `PersonName` as JSON, as the passport has it. */
  name_latin: string;
  issued_on: IsoDate;
  expires_on: IsoDate;
  place_of_issue: string;
  current: Flag;
}

/**
 * Residency renewals (S5–S7). Of a person one is open at most, so whoever has it in payment is the only one who can pay for that
 * person.
 */
export interface RenewalsTable {
  renewal_id: RenewalId;
  version: number;
  status: RenewalStatus;
  channel: RenewalChannel;
  /** Whose basket it lies in: the company's, or without one the account's. */
  company_id: CompanyId | null;
  account_id: string;
  /** Made by the client: the same key is the same renewal. */
  creation_key: string;
  civil_id: CivilId;
  months: number | null;
  name_matches: Flag;
  terms_accepted: Flag;
  /** What the Ministry of Health said when it was last asked. */
  insurance: InsuranceStanding['state'];
  insured_until: IsoDate | null;
  created_at: IsoInstant;
  /** The payment that it was last locked for, until its choices change; what that payment is for stands in the columns below. */
  payment_id: string | null;
  /** Fils. */
  fee: Fils | null;
  /** The end of the residency from which `new_expiry` was reckoned. */
  old_expiry: IsoDate | null;
  new_expiry: IsoDate | null;
}

/** Lists that were taken in, with what was answered: the same key is answered the same. */
interface RenewalImportsTable {
  account_id: string;
  import_key: string;
  /** Answer as JSON. */
  answer: string;
}

/** The licence that a person holds now. */
interface DrivingLicencesTable {
  civil_id: CivilId;
  number: string;
  issue_date: IsoDate;
  expiry_date: IsoDate;
  /** `DrivingPrivilege[]` as JSON. */
  privileges: string;
  withdrawn: Flag;
}

/**
 * Accounts of individuals (S4), and of the users of companies and entities (S1–S3): one of a person in each realm. Without a
 * password hash the account awaits its activation (إيقاف).
 */
interface AccountsTable {
  account_id: string;
  realm: AccountRealm;
  civil_id: CivilId;
  role: AccountRole;
  /** Of a user of one; `null` for individuals. */
  organisation_id: OrganisationId | null;
  /** Suspended (إيقاف) by the main user. */
  suspended: Flag;
  email: string;
  email_awaiting_confirmation: string | null;
  mobile: string | null;
  language: Language;
  /** Argon2id in PHC format. */
  password_hash: string | null;
  failed_sign_ins: number;
  locked: Flag;
  created_at: IsoInstant;
  version: number;
}

/** What a mailed link is for. */
export type LinkPurpose = 'activation' | 'unlock' | 'passwordReset' | 'emailConfirmation';

/** Mailed links: single use, because using one deletes it. */
interface AccountLinksTable {
  /** SHA-256 of the token in base64url. */
  token_hash: string;
  account_id: string;
  purpose: LinkPurpose;
  expires_at: IsoInstant;
}

/** When mails were sent to an account because somebody asked: nobody is flooded. */
interface AccountMailsTable {
  account_id: string;
  asked_at: IsoInstant;
}

interface StaffTable {
  staff_id: string;
  user_name: string;
  /** `Bilingual` as JSON. */
  name: string;
  role: StaffRole;
  /** Nobody decides their own request. */
  civil_id: CivilId;
  language: Language;
  password_hash: string;
  /** Base32 (RFC 4648), for RFC 6238. */
  totp_secret: string;
  /** Step of the last code used: none is used twice. */
  last_totp_step: number;
  failed_sign_ins: number;
  locked_until: IsoInstant | null;
  /** Signs in no more (إيقاف). */
  suspended: Flag;
  version: number;
}

/** The link by which a member sets the password: single use, because using it deletes it. */
interface StaffLinksTable {
  staff_id: string;
  /** SHA-256 of the token in base64url. */
  token_hash: string;
  expires_at: IsoInstant;
}

interface SessionsTable {
  /** SHA-256 of the cookie's token in base64url. */
  token_hash: string;
  account_id: string | null;
  staff_id: string | null;
  created_at: IsoInstant;
  expires_at: IsoInstant;
}

/** Mail that is not sent yet; a sent one is deleted. */
interface MailsTable {
  mail_id: string;
  recipient: string;
  subject: string;
  text: string;
  html: string;
  attempts: number;
  due_at: IsoInstant;
}

export interface UploadsTable {
  upload_id: string;
  account_id: string;
  sha256: string;
  name: string;
  type: string;
  octets: number;
  width: number | null;
  height: number | null;
  created_at: IsoInstant;
  /** The one request that holds it; `null`: none does. */
  request_id: RequestId | null;
  /** The one case that holds it; `null`: none does. */
  case_id: CaseId | null;
}

/** The ministry's register of companies and government entities, by unified number (الرقم الموحد). */
interface RegisteredOrganisationsTable {
  unified_number: string;
  type: OrganisationType;
  /** `Bilingual` as JSON. */
  name: string;
}

/** The companies (شركة) or entities (جهة) under a unified number. */
interface CompaniesTable {
  company_id: CompanyId;
  unified_number: string;
  /** `Bilingual` as JSON. */
  name: string;
}

/** Organisations that have an account (S1, S2): one for each unified number. */
interface OrganisationsTable {
  organisation_id: OrganisationId;
  unified_number: string;
  created_at: IsoInstant;
  /** Moved to take the organisation: its delegates are counted one after the other. */
  version: number;
}

/** Users whom a main user authorised (S3), beside their account. */
interface DelegatesTable {
  account_id: string;
  organisation_id: OrganisationId;
  /** Made by the client: the same key is the same delegate. */
  creation_key: string;
  /** Grows with every change by the main user (optimistic locking). */
  version: number;
}

/** What a delegate may renew residencies for. */
interface DelegateGrantsTable {
  account_id: string;
  company_id: CompanyId;
}

/** What a department decides (S1, S2, S8, S9). */
interface CasesTable {
  case_id: CaseId;
  type: CaseType;
  department: (typeof CASE_DEPARTMENT)[CaseType];
  account_id: string;
  /** Made by the client: the same key is the same case. */
  creation_key: string;
  status: CaseStatus;
  /** Grows with every change (optimistic locking). */
  version: number;
  /** `CaseForm` as JSON. */
  form: string;
  /** Uploads by document kind, as JSON. */
  documents: string;
  /** Civil ID or unified number that it is about, once it was typed rightly. */
  subject: string | null;
  created_at: IsoInstant;
  /** Since when it waits for an officer; `null`: it does not. */
  waiting_since: IsoInstant | null;
  /** How often it was returned. */
  returned: number;
  /** Why an officer returned or rejected it. */
  reason: string | null;
  claimed_by: string | null;
  claimed_at: IsoInstant | null;
}

/** The last number given to a case in each year. */
interface CaseNumbersTable {
  year: number;
  last: number;
}

/** What is locked while the file of a content is kept or removed; a row may be left over. */
interface UploadContentsTable {
  sha256: string;
}

/** How a request was applied for at the portal; requests of other origin have none. */
interface ApplicationsTable {
  request_id: RequestId;
  account_id: string;
  /** Made by the client: the same key is the same application. */
  creation_key: string;
  created_at: IsoInstant;
  /** `RequestForm` as JSON. */
  form: string;
  /** Fils. */
  fee: Fils;
  /** Since when it waits for an officer; `null`: it does not. */
  waiting_since: IsoInstant | null;
  /** Why an officer returned or rejected it. */
  reason: string | null;
  claimed_by: string | null;
  claimed_at: IsoInstant | null;
  /** The portrait to print, JPEG in base64, from submission to payment; `null`: the register's. */
  portrait: string | null;
  /** Last day of collection. */
  collect_by: IsoDate | null;
  /** The day on which the request is looked at again if nothing happens until then; `null`: never. */
  follow_up_on: IsoDate | null;
  reminders_sent: number;
}

/** The last number given to a request in each year. */
interface RequestNumbersTable {
  year: number;
  last: number;
}

interface MachinePlacesTable {
  machine: string;
  /** `Bilingual` as JSON. */
  place: string;
  /** `Bilingual` as JSON. */
  hours: string;
  /** By its last report; `null`: never heard of. */
  can_print: Flag | null;
  heard_at: IsoInstant | null;
}

interface PaymentsTable {
  payment_id: string;
  account_id: string;
  creation_key: string;
  /** KNET's trackid: unique, alphanumeric. */
  track_id: string;
  status: PaymentStatus;
  status_since: IsoInstant;
  /** Fils. */
  amount: Fils;
  language: Language;
  created_at: IsoInstant;
  /** KNET's tranid, needed for a refund. */
  gateway_transaction: string | null;
  /** KNET's ref, printed on receipts. */
  reference: string | null;
  captured_at: IsoInstant | null;
  /** Fils: what was taken, whatever was asked for. */
  captured_amount: Fils | null;
  /** Why it goes back; `null` unless it does. */
  refund_cause: RefundCause | null;
  refund_reference: string | null;
  receipt_code: string | null;
  /** When the reconciliation looks at it next; `null`: nothing left to find out. */
  check_at: IsoInstant | null;
  version: number;
}

interface PaymentLinesTable {
  payment_id: string;
  ordinal: number;
  item_type: PaymentItem['type'];
  item_id: string;
  /** `Bilingual` as JSON. */
  description: string;
  /** Fils. */
  amount: Fils;
}

/** What an open payment is for: nobody else can pay it meanwhile. */
interface PaymentLocksTable {
  item_type: PaymentItem['type'];
  item_id: string;
  payment_id: string;
}

interface DuesTable {
  due_id: DueId;
  civil_id: CivilId;
  type: 'trafficViolation' | 'residencyFine';
  number: string;
  /** What the type needs, as JSON. */
  facts: string;
  /** `null`: payable online. */
  not_payable_reason: NotPayableReason | null;
  paid_by: string | null;
}

export interface Database {
  kiosks: KiosksTable;
  requests: RequestsTable;
  licences: LicencesTable;
  challenges: ChallengesTable;
  collection_tokens: CollectionTokensTable;
  pickups: PickupsTable;
  pickup_events: PickupEventsTable;
  permits: PermitsTable;
  receipts: ReceiptsTable;
  people: PeopleTable;
  passports: PassportsTable;
  renewals: RenewalsTable;
  renewal_imports: RenewalImportsTable;
  driving_licences: DrivingLicencesTable;
  accounts: AccountsTable;
  account_links: AccountLinksTable;
  account_mails: AccountMailsTable;
  staff: StaffTable;
  staff_links: StaffLinksTable;
  sessions: SessionsTable;
  mails: MailsTable;
  uploads: UploadsTable;
  upload_contents: UploadContentsTable;
  registered_organisations: RegisteredOrganisationsTable;
  companies: CompaniesTable;
  organisations: OrganisationsTable;
  delegates: DelegatesTable;
  delegate_grants: DelegateGrantsTable;
  cases: CasesTable;
  case_numbers: CaseNumbersTable;
  applications: ApplicationsTable;
  request_numbers: RequestNumbersTable;
  machine_places: MachinePlacesTable;
  payments: PaymentsTable;
  payment_lines: PaymentLinesTable;
  payment_locks: PaymentLocksTable;
  dues: DuesTable;
  audit: AuditTable;
  audit_head: AuditHeadTable;
}

export type PickupRow = Selectable<PickupsTable>;

import { z } from 'zod';
import { IsoDate, IsoInstant } from '../calendar.ts';
import { CivilId } from '../civil-id.ts';
import { Bilingual, Language } from '../language.ts';
import { Fils } from '../money.ts';
import { CompanyId } from '../organisation.ts';
import { Precondition, Relation, RenewalChannel, RenewalId, ResidencyArticle } from '../residency.ts';
import { TypedCivilId } from './accounts.ts';
import { CaseId } from '../case.ts';
import { PaymentId } from './payments.ts';
import type { ApiRoute } from './route.ts';

/** Whether a person can be chosen (شريطة أن تكون مدة الإقامة المتبقية أقل من شهرين). */
export const ResidentStanding = z.discriminatedUnion('standing', [
  z.strictObject({ standing: z.literal('qualifies') }),
  /** Greyed: with the first day from which they can be chosen. */
  z.strictObject({ standing: z.literal('tooEarly'), from: IsoDate }),
  z.strictObject({ standing: z.literal('inBasket'), renewalId: RenewalId }),
  /** Somebody is paying for them now. */
  z.strictObject({ standing: z.literal('beingPaid') }),
]);
export type ResidentStanding = z.infer<typeof ResidentStanding>;

/** Somebody whose residency the caller may renew. */
export const Resident = z.strictObject({
  civilId: CivilId,
  name: Bilingual,
  nationality: Bilingual,
  article: ResidencyArticle,
  relation: Relation,
  residencyExpiresOn: IsoDate,
  /** Days until then; negative once it has expired. */
  daysLeft: z.int(),
  standing: ResidentStanding,
});
export type Resident = z.infer<typeof Resident>;

export const ResidentFilter = z.enum(['all', 'qualifies', 'tooEarly', 'expired']);
export type ResidentFilter = z.infer<typeof ResidentFilter>;

/** Residents of one page. */
export const RESIDENT_PAGE_SIZE = 50;

/** One precondition of a renewal, and what stands in its way. */
export const PreconditionCheck = z.discriminatedUnion('met', [
  z.strictObject({ precondition: Precondition, met: z.literal(true) }),
  z.strictObject({
    precondition: Precondition,
    met: z.literal(false),
    fault: z.enum([
      'tooEarly',
      'noPassport',
      'passportExpired',
      'passportTooShort',
      'notInsured',
      'insuranceTooShort',
      'insuranceUnavailable',
      'duesUnpaid',
      'nameNotConfirmed',
      /** Confirmed, but the register and the passport do not say the same: S8 or S9 comes first. */
      'nameDiffers',
      'nameUnderAmendment',
      'passportUnderTransfer',
      'termsNotAccepted',
      'lengthNotChosen',
      'lengthNoLongerPossible',
    ]),
    /** With `tooEarly`: the first day. */
    from: IsoDate.nullable(),
    /** With `nameUnderAmendment` and `passportUnderTransfer`: the case (S8, S9) that the draft waits for. */
    caseId: CaseId.nullable(),
  }),
]);
export type PreconditionCheck = z.infer<typeof PreconditionCheck>;

/** A length that can be chosen: never beyond the insurance nor the passport. */
export const RenewalLength = z.strictObject({
  months: z.int().positive(),
  newExpiry: IsoDate,
  /** Fils, by article, group and length, from the dated tariff. */
  fee: Fils,
  /** What shortened it from whole years; `null`: nothing did. */
  cappedBy: z.enum(['passport', 'insurance']).nullable(),
});
export type RenewalLength = z.infer<typeof RenewalLength>;

export const RenewalStatus = z.enum(['open', 'paid', 'removed']);
export type RenewalStatus = z.infer<typeof RenewalStatus>;

export const RenewalView = z.strictObject({
  renewalId: RenewalId,
  version: z.int().nonnegative(),
  status: RenewalStatus,
  channel: RenewalChannel,
  companyId: CompanyId.nullable(),
  resident: Resident,
  latinName: z.string(),
  /** The Latin name as the passport on record has it; `null` without a passport on record. */
  latinNameInPassport: z.string().nullable(),
  /** Last four characters of the passport's number. */
  passportLastFour: z.string().nullable(),
  passportExpiresOn: IsoDate.nullable(),
  insuredUntil: IsoDate.nullable(),
  /** The Ministry of Health's page, where the insurance is paid. */
  insurancePageUrl: z.url(),
  checks: z.array(PreconditionCheck),
  lengths: z.array(RenewalLength),
  months: z.int().positive().nullable(),
  nameMatches: z.boolean(),
  termsAccepted: z.boolean(),
  /** Fils: of the chosen length; `null` before one is chosen. */
  fee: Fils.nullable(),
  payable: z.boolean(),
  createdAt: IsoInstant,
  /** Once paid. */
  newExpiry: IsoDate.nullable(),
  receiptUrl: z.string().nullable(),
});
export type RenewalView = z.infer<typeof RenewalView>;

/** Most renewals of one payment (S5, S6). */
export const RENEWALS_MOST_LINES = 500;
/** Largest CSV list, in characters. */
export const IMPORT_MOST_LENGTH = 48 * 1024;

/** A line of a CSV list that was not taken in, and why. */
export const ImportFault = z.strictObject({
  /** From 1, as an editor counts. */
  line: z.int().positive(),
  /** What stood there, as it stood there. */
  text: z.string(),
  fault: z.enum([
    'civilId',
    'months',
    'columns',
    'twice',
    'notYourWorker',
    'tooEarly',
    'alreadyInBasket',
    'beingPaid',
  ]),
});
export type ImportFault = z.infer<typeof ImportFault>;

const RenewalParams = z.strictObject({ renewalId: RenewalId });
const Version = z.int().nonnegative();
const RENEWERS = ['individual', 'mainUser', 'delegate'] as const;

/** `null`: the persons an individual sponsors. */
const Of = CompanyId.nullable();

/** Routes of S5–S7. Civil IDs travel in bodies only, never in addresses. */
export const RESIDENCY_ROUTES = {
  findResidents: {
    method: 'POST',
    path: '/api/residency/resident-searches',
    access: RENEWERS,
    summary:
      'Sponsored persons, or workers of a granted company, those whose residency ends first before the others',
    body: z.strictObject({
      companyId: Of,
      filter: ResidentFilter,
      /** Part of a name, or of a civil ID. */
      text: z.string().trim().max(64),
      after: z.strictObject({ residencyExpiresOn: IsoDate, civilId: CivilId }).nullable(),
    }),
    answer: z.strictObject({
      residents: z.array(Resident),
      total: z.int().nonnegative(),
      next: z.strictObject({ residencyExpiresOn: IsoDate, civilId: CivilId }).nullable(),
    }),
    faults: ['notYourCompany'],
  },
  residencyExpiries: {
    method: 'GET',
    path: '/api/residency/expiries',
    access: RENEWERS,
    summary: 'How many residencies end in each month ahead, for a chart and its table',
    query: z.strictObject({ companyId: CompanyId.optional() }),
    answer: z.strictObject({
      expired: z.int().nonnegative(),
      /** `YYYY-MM`, this month first, without gaps. */
      months: z.array(
        z.strictObject({ month: z.string().regex(/^\d{4}-\d{2}$/), count: z.int().nonnegative() }),
      ),
    }),
    faults: ['notYourCompany'],
  },
  beginRenewal: {
    method: 'POST',
    path: '/api/residency/renewals',
    access: RENEWERS,
    summary: 'Puts a person into the basket; repeated with the same key it answers the same renewal',
    body: z.strictObject({ key: z.uuid(), companyId: Of, civilId: TypedCivilId }),
    answer: RenewalView,
    faults: ['notYourCompany', 'notYours', 'tooEarly', 'beingPaid', 'alreadyInBasket'],
  },
  renewals: {
    method: 'GET',
    path: '/api/residency/renewals',
    access: RENEWERS,
    summary:
      'The basket: open renewals with what stands in their way and the total of those that can be paid',
    query: z.strictObject({ companyId: CompanyId.optional() }),
    answer: z.strictObject({ renewals: z.array(RenewalView), payable: z.int().nonnegative(), total: Fils }),
    faults: ['notYourCompany'],
  },
  renewal: {
    method: 'GET',
    path: '/api/residency/renewals/:renewalId',
    access: RENEWERS,
    summary: 'One own renewal; the insurance is asked after anew',
    params: RenewalParams,
    answer: RenewalView,
  },
  saveRenewal: {
    method: 'PUT',
    path: '/api/residency/renewals/:renewalId/choices',
    access: RENEWERS,
    summary: 'Keeps length, the confirmation of the Latin name, and the acceptance of the terms',
    params: RenewalParams,
    body: z.strictObject({
      version: Version,
      months: z.int().positive().nullable(),
      nameMatches: z.boolean(),
      termsAccepted: z.boolean(),
    }),
    answer: RenewalView,
    faults: ['notInThisState', 'lengthNotPossible'],
  },
  removeRenewal: {
    method: 'DELETE',
    path: '/api/residency/renewals/:renewalId',
    access: RENEWERS,
    summary: 'Takes a renewal out of the basket',
    params: RenewalParams,
    answer: z.strictObject({}),
    faults: ['notInThisState', 'beingPaid'],
  },
  importRenewals: {
    method: 'POST',
    path: '/api/residency/imports',
    access: ['mainUser', 'delegate'],
    summary:
      "Puts a company's list (CSV: civil ID, months) into the basket; every line that cannot be is explained",
    body: z.strictObject({ key: z.uuid(), companyId: CompanyId, csv: z.string().max(IMPORT_MOST_LENGTH) }),
    answer: z.strictObject({ added: z.int().nonnegative(), refused: z.array(ImportFault) }),
    faults: ['notYourCompany', 'empty', 'tooManyLines'],
  },
  payRenewals: {
    method: 'POST',
    path: '/api/residency/payments',
    access: RENEWERS,
    summary:
      'Locks every named renewal that can be paid and tells where to pay; the others stay in the basket, each with its reason',
    body: z.strictObject({
      key: z.uuid(),
      renewals: z.array(RenewalId).min(1).max(RENEWALS_MOST_LINES),
      language: Language,
    }),
    answer: z.strictObject({
      paymentId: PaymentId,
      amount: Fils,
      lines: z.int().positive(),
      gatewayUrl: z.url(),
      left: z.array(
        z.strictObject({
          renewalId: RenewalId,
          fault: z.enum(['preconditionNotMet', 'beingPaid', 'alreadyPaid', 'notYours']),
        }),
      ),
    }),
    faults: ['nothingPayable'],
  },
} as const satisfies Record<string, ApiRoute>;

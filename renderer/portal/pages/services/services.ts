import { CASE_DOCUMENTS, type CaseDocumentKind, type CaseType } from '../../../../contracts/case.ts';
import { ACCOUNT_ROLES, type AccountRole } from '../../../../contracts/portal-api/route.ts';
import { RequestKind } from '../../../../contracts/request.ts';
import type { IconName } from '../../../ui/icon.tsx';

/** The services of the guide (S1–S16) by the name that their address has, in the guide's groups and order. */
export const SERVICE_GROUPS = {
  companies: ['companyAccount', 'delegates', 'companyRenewal'],
  government: ['governmentAccount', 'governmentRenewal'],
  individuals: ['individualAccount', 'individualRenewal'],
  passports: ['latinNameAmendment', 'passportTransfer', 'passportInformation'],
  payment: ['duesInquiry', 'duesPayment'],
  licences: ['renewal', 'damaged', 'lost', 'collection'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A group of services as the guide has them. */
export type ServiceGroup = keyof typeof SERVICE_GROUPS;
export type Service = (typeof SERVICE_GROUPS)[ServiceGroup][number];

export const SERVICE_GROUP_NAMES = Object.keys(SERVICE_GROUPS) as readonly ServiceGroup[];
const SERVICES: readonly Service[] = Object.values(SERVICE_GROUPS).flat();

/** The service that an address names. */
export function parseService(name: string): Service | undefined {
  return SERVICES.find((service) => service === name);
}

/** Services beside those of licences (S13–S15), whose needs and fee depend on the person. */
export type GeneralService = Exclude<Service, RequestKind>;

/** Whether a service is an application for a licence. */
export function isLicenceService(service: Service): service is RequestKind {
  return RequestKind.safeParse(service).success;
}

/** Where a service begins. */
export type Start =
  | { readonly page: 'case'; readonly type: CaseType }
  | {
      readonly page:
        | '/organisation'
        | '/residency'
        | '/register'
        | '/passports'
        | '/dues-inquiry'
        | '/dues'
        | '/dashboard';
    };

/** What is needed, each a text of the catalogue with its sign. */
export type Need =
  | 'individualAccount'
  | 'userCode'
  | 'unifiedNumber'
  | 'concernedPerson'
  | 'insurance'
  | 'twoMonths'
  | 'passport'
  | 'noDues'
  | 'card'
  | 'delegate'
  | 'civilId'
  | 'contact'
  | 'inquiryNumber'
  | 'smartCivilId'
  | 'oldLicence'
  | 'ready';

export const NEED_ICONS: Readonly<Record<Need, IconName>> = {
  individualAccount: 'person',
  userCode: 'lock',
  unifiedNumber: 'building',
  concernedPerson: 'idCard',
  insurance: 'shield',
  twoMonths: 'calendar',
  passport: 'idCard',
  noDues: 'check',
  card: 'money',
  delegate: 'person',
  civilId: 'idCard',
  contact: 'phone',
  inquiryNumber: 'search',
  smartCivilId: 'idCard',
  oldLicence: 'licence',
  ready: 'check',
};

/** Who may use a service: those with one of these accounts, or everybody (`null`). */
type Who = readonly AccountRole[] | null;

interface ServiceFacts {
  readonly who: Who;
  readonly needs: readonly Need[];
  readonly documents: readonly CaseDocumentKind[];
  readonly fee: 'free' | 'tariff' | 'dues' | 'paidBefore';
  readonly time: 'minutes' | 'review' | 'machine';
  /** Steps of the guide, as many as the catalogue names. */
  readonly steps: number;
  readonly start: Start;
}

const INDIVIDUAL: Who = ['individual'];
const RENEWAL_NEEDS = ['insurance', 'twoMonths', 'passport', 'noDues', 'card'] as const;

const accountOf = (type: 'companyAccount' | 'governmentAccount'): ServiceFacts => ({
  who: INDIVIDUAL,
  needs: ['individualAccount', 'unifiedNumber', 'concernedPerson'],
  documents: CASE_DOCUMENTS[type],
  fee: 'free',
  time: 'review',
  steps: 4,
  start: { page: 'case', type },
});

/** What each service needs, costs and takes, who may use it, and where it begins. */
export const SERVICE_FACTS: Readonly<Record<GeneralService, ServiceFacts>> = {
  companyAccount: accountOf('companyAccount'),
  governmentAccount: accountOf('governmentAccount'),
  delegates: {
    who: ['mainUser'],
    needs: ['userCode', 'delegate'],
    documents: [],
    fee: 'free',
    time: 'minutes',
    steps: 5,
    start: { page: '/organisation' },
  },
  companyRenewal: {
    who: ['delegate'],
    needs: ['userCode', ...RENEWAL_NEEDS],
    documents: [],
    fee: 'tariff',
    time: 'minutes',
    steps: 6,
    start: { page: '/residency' },
  },
  governmentRenewal: {
    who: ['mainUser', 'delegate'],
    needs: ['userCode', ...RENEWAL_NEEDS],
    documents: [],
    fee: 'tariff',
    time: 'minutes',
    steps: 6,
    start: { page: '/residency' },
  },
  individualAccount: {
    who: null,
    needs: ['civilId', 'contact'],
    documents: [],
    fee: 'free',
    time: 'minutes',
    steps: 3,
    start: { page: '/register' },
  },
  individualRenewal: {
    who: INDIVIDUAL,
    needs: ['individualAccount', ...RENEWAL_NEEDS],
    documents: [],
    fee: 'tariff',
    time: 'minutes',
    steps: 6,
    start: { page: '/residency' },
  },
  latinNameAmendment: {
    who: ACCOUNT_ROLES,
    needs: ['civilId'],
    documents: CASE_DOCUMENTS.latinNameAmendment,
    fee: 'free',
    time: 'review',
    steps: 4,
    start: { page: 'case', type: 'latinNameAmendment' },
  },
  passportTransfer: {
    who: ACCOUNT_ROLES,
    needs: ['civilId'],
    documents: CASE_DOCUMENTS.passportTransfer,
    fee: 'free',
    time: 'review',
    steps: 4,
    start: { page: 'case', type: 'passportTransfer' },
  },
  passportInformation: {
    who: INDIVIDUAL,
    needs: ['individualAccount'],
    documents: [],
    fee: 'free',
    time: 'minutes',
    steps: 2,
    start: { page: '/passports' },
  },
  duesInquiry: {
    who: null,
    needs: ['inquiryNumber'],
    documents: [],
    fee: 'free',
    time: 'minutes',
    steps: 2,
    start: { page: '/dues-inquiry' },
  },
  duesPayment: {
    who: INDIVIDUAL,
    needs: ['individualAccount', 'card'],
    documents: [],
    fee: 'dues',
    time: 'minutes',
    steps: 4,
    start: { page: '/dues' },
  },
  collection: {
    who: INDIVIDUAL,
    needs: ['ready', 'smartCivilId', 'oldLicence'],
    documents: [],
    fee: 'paidBefore',
    time: 'machine',
    steps: 4,
    start: { page: '/dashboard' },
  },
};

export const SERVICE_ICONS: Readonly<Record<Service, IconName>> = {
  companyAccount: 'building',
  delegates: 'person',
  companyRenewal: 'refresh',
  governmentAccount: 'shield',
  governmentRenewal: 'refresh',
  individualAccount: 'person',
  individualRenewal: 'refresh',
  latinNameAmendment: 'idCard',
  passportTransfer: 'idCard',
  passportInformation: 'search',
  duesInquiry: 'search',
  duesPayment: 'money',
  renewal: 'licence',
  damaged: 'refresh',
  lost: 'search',
  collection: 'place',
};

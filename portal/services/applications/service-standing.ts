import { addDays, type IsoDate } from '../../../contracts/calendar.ts';
import type { DrivingPrivilege, LicenceCategory } from '../../../contracts/licence.ts';
import type { RequestId } from '../../../contracts/pickup.ts';
import type {
  DocumentKind,
  EligibilityReason,
  ServiceStanding,
} from '../../../contracts/portal-api/licences.ts';
import type { RequestKind } from '../../../contracts/request.ts';
import type { Settings } from '../../dated-settings.ts';
import { heldPrivileges, type Residence, residencyEnd } from './residency-bound.ts';

/** A licence as far as eligibility looks at it. */
export interface LicenceFacts {
  readonly expiryDate: IsoDate;
  readonly withdrawn: boolean;
  readonly privileges: readonly DrivingPrivilege[];
}

/** All that decides whether a person can apply for a service. */
export interface EligibilityFacts extends Residence {
  /** `null`: none on record. */
  readonly licence: LicenceFacts | null;
  /** Years, today. */
  readonly age: number;
  readonly duesUnpaid: boolean;
  /** Another request of the person that is not over. */
  readonly openRequest: RequestId | null;
}

type Refusal = ServiceStanding['refusals'][number];

interface Case {
  readonly kind: RequestKind;
  readonly facts: EligibilityFacts;
  readonly settings: Settings;
  readonly today: IsoDate;
}

const refusal = (reason: EligibilityReason, more: Partial<Refusal> = {}): Refusal => ({
  reason,
  from: null,
  requestId: null,
  ...more,
});

/** The first day on which a licence type that ends on `expiryDate` can be renewed. */
function renewableFrom(expiryDate: IsoDate, { renewalWindowDays }: Settings): IsoDate {
  return addDays(expiryDate, -renewalWindowDays);
}

/** The types of the licence that the person of `facts` holds. */
function privilegesOf(facts: EligibilityFacts, settings: Settings): DrivingPrivilege[] {
  return heldPrivileges(facts.licence?.privileges ?? [], facts, settings);
}

/** The types whose time for a renewal has come. */
function renewable(facts: EligibilityFacts, settings: Settings, today: IsoDate): DrivingPrivilege[] {
  return privilegesOf(facts, settings).filter(
    ({ expiryDate }) => renewableFrom(expiryDate, settings) <= today,
  );
}

/** Whether a new term of a type would end no later than the one it holds, because both end with the residency. */
function gainsNothing(
  { category, expiryDate }: DrivingPrivilege,
  facts: EligibilityFacts,
  settings: Settings,
): boolean {
  const end = residencyEnd(category, facts, settings);
  return end !== null && end <= expiryDate;
}

/** What each reason is found by; `null`: it does not stand in the way. */
const RULES: Readonly<Record<EligibilityReason, (one: Case) => Refusal | null>> = {
  noLicence: ({ facts }) => (facts.licence === null ? refusal('noLicence') : null),
  tooEarly({ kind, facts, settings, today }) {
    if (kind !== 'renewal') return null;
    // A licence whose types end on different days can be renewed as soon as one of them can.
    const [from] = privilegesOf(facts, settings)
      .map(({ expiryDate }) => renewableFrom(expiryDate, settings))
      .sort();
    return from !== undefined && from > today ? refusal('tooEarly', { from }) : null;
  },
  // A replacement keeps the day on which the licence ends: of one that has ended nothing is left to replace.
  licenceExpired: ({ kind, facts: { licence }, today }) =>
    kind !== 'renewal' && licence !== null && licence.expiryDate < today ? refusal('licenceExpired') : null,
  licenceWithdrawn: ({ facts: { licence } }) => (licence?.withdrawn ? refusal('licenceWithdrawn') : null),
  residencyExpired: ({ facts: { residencyExpiresOn }, today }) =>
    residencyExpiresOn !== null && residencyExpiresOn < today ? refusal('residencyExpired') : null,
  residencyEndsFirst({ kind, facts, settings, today }) {
    const { residencyExpiresOn } = facts;
    if (kind !== 'renewal' || residencyExpiresOn === null || residencyExpiresOn < today) return null;
    const due = renewable(facts, settings, today);
    return due.length > 0 && due.every((privilege) => gainsNothing(privilege, facts, settings))
      ? refusal('residencyEndsFirst')
      : null;
  },
  duesUnpaid: ({ facts }) => (facts.duesUnpaid ? refusal('duesUnpaid') : null),
  requestOpen: ({ facts: { openRequest } }) =>
    openRequest === null ? null : refusal('requestOpen', { requestId: openRequest }),
};

/** What must be attached (S13–S15). */
function documentsNeeded(kind: RequestKind, age: number, { eyeTestAge }: Settings): DocumentKind[] {
  switch (kind) {
    case 'renewal':
      return age >= eyeTestAge ? ['photo', 'eyeTest'] : ['photo'];
    case 'damaged':
      return ['damagePhoto'];
    case 'lost':
      return ['policeReport'];
  }
}

/** The types of the licence that a request of `kind` can be about today: held, and due for it. */
export function categoriesFor(
  kind: RequestKind,
  facts: EligibilityFacts,
  settings: Settings,
  today: IsoDate,
): LicenceCategory[] {
  const privileges =
    kind === 'renewal'
      ? renewable(facts, settings, today).filter((privilege) => !gainsNothing(privilege, facts, settings))
      : privilegesOf(facts, settings).filter(({ expiryDate }) => expiryDate >= today);
  return privileges.map(({ category }) => category);
}

/** Whether an officer looks at an application of `kind` for one of `categories` before it is paid. */
export function isReviewed(
  kind: RequestKind,
  categories: readonly LicenceCategory[],
  { reviewedCategories }: Settings,
): boolean {
  return categories.some((category) => reviewedCategories[kind].includes(category));
}

/** Whether the person of `facts` can apply for `kind` today, with everything that stands in the way. */
export function serviceStanding(
  kind: RequestKind,
  facts: EligibilityFacts,
  settings: Settings,
  today: IsoDate,
): ServiceStanding {
  const held = (facts.licence?.privileges ?? []).map(({ category }) => category);
  return {
    kind,
    fee: settings.licenceFees[kind],
    documents: documentsNeeded(kind, facts.age, settings),
    reviewed: isReviewed(kind, held, settings),
    refusals: Object.values(RULES).flatMap((rule) => rule({ kind, facts, settings, today }) ?? []),
  };
}

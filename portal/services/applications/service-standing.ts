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

/** A licence as far as eligibility looks at it. */
export interface LicenceFacts {
  readonly expiryDate: IsoDate;
  readonly withdrawn: boolean;
  readonly privileges: readonly DrivingPrivilege[];
}

/** All that decides whether a person can apply for a service. */
export interface EligibilityFacts {
  /** `null`: none on record. */
  readonly licence: LicenceFacts | null;
  /** `null` for citizens. */
  readonly residencyExpiresOn: IsoDate | null;
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

/** What each reason is found by; `null`: it does not stand in the way. */
const RULES: Readonly<Record<EligibilityReason, (one: Case) => Refusal | null>> = {
  noLicence: ({ facts }) => (facts.licence === null ? refusal('noLicence') : null),
  tooEarly({ kind, facts: { licence }, settings, today }) {
    if (kind !== 'renewal' || licence === null) return null;
    // A licence whose types end on different days can be renewed as soon as one of them can.
    const [from] = licence.privileges.map(({ expiryDate }) => renewableFrom(expiryDate, settings)).sort();
    return from !== undefined && from > today ? refusal('tooEarly', { from }) : null;
  },
  // A replacement keeps the day on which the licence ends: of one that has ended nothing is left to replace.
  licenceExpired: ({ kind, facts: { licence }, today }) =>
    kind !== 'renewal' && licence !== null && licence.expiryDate < today ? refusal('licenceExpired') : null,
  licenceWithdrawn: ({ facts: { licence } }) => (licence?.withdrawn ? refusal('licenceWithdrawn') : null),
  residencyExpired: ({ facts: { residencyExpiresOn }, today }) =>
    residencyExpiresOn !== null && residencyExpiresOn < today ? refusal('residencyExpired') : null,
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
  { licence }: EligibilityFacts,
  settings: Settings,
  today: IsoDate,
): LicenceCategory[] {
  return (licence?.privileges ?? [])
    .filter(({ expiryDate }) =>
      kind === 'renewal' ? renewableFrom(expiryDate, settings) <= today : expiryDate >= today,
    )
    .map(({ category }) => category);
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

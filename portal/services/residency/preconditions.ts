import type { IsoDate } from '../../../contracts/calendar.ts';
import type { PersonName } from '../../../contracts/person.ts';
import type { CaseId } from '../../../contracts/case.ts';
import type { PreconditionCheck } from '../../../contracts/portal-api/residency.ts';
import { Precondition } from '../../../contracts/residency.ts';
import { sameLatinName } from './latin-name.ts';
import { type PossibleLength, renewalBegins, shortestRenewalEnd } from './lengths.ts';
import { qualifiesFrom } from './window.ts';

/** What the Ministry of Health said of a person when it was last asked; `unknown`: it could not be asked. */
export type InsuranceStanding =
  | { readonly state: 'unknown' }
  | { readonly state: 'notInsured' }
  | { readonly state: 'insured'; readonly until: IsoDate };

/** Everything that the preconditions look at. */
export interface RenewalFacts {
  readonly today: IsoDate;
  /** A residency can be renewed when less than this is left of it. */
  readonly windowMonths: number;
  readonly residencyExpiresOn: IsoDate;
  readonly latinName: PersonName;
  readonly passport: { readonly latinName: PersonName; readonly expiresOn: IsoDate } | null;
  readonly insurance: InsuranceStanding;
  readonly hasUnpaidDues: boolean;
  readonly nameMatches: boolean;
  readonly termsAccepted: boolean;
  readonly months: number | null;
  readonly lengths: readonly PossibleLength[];
  /** Cases of this person that a department has not decided (S8, S9). */
  readonly openCases: {
    readonly latinNameAmendment: CaseId | null;
    readonly passportTransfer: CaseId | null;
  };
}

type Unmet = Extract<PreconditionCheck, { readonly met: false }>;
/** `met`, what stands in the way, or `notJudged` where another precondition has to hold first. */
type Verdict = 'met' | 'notJudged' | Pick<Unmet, 'fault'> | Pick<Unmet, 'fault' | 'from' | 'caseId'>;

const unmet = (fault: Unmet['fault']) => ({ fault });
const waitsFor = (fault: Unmet['fault'], caseId: CaseId) => ({ fault, from: null, caseId });

/** One row for each precondition. */
const RULES: Readonly<Record<Precondition, (facts: RenewalFacts) => Verdict>> = {
  withinWindow({ today, windowMonths, residencyExpiresOn }) {
    const from = qualifiesFrom(residencyExpiresOn, windowMonths);
    return today >= from ? 'met' : { fault: 'tooEarly', from, caseId: null };
  },
  passportOnRecord({ passport, openCases }) {
    if (openCases.passportTransfer !== null)
      return waitsFor('passportUnderTransfer', openCases.passportTransfer);
    return passport === null ? unmet('noPassport') : 'met';
  },
  passportValid({ today, residencyExpiresOn, passport }) {
    if (passport === null) return 'notJudged';
    if (passport.expiresOn < today) return unmet('passportExpired');
    return passport.expiresOn < shortestRenewalEnd(residencyExpiresOn, today)
      ? unmet('passportTooShort')
      : 'met';
  },
  insurancePaid({ today, residencyExpiresOn, insurance }) {
    if (insurance.state === 'unknown') return unmet('insuranceUnavailable');
    if (insurance.state === 'notInsured' || insurance.until <= renewalBegins(residencyExpiresOn, today))
      return unmet('notInsured');
    return insurance.until < shortestRenewalEnd(residencyExpiresOn, today)
      ? unmet('insuranceTooShort')
      : 'met';
  },
  duesSettled: ({ hasUnpaidDues }) => (hasUnpaidDues ? unmet('duesUnpaid') : 'met'),
  latinNameConfirmed({ latinName, passport, nameMatches, openCases }) {
    if (openCases.latinNameAmendment !== null)
      return waitsFor('nameUnderAmendment', openCases.latinNameAmendment);
    if (passport === null) return 'notJudged';
    if (!nameMatches) return unmet('nameNotConfirmed');
    return sameLatinName(latinName, passport.latinName) ? 'met' : unmet('nameDiffers');
  },
  termsAccepted: ({ termsAccepted }) => (termsAccepted ? 'met' : unmet('termsNotAccepted')),
  lengthChosen({ months, lengths, insurance, passport }) {
    if (months === null) return unmet('lengthNotChosen');
    if (passport === null || insurance.state === 'unknown') return 'notJudged';
    return lengths.some((length) => length.months === months) ? 'met' : unmet('lengthNoLongerPossible');
  },
};

/**
 * What holds of a renewal, in the order in which the screens tell it. A precondition that cannot be judged before another one
 * holds (the passport's validity without a passport) is left out.
 */
export function checkPreconditions(facts: RenewalFacts): PreconditionCheck[] {
  return Precondition.options.flatMap((precondition): PreconditionCheck[] => {
    const verdict = RULES[precondition](facts);
    if (verdict === 'notJudged') return [];
    if (verdict === 'met') return [{ precondition, met: true }];
    return [{ precondition, met: false, from: null, caseId: null, ...verdict }];
  });
}

/** Whether nothing stands in the way of paying: every precondition was judged, and holds. */
export function allMet(checks: readonly PreconditionCheck[]): boolean {
  return checks.length === Precondition.options.length && checks.every(({ met }) => met);
}

import { addYears, type IsoDate } from '../../../contracts/calendar.ts';
import { type DrivingPrivilege, Licence, type LicenceCategory } from '../../../contracts/licence.ts';
import type { RequestKind } from '../../../contracts/request.ts';
import type { Settings } from '../../dated-settings.ts';
import type { HeldLicence, PersonOnRecord } from '../../store/people.ts';
import { TRAFFIC_DEPARTMENT } from '../../texts/names.ts';
import { heldPrivileges, residencyEnd, validityGroup } from './residency-bound.ts';

/** A new term for the renewed type alone: the others keep their days (ISO 18013-1, fields 10 and 11). */
function renewed(
  privileges: readonly DrivingPrivilege[],
  category: LicenceCategory,
  issueDate: IsoDate,
  expiryDate: IsoDate,
): DrivingPrivilege[] {
  return privileges.map((privilege) =>
    privilege.category === category ? { category, issueDate, expiryDate } : privilege,
  );
}

/**
 * The licence that a request leads to when it is made ready `today`: a renewal begins a new term, a replacement keeps
 * the days of the one it replaces. A type that is tied to the residency ends with it.
 */
export function printedLicence(
  person: PersonOnRecord,
  held: HeldLicence,
  { kind, category }: { readonly kind: RequestKind; readonly category: LicenceCategory },
  settings: Settings,
  today: IsoDate,
): Licence {
  const term =
    residencyEnd(category, person, settings) ??
    addYears(today, settings.validityYears[validityGroup(person, settings)]);
  const privileges = heldPrivileges(
    kind === 'renewal' ? renewed(held.privileges, category, today, term) : held.privileges,
    person,
    settings,
  );
  const lastDay = privileges
    .map(({ expiryDate }) => expiryDate)
    .sort()
    .at(-1);
  return Licence.parse({
    number: held.number,
    civilId: person.civilId,
    nameArabic: person.nameArabic,
    nameLatin: person.nameLatin,
    birthDate: person.birthDate,
    sex: person.sex,
    nationality: person.nationality,
    nationalityName: person.nationalityName,
    issueDate: today,
    // Valid as long as one of its types is; each has its own days beside it.
    expiryDate:
      kind === 'renewal' || (lastDay !== undefined && lastDay < held.expiryDate) ? lastDay : held.expiryDate,
    issuingAuthority: TRAFFIC_DEPARTMENT,
    privileges,
  });
}

import type { IsoDate } from '../../../contracts/calendar.ts';
import type { DrivingPrivilege, LicenceCategory } from '../../../contracts/licence.ts';
import type { Settings, ValidityGroup } from '../../dated-settings.ts';

/** A person as far as the validity of their licence depends on who they are. */
export interface Residence {
  /** ISO 3166-1 alpha-3. */
  readonly nationality: string;
  /** `null` for citizens. */
  readonly residencyExpiresOn: IsoDate | null;
}

type BindingSettings = Pick<Settings, 'gulfStates' | 'residencyBoundCategories'>;

export function validityGroup(
  { nationality }: Residence,
  { gulfStates }: Pick<Settings, 'gulfStates'>,
): ValidityGroup {
  return gulfStates.includes(nationality) ? 'gulfCitizen' : 'other';
}

/**
 * The day on which a licence type of this person ends with their residency (Article 85 of Resolution 81/1976 as amended by
 * Decision 425/2025: motorcycles of expatriates); `null`: the type is not tied to it.
 */
export function residencyEnd(
  category: LicenceCategory,
  person: Residence,
  settings: BindingSettings,
): IsoDate | null {
  const bound =
    validityGroup(person, settings) === 'other' && settings.residencyBoundCategories.includes(category);
  return bound ? person.residencyExpiresOn : null;
}

/** The types as they hold: one that is tied to the residency ends with it, also when that was cut short since. */
export function heldPrivileges(
  privileges: readonly DrivingPrivilege[],
  person: Residence,
  settings: BindingSettings,
): DrivingPrivilege[] {
  return privileges.map((privilege) => {
    const end = residencyEnd(privilege.category, person, settings);
    return end !== null && end < privilege.expiryDate ? { ...privilege, expiryDate: end } : privilege;
  });
}

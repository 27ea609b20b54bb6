import { randomUUID } from 'node:crypto';
import type { IsoDate } from '../../../contracts/calendar.ts';
import { PassportId } from '../../../contracts/portal-api/passports.ts';
import { ACCOUNT_ROLES } from '../../../contracts/portal-api/route.ts';
import { failure, success } from '../../../contracts/result.ts';
import { listPassports, recordPassport } from '../../store/passports.ts';
import { findPerson, lockPerson, type PersonOnRecord } from '../../store/people.ts';
import type { StoreReader } from '../../store/store.ts';
import { MRZ_AGREES } from '../../texts/case-texts.ts';
import type { CaseDefinition, FieldFault, Filing, FormOf } from './definition.ts';
import { mrzDisagreements, parseTd3 } from './mrz-td3.ts';
import {
  concernedSubject,
  factsOfSubject,
  filerOf,
  judgeSubject,
  nameOfSubject,
  parsedSubject,
} from './subject-person.ts';

type Form = FormOf<'passportTransfer'>;

/** A passport's number: as long as its zone has room for (ICAO 9303-4 §4.2.2.2), letters and digits. */
const NUMBER = /^[A-Z0-9]{6,9}$/;

/** The number as a passport prints it; `null` when it is none. */
export function parsedPassportNumber(typed: string | null): string | null {
  const number = (typed ?? '').replace(/\s/g, '').toUpperCase();
  return NUMBER.test(number) ? number : null;
}

async function numberFault(
  reader: StoreReader,
  form: Form,
  person: PersonOnRecord | null,
): Promise<FieldFault['fault'] | null> {
  if (!form.passportNumber) return 'missing';
  const number = parsedPassportNumber(form.passportNumber);
  if (number === null) return 'passportNumber';
  const known = person === null ? [] : await listPassports(reader, [person.civilId]);
  return known.some((passport) => passport.number === number) ? 'samePassport' : null;
}

function issuedFault({ issuedOn }: Form, today: IsoDate): FieldFault['fault'] | null {
  if (issuedOn === null) return 'missing';
  return issuedOn > today ? 'dateOrder' : null;
}

function expiresFault({ issuedOn, expiresOn }: Form, today: IsoDate): FieldFault['fault'] | null {
  if (expiresOn === null) return 'missing';
  if (issuedOn !== null && expiresOn <= issuedOn) return 'dateOrder';
  return expiresOn < today ? 'passportExpired' : null;
}

/** What is wrong with the machine-readable zone; without one nothing is, because the officer sees the pages. */
function zoneFaults(form: Form, person: PersonOnRecord | null): readonly Omit<FieldFault, 'field'>[] {
  if (!form.mrz?.trim()) return [];
  const zone = parseTd3(form.mrz);
  if (!zone.ok) {
    const { fault } = zone;
    return fault.fault === 'mrzShape' ? [fault] : fault.parts.map((part) => ({ fault: fault.fault, part }));
  }
  const passportNumber = parsedPassportNumber(form.passportNumber);
  // Compared once there is something to compare with: the faults of those fields are told by themselves.
  if (person === null || passportNumber === null || form.expiresOn === null) return [];
  return mrzDisagreements(zone.value, { passportNumber, expiresOn: form.expiresOn, person }).map((part) => ({
    fault: 'mrzDisagrees' as const,
    part,
  }));
}

async function judge(reader: StoreReader, form: Form, filing: Filing): Promise<readonly FieldFault[]> {
  const subject = await judgeSubject(reader, form, filing);
  const person = 'person' in subject ? subject.person : null;
  const faults = [
    { field: 'subjectCivilId', fault: 'fault' in subject ? subject.fault : null },
    { field: 'passportNumber', fault: await numberFault(reader, form, person) },
    { field: 'issuedOn', fault: issuedFault(form, filing.today) },
    { field: 'expiresOn', fault: expiresFault(form, filing.today) },
    { field: 'placeOfIssue', fault: form.placeOfIssue ? null : ('missing' as const) },
  ] as const;
  return [
    ...faults.flatMap(({ field, fault }) => (fault === null ? [] : [{ field, fault }])),
    ...zoneFaults(form, person).map((fault) => ({ field: 'mrz' as const, ...fault })),
  ];
}

/** S9: نقل معلومات الجواز. Approved, the passport is the one in use, the one before stays on record as replaced. */
export const passportTransfer: CaseDefinition<Form> = {
  applicants: ACCOUNT_ROLES,
  subject: parsedSubject,
  judge,
  about: async (reader, form, accountId) => (await nameOfSubject(reader, form, accountId))?.about ?? null,
  currentLatinName: async () => null,
  async facts(reader, form, language) {
    const civilId = parsedSubject(form);
    const person = civilId === null ? null : await findPerson(reader, civilId);
    const checked = form.mrz?.trim() && zoneFaults(form, person).length === 0;
    return [
      ...(await factsOfSubject(reader, form, language)),
      ...(checked ? [{ name: 'mrzChecked' as const, value: MRZ_AGREES[language] }] : []),
    ];
  },
  concerned: concernedSubject,
  async approve(form, { transaction, filed, now }) {
    const civilId = parsedSubject(form);
    const number = parsedPassportNumber(form.passportNumber);
    const { issuedOn, expiresOn, placeOfIssue } = form;
    if (civilId === null || number === null || issuedOn === null || expiresOn === null || !placeOfIssue)
      return failure('noLongerPossible');
    // Two approvals about one person follow one another, each seeing what the one before did.
    await lockPerson(transaction, civilId);
    const filer = await filerOf(transaction, filed.accountId);
    const faults = await judge(transaction, form, { ...filer, today: now.today });
    const person = await findPerson(transaction, civilId);
    if (faults.length > 0 || person === null) return failure('noLongerPossible');
    await recordPassport(transaction, {
      passportId: PassportId.parse(randomUUID()),
      civilId,
      number,
      // The officer has compared the page with it: another name is amended (S8) before the passport is taken over.
      latinName: person.nameLatin,
      issuedOn,
      expiresOn,
      placeOfIssue,
    });
    return success([{ action: 'passportTransferred', caseId: filed.caseId }]);
  },
};

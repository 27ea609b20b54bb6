import { fullName, LatinName, type PersonName } from '../../../contracts/person.ts';
import { ACCOUNT_ROLES } from '../../../contracts/portal-api/route.ts';
import { failure, success } from '../../../contracts/result.ts';
import { changeLatinName, lockPerson } from '../../store/people.ts';
import type { StoreReader } from '../../store/store.ts';
import type { CaseDefinition, FieldFault, FormOf } from './definition.ts';
import {
  concernedSubject,
  factsOfSubject,
  type Filer,
  filerOf,
  judgeSubject,
  nameOfSubject,
  parsedSubject,
} from './subject-person.ts';

type Form = FormOf<'latinNameAmendment'>;

/** A Latin name as S8 takes it: A–Z, parted by one space, hyphen or apostrophe. */
const NAME = /^[A-Z]+(?:[ '-][A-Z]+)*$/;

/** One part of the requested name, small letters made large and spaces made one; `null` when it is none. */
export function parsedNamePart(typed: string | null): string | null {
  const text = (typed ?? '').trim().replace(/\s+/g, ' ').toUpperCase();
  return NAME.test(text) && LatinName.shape.family.safeParse(text).success ? text : null;
}

function requestedName(form: Form): PersonName | null {
  const given = parsedNamePart(form.requestedGivenName);
  const family = parsedNamePart(form.requestedFamilyName);
  return given === null || family === null ? null : { given, family };
}

const partFault = (typed: string | null): FieldFault['fault'] | null => {
  if (!typed) return 'missing';
  return parsedNamePart(typed) === null ? 'latinName' : null;
};

async function judge(reader: StoreReader, form: Form, filer: Filer): Promise<readonly FieldFault[]> {
  const subject = await judgeSubject(reader, form, filer);
  const requested = requestedName(form);
  const same =
    requested !== null && 'person' in subject && fullName(requested) === fullName(subject.person.nameLatin);
  const faults = [
    { field: 'subjectCivilId', fault: 'fault' in subject ? subject.fault : null },
    { field: 'requestedGivenName', fault: partFault(form.requestedGivenName) },
    {
      field: 'requestedFamilyName',
      fault: same ? ('sameName' as const) : partFault(form.requestedFamilyName),
    },
  ] as const;
  return faults.flatMap(({ field, fault }) => (fault === null ? [] : [{ field, fault }]));
}

/** S8: تعديل الاسم اللاتيني. Approved, the register has the requested name, and renewals that waited for it go on. */
export const latinNameAmendment: CaseDefinition<Form> = {
  applicants: ACCOUNT_ROLES,
  subject: parsedSubject,
  judge,
  about: async (reader, form, accountId) => (await nameOfSubject(reader, form, accountId))?.about ?? null,
  currentLatinName: async (reader, form, accountId) =>
    (await nameOfSubject(reader, form, accountId))?.latinName ?? null,
  facts: factsOfSubject,
  concerned: concernedSubject,
  async approve(form, { transaction, filed }) {
    const requested = requestedName(form);
    const civilId = parsedSubject(form);
    if (requested === null || civilId === null) return failure('noLongerPossible');
    // Two approvals about one person follow one another, each seeing what the one before did.
    await lockPerson(transaction, civilId);
    const faults = await judge(transaction, form, await filerOf(transaction, filed.accountId));
    if (faults.length > 0) return failure('noLongerPossible');
    await changeLatinName(transaction, civilId, requested);
    return success([{ action: 'latinNameAmended', caseId: filed.caseId }]);
  },
};

import { randomUUID } from 'node:crypto';
import { type CivilId, civilIdLastFour, parseCivilId } from '../../../contracts/civil-id.ts';
import { Email } from '../../../contracts/contact.ts';
import { OrganisationId, type OrganisationType, UnifiedNumber } from '../../../contracts/organisation.ts';
import { fullName } from '../../../contracts/person.ts';
import { failure, success } from '../../../contracts/result.ts';
import { findAccountOfPerson, getAccount, insertAccount } from '../../store/accounts.ts';
import {
  findRegisteredOrganisation,
  hasOrganisationAccount,
  insertOrganisation,
} from '../../store/organisations.ts';
import { findPerson } from '../../store/people.ts';
import type { StoreReader } from '../../store/store.ts';
import { mailFirstLink } from '../accounts/account-mail.ts';
import type { CaseDefinition, FieldFault, FormOf } from './definition.ts';

type AccountCase = 'companyAccount' | 'governmentAccount';
type AccountForm = FormOf<AccountCase>;

function parsedNumber({ unifiedNumber }: AccountForm): UnifiedNumber | null {
  const parsed = UnifiedNumber.safeParse(unifiedNumber ?? '');
  return parsed.success ? parsed.data : null;
}

function parsedPerson({ concernedCivilId }: AccountForm): CivilId | null {
  const parsed = parseCivilId(concernedCivilId ?? '');
  return parsed.ok ? parsed.value : null;
}

function parsedEmail({ email }: AccountForm): Email | null {
  const parsed = Email.safeParse(email ?? '');
  return parsed.success ? parsed.data : null;
}

type Fault = FieldFault['fault'];

async function numberFault(
  reader: StoreReader,
  type: OrganisationType,
  form: AccountForm,
): Promise<Fault | null> {
  if (!form.unifiedNumber) return 'missing';
  const unifiedNumber = parsedNumber(form);
  if (unifiedNumber === null) return 'unifiedNumber';
  if ((await findRegisteredOrganisation(reader, type, unifiedNumber)) === null) return 'unknownOrganisation';
  return (await hasOrganisationAccount(reader, unifiedNumber)) ? 'organisationHasAccount' : null;
}

async function personFault(reader: StoreReader, form: AccountForm): Promise<Fault | null> {
  if (!form.concernedCivilId) return 'missing';
  const civilId = parsedPerson(form);
  if (civilId === null) return 'civilId';
  if ((await findPerson(reader, civilId)) === null) return 'concernedPersonUnknown';
  const user = await findAccountOfPerson(reader, 'organisation', civilId);
  return user === null ? null : 'concernedPersonIsUser';
}

function emailFault(form: AccountForm): Fault | null {
  if (!form.email) return 'missing';
  return parsedEmail(form) === null ? 'email' : null;
}

/**
 * An account of a company or institution (S1: إنشاء حساب الشركات / المؤسسات), or of a government entity (S2). Approved, the
 * organisation has a main user, suspended (إيقاف) until the link mailed to them was used.
 */
function organisationAccount(type: OrganisationType): CaseDefinition<AccountForm> {
  const organisationOf = (reader: StoreReader, form: AccountForm) => {
    const unifiedNumber = parsedNumber(form);
    return unifiedNumber === null ? null : findRegisteredOrganisation(reader, type, unifiedNumber);
  };
  return {
    applicants: ['individual'],
    subject: parsedNumber,
    async judge(reader, form) {
      const faults = [
        { field: 'unifiedNumber', fault: await numberFault(reader, type, form) },
        { field: 'concernedCivilId', fault: await personFault(reader, form) },
        { field: 'email', fault: emailFault(form) },
      ] as const;
      return faults.flatMap(({ field, fault }) => (fault === null ? [] : [{ field, fault }]));
    },
    about: async (reader, form) => (await organisationOf(reader, form))?.name ?? null,
    currentLatinName: async () => null,
    async facts(reader, form, language) {
      const organisation = await organisationOf(reader, form);
      const civilId = parsedPerson(form);
      const person = civilId === null ? null : await findPerson(reader, civilId);
      return [
        ...(organisation === null
          ? []
          : ([
              { name: 'organisationName', value: organisation.name[language] },
              {
                name: 'organisationCompanies',
                value: organisation.companies.map(({ name }) => name[language]).join('\n'),
              },
            ] as const)),
        ...(person === null
          ? []
          : ([
              {
                name: 'concernedPerson',
                value: `${fullName(language === 'ar' ? person.nameArabic : person.nameLatin)} · ${civilIdLastFour(person.civilId)}`,
              },
            ] as const)),
      ];
    },
    concerned(form) {
      const civilId = parsedPerson(form);
      return civilId === null ? [] : [civilId];
    },
    async approve(form, { context, transaction, filed, now }) {
      const unifiedNumber = parsedNumber(form);
      const civilId = parsedPerson(form);
      const email = parsedEmail(form);
      if (
        unifiedNumber === null ||
        civilId === null ||
        email === null ||
        (await numberFault(transaction, type, form)) !== null ||
        (await personFault(transaction, form)) !== null
      )
        return failure('noLongerPossible');
      const { language } = await getAccount(transaction, filed.accountId);
      const organisationId = OrganisationId.parse(randomUUID());
      await insertOrganisation(transaction, { organisationId, unifiedNumber }, now.instant);
      const account = {
        accountId: randomUUID(),
        holding: { role: 'mainUser', organisationId },
        civilId,
        email,
        mobile: null,
        language,
      } as const;
      await insertAccount(transaction, account, now.instant);
      await mailFirstLink(context, transaction, account, now);
      return success([
        { action: 'organisationCreated', organisationId, caseId: filed.caseId },
        { action: 'mainUserCreated', accountId: account.accountId, organisationId },
      ]);
    },
  };
}

/** S1. */
export const companyAccount = organisationAccount('company');
/** S2. */
export const governmentAccount = organisationAccount('government');

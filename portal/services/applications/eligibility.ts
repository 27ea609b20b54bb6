import { ageOn } from '../../../contracts/calendar.ts';
import type { CivilId } from '../../../contracts/civil-id.ts';
import type { RequestId } from '../../../contracts/pickup.ts';
import type { LicenceOnRecord, ServiceStanding } from '../../../contracts/portal-api/licences.ts';
import { RequestKind } from '../../../contracts/request.ts';
import { findOpenRequest } from '../../store/applications.ts';
import { findPerson, type HeldLicence, hasUnpaidDues, type PersonOnRecord } from '../../store/people.ts';
import type { StoreReader } from '../../store/store.ts';
import { type ApplicationContext, type Moment, moment } from './context.ts';
import { type EligibilityFacts, serviceStanding } from './service-standing.ts';

/** A person, and what decides about their applications. */
export interface Eligibility {
  /** `null`: not on the register. */
  readonly person: PersonOnRecord | null;
  readonly facts: EligibilityFacts;
}

/** What decides about applications of a person now; `own` is not counted among their open requests. */
export async function findEligibility(
  reader: StoreReader,
  civilId: CivilId,
  { today }: Moment,
  own: RequestId | null = null,
): Promise<Eligibility> {
  const person = await findPerson(reader, civilId);
  return {
    person,
    facts: {
      licence: person?.licence ?? null,
      nationality: person?.nationality ?? '',
      residencyExpiresOn: person?.residencyExpiresOn ?? null,
      age: person === null ? 0 : ageOn(person.birthDate, today),
      duesUnpaid: await hasUnpaidDues(reader, civilId),
      openRequest: await findOpenRequest(reader, civilId, own),
    },
  };
}

/** A licence as its holder and officers are shown it. */
export function licenceOnRecord({ number, issueDate, expiryDate, privileges }: HeldLicence): LicenceOnRecord {
  return { number, issueDate, expiryDate, categories: privileges.map(({ category }) => category) };
}

/** The licence of a person, and how each service stands for them. */
export async function licenceServices(
  context: ApplicationContext,
  civilId: CivilId,
): Promise<{ readonly licence: LicenceOnRecord | null; readonly services: ServiceStanding[] }> {
  const now = moment(context);
  const { person, facts } = await findEligibility(context.store.reader, civilId, now);
  return {
    licence: person?.licence ? licenceOnRecord(person.licence) : null,
    services: RequestKind.options.map((kind) => serviceStanding(kind, facts, now.settings, now.today)),
  };
}

import { type CivilId, civilIdLastFour } from '../../../contracts/civil-id.ts';
import { bilingualName } from '../../../contracts/person.ts';
import type { PersonFile } from '../../../contracts/portal-api/audit.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { findPerson } from '../../store/people.ts';
import { findUnifiedNumber, listRequestsAbout } from '../../store/person-file.ts';
import { moment, record } from '../applications/context.ts';
import type { AuditActor } from './audit-chain.ts';
import type { AuditContext } from './search-audit.ts';

/** Whom the trail names when the register does not know the number that was looked up. */
const UNKNOWN = 'unknown';

/** What staff see of a person (S18). Who looked, at whom and why is on the trail before anything is read for showing. */
export async function lookUpPerson(
  context: AuditContext,
  by: AuditActor,
  { civilId, reason }: { readonly civilId: CivilId; readonly reason: string },
): Promise<Result<PersonFile, 'personUnknown'>> {
  const { reader } = context.store;
  const now = moment(context);
  await context.store.transaction(async (transaction) => {
    const person = (await findUnifiedNumber(transaction, civilId)) ?? UNKNOWN;
    await record(transaction, [{ action: 'personLookedUp', person, reason }], by, now.instant);
  });
  const person = await findPerson(reader, civilId);
  if (person === null) return failure('personUnknown');
  return success({
    name: bilingualName(person),
    civilIdLastFour: civilIdLastFour(civilId),
    nationality: person.nationalityName,
    birthYear: Number(person.birthDate.slice(0, 4)),
    residencyExpiresOn: person.residencyExpiresOn,
    licenceExpiresOn: person.licence?.expiryDate ?? null,
    requests: await listRequestsAbout(reader, civilId),
  });
}

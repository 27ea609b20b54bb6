import { randomUUID } from 'node:crypto';
import type { CivilId } from '../../../contracts/civil-id.ts';
import {
  type ImportFault,
  RENEWALS_MOST_LINES,
  RESIDENCY_ROUTES,
} from '../../../contracts/portal-api/residency.ts';
import type { AnswerOf, BodyOf } from '../../../contracts/portal-api/route.ts';
import { RenewalId } from '../../../contracts/residency.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import {
  findImport,
  findOpenRenewals,
  insertImport,
  insertRenewals,
  type NewRenewal,
} from '../../store/renewals.ts';
import { findResidents, isWithin } from '../../store/residents.ts';
import { moment, record } from '../applications/context.ts';
import { accessToCompany } from './access.ts';
import { takeOver } from './basket.ts';
import type { Renewer, ResidencyContext } from './context.ts';
import { refreshInsurance } from './insurance.ts';
import { readRenewalList, refusal } from './renewal-list.ts';
import { standingOf } from './resident-view.ts';

type Imported = AnswerOf<typeof RESIDENCY_ROUTES.importRenewals>;
type ImportRefusal = 'notYourCompany' | 'notAllowed' | 'empty' | 'tooManyLines';

/** Why somebody cannot be taken in, by how they stand. */
const FAULTS = {
  tooEarly: 'tooEarly',
  inBasket: 'alreadyInBasket',
  beingPaid: 'beingPaid',
} as const satisfies Record<string, ImportFault['fault']>;

/**
 * Puts a company's list into its basket. Every line that cannot be is explained, and hinders no other. With the same key it is the
 * same list: it is taken in once, and answered the same.
 */
export async function importRenewals(
  context: ResidencyContext,
  renewer: Renewer,
  { key, companyId, csv }: BodyOf<typeof RESIDENCY_ROUTES.importRenewals>,
): Promise<Result<Imported, ImportRefusal>> {
  const now = moment(context);
  const { accountId } = renewer.actor;
  const { listed, refused } = readRenewalList(csv);
  const lines = listed.length + refused.length;
  if (lines === 0) return failure('empty');
  if (lines > RENEWALS_MOST_LINES) return failure('tooManyLines');
  const civilIds = listed.map(({ civilId }) => civilId);
  let taken: readonly CivilId[] = [];
  const imported = await context.store.transaction(
    async (transaction): Promise<Result<Imported, ImportRefusal>> => {
      taken = [];
      const access = await accessToCompany(transaction, renewer.actor, companyId);
      if (!access.ok) return access;
      if (!access.value.mayRenew) return failure('notAllowed');
      const known = await findImport(transaction, accountId, key);
      if (known !== null) return success(RESIDENCY_ROUTES.importRenewals.answer.parse(JSON.parse(known)));
      const people = await findResidents(transaction, civilIds);
      const open = await findOpenRenewals(transaction, civilIds);
      const begun: NewRenewal[] = [];
      const faults: ImportFault[] = [...refused];
      for (const { line, text, civilId, months } of listed) {
        const resident = people.get(civilId);
        if (resident === undefined || !isWithin(access.value.residents, resident)) {
          faults.push(refusal(line, text, 'notYourWorker'));
          continue;
        }
        const other = open.get(civilId);
        const { standing } = standingOf(access.value, resident, other, now);
        if (standing !== 'qualifies') {
          faults.push(refusal(line, text, FAULTS[standing]));
          continue;
        }
        if (other) await takeOver(transaction, renewer, other, now);
        const { channel } = access.value;
        begun.push({
          renewalId: RenewalId.parse(randomUUID()),
          accountId,
          key: `${key}:${line}`,
          channel,
          companyId,
          civilId,
          months,
        });
      }
      await insertRenewals(transaction, begun, now.instant);
      taken = begun.map(({ civilId }) => civilId);
      const answer = {
        added: begun.length,
        refused: faults.toSorted((one, other) => one.line - other.line),
      };
      await insertImport(transaction, accountId, key, JSON.stringify(answer));
      await record(
        transaction,
        [
          { action: 'renewalsImported', companyId, added: answer.added, refused: answer.refused.length },
          ...begun.map(
            ({ renewalId, channel }) =>
              ({ action: 'renewalBegun', renewalId, channel, company: companyId }) as const,
          ),
        ],
        renewer.by,
        now.instant,
      );
      return success(answer);
    },
  );
  await refreshInsurance(context, taken);
  return imported;
}

import { type ExpressionBuilder, sql } from 'kysely';
import type { IsoDate } from '../../contracts/calendar.ts';
import type { CivilId } from '../../contracts/civil-id.ts';
import { Bilingual } from '../../contracts/language.ts';
import type { CompanyId } from '../../contracts/organisation.ts';
import { PersonName } from '../../contracts/person.ts';
import type { Relation, ResidencyArticle } from '../../contracts/residency.ts';
import type { Database } from './schema.ts';
import { searchedWords } from './searchable.ts';
import type { StoreReader, StoreTransaction } from './store.ts';

/** Whose residents are meant: the workers of companies, or those whom a person sponsors, themselves included where they may. */
export type ResidentScope =
  | { readonly of: 'companies'; readonly companies: readonly CompanyId[] }
  | { readonly of: 'person'; readonly civilId: CivilId };

/** A day from which, and a day until which, residencies end; both included, `null`: any. */
export interface ExpiryRange {
  readonly from: IsoDate | null;
  readonly until: IsoDate | null;
}

/** Which residents are looked for. */
export interface ResidentQuery extends ExpiryRange {
  /** Parts of a name or civil ID, all of which must be there. */
  readonly text: string;
}

/** Where a page of a list ends. */
export interface ResidentCursor {
  readonly residencyExpiresOn: IsoDate;
  readonly civilId: CivilId;
}

/** Somebody with a residency, with what its renewal depends on. */
export interface ResidentOnFile {
  readonly civilId: CivilId;
  readonly nameArabic: PersonName;
  readonly nameLatin: PersonName;
  readonly nationalityName: Bilingual;
  readonly article: ResidencyArticle;
  readonly relation: Relation;
  readonly residencyExpiresOn: IsoDate;
  readonly employer: CompanyId | null;
  readonly sponsorCivilId: CivilId | null;
  /** A person on the register who sponsors them; `null`: a company does, or nobody. */
  readonly sponsor: { readonly nationality: string; readonly article: ResidencyArticle | null } | null;
  /** The current one. */
  readonly passport: {
    readonly number: string;
    readonly latinName: PersonName;
    readonly expiresOn: IsoDate;
  } | null;
}

type PeopleExpression = ExpressionBuilder<Pick<Database, 'people'>, 'people'>;

const within = (scope: ResidentScope) => (where: PeopleExpression) =>
  scope.of === 'companies'
    ? where('employer_company_id', 'in', scope.companies)
    : where.and([
        where('article', 'is not', null),
        where.or([
          where('sponsor_civil_id', '=', scope.civilId),
          where.and([where('civil_id', '=', scope.civilId), where('relation', '=', 'self')]),
        ]),
      ]);

/** `text` for LIKE, with nothing in it that LIKE understands. */
const contained = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

function residents(reader: StoreReader, scope: ResidentScope, { from, until, text }: ResidentQuery) {
  return reader
    .selectFrom('people')
    .where(within(scope))
    .where('residency_expires_on', 'is not', null)
    .$if(from !== null, (query) => query.where('residency_expires_on', '>=', from))
    .$if(until !== null, (query) => query.where('residency_expires_on', '<=', until))
    .where((where) =>
      where.and(
        searchedWords(text).map((word) => sql<boolean>`search_text like ${contained(word)} escape '\\'`),
      ),
    );
}

const nobody = (scope: ResidentScope): boolean => scope.of === 'companies' && scope.companies.length === 0;

/** Up to `limit` residents after `after`, those whose residency ends first before the others. */
export async function listResidents(
  reader: StoreReader,
  scope: ResidentScope,
  query: ResidentQuery,
  after: ResidentCursor | null,
  limit: number,
): Promise<CivilId[]> {
  if (nobody(scope)) return [];
  const rows = await residents(reader, scope, query)
    .select('civil_id')
    .$if(after !== null, (page) =>
      page.where(
        sql<boolean>`(residency_expires_on, civil_id) > (${after?.residencyExpiresOn}, ${after?.civilId})`,
      ),
    )
    .orderBy('residency_expires_on')
    .orderBy('civil_id')
    .limit(limit)
    .execute();
  return rows.map(({ civil_id }) => civil_id);
}

/** How many residents there are. */
export async function countResidents(
  reader: StoreReader,
  scope: ResidentScope,
  query: ResidentQuery,
): Promise<number> {
  if (nobody(scope)) return 0;
  const { count } = await residents(reader, scope, query)
    .select((expression) => expression.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  // PostgreSQL counts in bigint, which its driver gives as text.
  return Number(count);
}

/** How many residencies end in each month (`YYYY-MM`) of a range of days; months in which none does are left out. */
export async function countExpiriesByMonth(
  reader: StoreReader,
  scope: ResidentScope,
  range: ExpiryRange,
): Promise<ReadonlyMap<string, number>> {
  if (nobody(scope)) return new Map();
  const month = sql<string>`substr(residency_expires_on, 1, 7)`;
  const rows = await residents(reader, scope, { ...range, text: '' })
    .select((expression) => [month.as('month'), expression.fn.countAll().as('count')])
    .groupBy(month)
    .execute();
  return new Map(rows.map((row) => [row.month, Number(row.count)]));
}

/** The residents among these people, by civil ID. */
export async function findResidents(
  reader: StoreReader,
  civilIds: readonly CivilId[],
): Promise<ReadonlyMap<CivilId, ResidentOnFile>> {
  if (civilIds.length === 0) return new Map();
  const rows = await reader
    .selectFrom('people as person')
    .leftJoin('people as sponsor', 'sponsor.civil_id', 'person.sponsor_civil_id')
    .leftJoin('passports as passport', (join) =>
      join.onRef('passport.civil_id', '=', 'person.civil_id').on('passport.current', '=', 1),
    )
    .select([
      'person.civil_id',
      'person.name_arabic',
      'person.name_latin',
      'person.nationality_name',
      'person.article',
      'person.relation',
      'person.residency_expires_on',
      'person.employer_company_id',
      'person.sponsor_civil_id',
      'sponsor.nationality as sponsor_nationality',
      'sponsor.article as sponsor_article',
      'passport.number',
      'passport.name_latin as passport_name',
      'passport.expires_on',
    ])
    .where('person.civil_id', 'in', civilIds)
    .execute();
  return new Map(
    rows.flatMap((row): [CivilId, ResidentOnFile][] => {
      const { article, relation, residency_expires_on, sponsor_nationality, number, passport_name } = row;
      if (article === null || relation === null || residency_expires_on === null) return [];
      const nameLatin = PersonName.parse(JSON.parse(row.name_latin));
      const resident: ResidentOnFile = {
        civilId: row.civil_id,
        nameArabic: PersonName.parse(JSON.parse(row.name_arabic)),
        nameLatin,
        nationalityName: Bilingual.parse(JSON.parse(row.nationality_name)),
        article,
        relation,
        residencyExpiresOn: residency_expires_on,
        employer: row.employer_company_id,
        sponsorCivilId: row.sponsor_civil_id,
        sponsor:
          sponsor_nationality === null
            ? null
            : { nationality: sponsor_nationality, article: row.sponsor_article },
        passport:
          number === null || passport_name === null || row.expires_on === null
            ? null
            : {
                number,
                // Most often it is the same, letter by letter.
                latinName:
                  passport_name === row.name_latin ? nameLatin : PersonName.parse(JSON.parse(passport_name)),
                expiresOn: row.expires_on,
              },
      };
      return [[row.civil_id, resident]];
    }),
  );
}

/** Whether a resident is among those whom a scope means. */
export function isWithin(scope: ResidentScope, resident: ResidentOnFile): boolean {
  if (scope.of === 'companies')
    return resident.employer !== null && scope.companies.includes(resident.employer);
  const { civilId } = scope;
  return (
    resident.sponsorCivilId === civilId || (resident.civilId === civilId && resident.relation === 'self')
  );
}

/** Those of these people who owe anything, payable online or not (Circular 24/2024). */
export async function findDebtors(
  reader: StoreReader,
  civilIds: readonly CivilId[],
): Promise<ReadonlySet<CivilId>> {
  if (civilIds.length === 0) return new Set();
  const rows = await reader
    .selectFrom('dues')
    .select('civil_id')
    .distinct()
    .where('civil_id', 'in', civilIds)
    .where('paid_by', 'is', null)
    .execute();
  return new Set(rows.map(({ civil_id }) => civil_id));
}

/** Moves the ends of the residencies that a payment's renewals were paid for. */
export async function extendResidencies(transaction: StoreTransaction, paymentId: string): Promise<void> {
  await transaction
    .updateTable('people')
    .set(({ selectFrom }) => ({
      residency_expires_on: selectFrom('renewals')
        .select('renewals.new_expiry')
        .whereRef('renewals.civil_id', '=', 'people.civil_id')
        .where('renewals.payment_id', '=', paymentId)
        .where('renewals.status', '=', 'paid'),
    }))
    .where('civil_id', 'in', ({ selectFrom }) =>
      selectFrom('renewals')
        .select('renewals.civil_id')
        .where('renewals.payment_id', '=', paymentId)
        .where('renewals.status', '=', 'paid'),
    )
    .execute();
}

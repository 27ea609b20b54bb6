import type { IsoInstant } from '../../../contracts/calendar.ts';
import type { CivilId } from '../../../contracts/civil-id.ts';
import type { RequestId } from '../../../contracts/pickup.ts';
import type { CompanyId } from '../../../contracts/organisation.ts';
import type { CaseDepartment } from '../../store/cases.ts';
import { Calendar } from './calendar.ts';
import { addCase, type MadeCase } from './cases.ts';
import { syntheticIdentities } from './civil-ids.ts';
import { addDues } from './dues.ts';
import { Identifiers, SeededRandom } from './identifiers.ts';
import { addPerson, isHead, type Person } from './people.ts';
import { addRequests } from './requests.ts';
import { type Employer, addUser, employerOf } from './organisations.ts';
import { addRenewal, type MadeRenewal } from './renewals.ts';
import { AUDITORS, DESK_OFFICERS, MACHINES, OFFICERS } from './stations.ts';
import { type Batch, PopulationTables } from './tables.ts';
import type { Machine, World } from './world.ts';

/** What a population is made from: the same makes the same. */
export interface PopulationSize {
  /** A multiple of {@link PEOPLE_STEP}. */
  readonly people: number;
  readonly seed: string;
  /** Milliseconds since the Unix epoch: the moment at which everything stands as it does. */
  readonly nowMs: number;
}

/** Of so many people all patterns come round: three dues to a person and one request to two are then exact. */
export const PEOPLE_STEP = 40;

/** Some of a population to ask about, from all over it. */
export interface Subjects {
  readonly individuals: { readonly accountId: string; readonly civilId: CivilId }[];
  readonly inquiries: string[];
  readonly applicants: { readonly accountId: string; readonly requestId: RequestId }[];
  readonly payers: { readonly accountId: string; readonly paymentId: string }[];
  readonly cases: { readonly requestId: RequestId; readonly submittedAt: IsoInstant }[];
  readonly receipts: string[];
  readonly permits: string[];
  /** Of people with a licence to collect. */
  readonly collectors: CivilId[];
  readonly officers: readonly string[];
  /** Accounts of the main users of companies and entities, and of all their users. */
  readonly mainUsers: string[];
  readonly organisationUsers: { readonly accountId: string; readonly companyId: CompanyId }[];
  /** Cases with the account of whoever filed them, and those that wait at a desk. */
  readonly filings: (MadeCase & { readonly accountId: string })[];
  readonly deskCases: (MadeCase & { readonly submittedAt: IsoInstant })[];
  /** Open ones. */
  readonly renewals: MadeRenewal[];
  readonly desks: Readonly<Record<CaseDepartment, readonly string[]>>;
  readonly auditors: readonly string[];
}

/** A population as it was made. */
export interface MadePopulation {
  readonly people: number;
  readonly dues: number;
  readonly requests: number;
  readonly subjects: Subjects;
  readonly machines: readonly Machine[];
}

/** People of one batch. */
const PEOPLE_AT_A_TIME = 2_000;
/** About how many subjects of each kind are told. */
const SUBJECTS = 500;

/** Keeps about one of every `chance` subjects that it is offered, by lot: patterns of the population are none of the sample. */
function sampler(random: SeededRandom, chance: number) {
  return <Subject>(kept: Subject[], subject: Subject): void => {
    if (random.below(chance) === 0) kept.push(subject);
  };
}

/** Makes the rows of a population, batch by batch in order of people; in the end it tells what it has made. */
export function* makePopulation({ people, seed, nowMs }: PopulationSize): Generator<Batch, MadePopulation> {
  const random = new SeededRandom(seed);
  const machines = MACHINES.map((machine) => ({ machine, reservations: 0 }));
  const world: World = {
    tables: new PopulationTables(),
    random,
    identifiers: new Identifiers(random),
    calendar: new Calendar(nowMs),
    machines,
    officers: OFFICERS,
    desks: DESK_OFFICERS,
    counts: { requests: 0, dues: 0, payments: 0, cases: 0, organisations: 0 },
  };
  const subjects: Subjects = {
    individuals: [],
    inquiries: [],
    applicants: [],
    payers: [],
    cases: [],
    receipts: [],
    permits: [],
    collectors: [],
    officers: OFFICERS,
    mainUsers: [],
    organisationUsers: [],
    filings: [],
    deskCases: [],
    renewals: [],
    desks: DESK_OFFICERS,
    auditors: AUDITORS,
  };
  const often = sampler(random, Math.ceil(people / SUBJECTS / 4));
  const seldom = sampler(random, Math.ceil(people / SUBJECTS / 50));
  let head: Person | null = null;
  let employer: Employer | null = null;
  let holders = 0;
  let ordinal = 0;
  for (const identity of syntheticIdentities(people)) {
    employer = employerOf(world, ordinal, employer);
    const person = addPerson(world, ordinal, identity, head, employer.companyId);
    if (isHead(ordinal)) head = person;
    often(subjects.inquiries, ordinal % 3 === 0 ? person.unifiedNumber : person.civilId);
    const user = addUser(world, person, employer);
    if (user !== null) seldom(subjects.organisationUsers, { accountId: user, companyId: employer.companyId });
    if (user === employer.mainUser) seldom(subjects.mainUsers, user);
    const renewal = addRenewal(world, person, employer);
    if (renewal !== null) seldom(subjects.renewals, renewal);
    const paymentId = addDues(world, person);
    const { accountId, civilId } = person;
    if (accountId !== null) {
      often(subjects.individuals, { accountId, civilId });
      if (paymentId !== null) often(subjects.payers, { accountId, paymentId });
      for (const { requestId, status, submittedAt, receiptCode, permit } of addRequests(
        world,
        { ...person, accountId },
        holders,
      )) {
        often(subjects.applicants, { accountId, requestId });
        if (status === 'ready') seldom(subjects.collectors, civilId);
        if (submittedAt !== null) seldom(subjects.cases, { requestId, submittedAt });
        if (receiptCode !== null) often(subjects.receipts, receiptCode);
        if (permit !== null) seldom(subjects.permits, permit);
      }
      const filed = addCase(world, { ...person, accountId }, holders);
      if (filed !== null) {
        seldom(subjects.filings, { ...filed, accountId });
        const { submittedAt } = filed;
        if (submittedAt !== null) seldom(subjects.deskCases, { ...filed, submittedAt });
      }
      holders += 1;
    }
    ordinal += 1;
    if (ordinal % PEOPLE_AT_A_TIME === 0 || ordinal === people) yield world.tables.take();
  }
  const { dues, requests } = world.counts;
  return { people, dues, requests, subjects, machines };
}

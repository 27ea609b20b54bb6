import type { ResidencyFineFacts, TrafficViolationFacts } from '../../../contracts/demo-seed.ts';
import type { Fils } from '../../../contracts/money.ts';
import type { DueId, NotPayableReason } from '../../../contracts/portal-api/payments.ts';
import { dueDescription } from '../../texts/due-texts.ts';
import { addPayment, type PaidItem } from './payments.ts';
import type { Person } from './people.ts';
import { PLACES, VIOLATIONS } from './words.ts';
import type { World } from './world.ts';

/** Dues of each person in turn: three on average, nine at most. */
const DUES_IN_TURN = [0, 1, 3, 2, 9] as const;
/** Every so many people one, who has an account, has paid all dues but the first; of those in between, one is just paying. */
const PAYERS = 4;
const PAYING_NOW = 1_000;
/** What a residency fine is paid with, in fils. */
const FINE_FILS = 100_000 as Fils;
/** Dues are between one and so many days old. */
const OLDEST_DAYS = 900;

interface NewDue {
  readonly dueId: DueId;
  readonly type: 'trafficViolation' | 'residencyFine';
  readonly number: string;
  readonly facts: TrafficViolationFacts | ResidencyFineFacts;
  readonly notPayable: NotPayableReason | null;
  readonly amount: Fils;
}

function makeDue({ random, calendar, counts }: World, { isCitizen }: Person, index: number): NewDue {
  counts.dues += 1;
  const days = 1 + random.below(OLDEST_DAYS);
  const date = calendar.date(-days);
  const common = {
    dueId: `D-${date.slice(0, 4)}-${String(counts.dues).padStart(8, '0')}` as DueId,
    number: String(1_500_000 + counts.dues),
  };
  if (!isCitizen && index === 0)
    return {
      ...common,
      type: 'residencyFine',
      facts: { kind: 'residency', expiredOn: date, endedOn: calendar.date(-random.below(days)) },
      notPayable: null,
      amount: FINE_FILS,
    };
  const violation = random.pick(VIOLATIONS);
  const amount = violation.fils as Fils;
  return {
    ...common,
    type: 'trafficViolation',
    facts: {
      amount,
      year: Number(date.slice(0, 4)),
      violation: violation.name,
      date,
      time: '08:40',
      place: random.pick(PLACES),
      plate: `${10 + random.below(60)}/${1_000 + random.below(60_000)}`,
      description: violation.name,
    },
    notPayable: random.below(10) === 0 ? 'trafficOffice' : null,
    amount,
  };
}

const item = ({ dueId, type, number, amount }: NewDue): PaidItem => ({
  type: 'due',
  id: dueId,
  description: dueDescription(type, number),
  amount,
});

/** Adds what a person owes and owed, and the payment by which some of it was paid; the payment's number, if there is one. */
export function addDues(world: World, person: Person): string | null {
  const { ordinal, accountId } = person;
  const length = DUES_IN_TURN[ordinal % DUES_IN_TURN.length] ?? 0;
  const dues = Array.from({ length }, (_, index) => makeDue(world, person, index));
  const [first, ...others] = dues;
  const paid = ordinal % PAYERS === 0 ? others.filter(({ notPayable }) => notPayable === null) : [];
  const payment =
    accountId === null || paid.length === 0
      ? null
      : addPayment(
          world,
          accountId,
          'captured',
          world.calendar.instant(-1 - world.random.below(1_000_000)),
          paid.map(item),
        );
  if (accountId !== null && first?.notPayable === null && ordinal % PAYING_NOW === PAYERS / 2)
    addPayment(world, accountId, 'open', world.calendar.now, [item(first)]);
  for (const due of dues)
    world.tables.dues.add({
      due_id: due.dueId,
      civil_id: person.civilId,
      type: due.type,
      number: due.number,
      facts: JSON.stringify(due.facts),
      not_payable_reason: due.notPayable,
      paid_by: payment !== null && paid.includes(due) ? payment.paymentId : null,
    });
  return payment?.paymentId ?? null;
}

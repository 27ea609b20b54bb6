import { IsoDate } from '../../../../contracts/calendar.ts';
import { Fils } from '../../../../contracts/money.ts';
import { type Due, DueId, type NotPayableReason } from '../../../../contracts/portal-api/payments.ts';

/** A traffic violation for tests, payable unless a reason is given. */
export function sampleViolation(
  order: number,
  options: { readonly dinars: number; readonly locked?: boolean; readonly reason?: NotPayableReason },
): Due {
  return {
    dueId: DueId.parse(`D-2026-${String(order).padStart(8, '0')}`),
    dependant: null,
    type: 'trafficViolation',
    number: String(1_500_000 + order),
    year: 2026,
    amount: Fils.parse(options.dinars * 1000),
    standing: options.reason ? { payable: false, reason: options.reason } : { payable: true },
    locked: options.locked ?? false,
    violation: { ar: 'الوقوف في مكان ممنوع', en: 'Parking where it is prohibited' },
    date: IsoDate.parse('2026-11-02'),
    time: '08:40',
    place: { ar: 'شارع فهد السالم', en: 'Fahad Al-Salem Street' },
    plate: '12/4821',
    description: { ar: 'وقوف على الرصيف', en: 'Parked on the pavement' },
  };
}

/** A residency fine for tests, at the tariff of January 2025. */
export function sampleFine(order: number): Due {
  return {
    dueId: DueId.parse(`D-2026-${String(order).padStart(8, '0')}`),
    dependant: null,
    type: 'residencyFine',
    number: String(2_500_000 + order),
    amount: Fils.parse(120_000),
    standing: { payable: true },
    locked: false,
    expiredOn: IsoDate.parse('2026-08-24'),
    daysOver: 45,
    rates: [
      { fromDay: 1, perDay: Fils.parse(2000) },
      { fromDay: 31, perDay: Fils.parse(4000) },
    ],
    cap: Fils.parse(1_200_000),
    capped: false,
  };
}

import type { SeedDue } from '../../contracts/demo-seed.ts';
import type { Bilingual } from '../../contracts/language.ts';

const KINDS: Readonly<Record<SeedDue['type'], Bilingual>> = {
  trafficViolation: { ar: 'مخالفة مرورية رقم', en: 'Traffic violation no.' },
  residencyFine: { ar: 'غرامة تجاوز مدة الإقامة رقم', en: 'Overstay fine no.' },
};

/** A due as receipts and lists of payments name it: by its number, and nothing of what happened. */
export function dueDescription(type: SeedDue['type'], number: string): Bilingual {
  const { ar, en } = KINDS[type];
  return { ar: `${ar} ${number}`, en: `${en} ${number}` };
}

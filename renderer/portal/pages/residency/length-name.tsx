import { Message } from '../../../i18n/portal.ts';

const MONTHS_OF_A_YEAR = 12;

/** A length in whole years where it is, else in months. */
export function LengthName({ months }: { readonly months: number }) {
  return months % MONTHS_OF_A_YEAR === 0 ? (
    <Message id="renewal.years" count={months / MONTHS_OF_A_YEAR} />
  ) : (
    <Message id="renewal.months" count={months} />
  );
}

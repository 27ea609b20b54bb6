import { type IsoInstant, kuwaitDate, kuwaitTime } from '../../../../contracts/calendar.ts';
import { DateText } from '../../kit/date-text.tsx';

/** Date with its year, and time in Kuwait: payments are looked up long after they were made. */
export function PaymentTime({ at }: { readonly at: IsoInstant }) {
  const epochMs = Date.parse(at);
  return (
    <>
      <DateText date={kuwaitDate(epochMs)} /> <bdi>{kuwaitTime(epochMs)}</bdi>
    </>
  );
}

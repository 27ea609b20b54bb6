import { Message } from '../../../i18n/portal.ts';
import { DateText } from '../../kit/date-text.tsx';
import type { UnmetCheck } from './renewal-steps.ts';

/** Why a precondition does not hold, in words. */
export function FaultTitle({ check }: { readonly check: UnmetCheck }) {
  return (
    <Message
      id={`renewal.fault.${check.fault}.title`}
      values={{ from: check.from === null ? '' : <DateText date={check.from} /> }}
    />
  );
}

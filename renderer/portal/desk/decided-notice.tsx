import { useTranslate } from '../../i18n/portal.ts';
import { Notice } from '../kit/notice.tsx';
import { useDecidedBefore } from './decided.ts';

/** Tells that the decision on the case before has been recorded. */
export function DecidedNotice() {
  const t = useTranslate();
  const decided = useDecidedBefore();
  return decided === null ? null : (
    <Notice tone="done" announced>
      <p>{t(`review.done.${decided.decision}`, { number: decided.number })}</p>
    </Notice>
  );
}

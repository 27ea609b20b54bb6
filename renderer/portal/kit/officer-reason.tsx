import './officer-reason.css';
import { useTranslate } from '../../i18n/portal.ts';

/** What an officer wrote to the applicant. */
export function OfficerReason(props: { readonly reason: string }) {
  const t = useTranslate();
  return (
    <blockquote className="officer-reason">
      <p className="officer-reason-label">{t('request.reason')}</p>
      <p dir="auto">{props.reason}</p>
    </blockquote>
  );
}

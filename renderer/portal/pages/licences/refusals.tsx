import { Link } from '@tanstack/react-router';
import type { ServiceStanding } from '../../../../contracts/portal-api/licences.ts';
import { formatDate } from '../../../i18n/dates.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { Message, useTranslate } from '../../../i18n/portal.ts';
import { Notice } from '../../kit/notice.tsx';

type Refusal = ServiceStanding['refusals'][number];

function NextStep({ reason, requestId }: Refusal) {
  const t = useTranslate();
  if (reason === 'duesUnpaid') return <Link to="/dues">{t('eligibility.toDues')}</Link>;
  if (requestId !== null)
    return (
      <Link to="/requests/$requestId" params={{ requestId }}>
        {t('eligibility.toRequest')}
      </Link>
    );
  return null;
}

/** Why a service cannot be applied for now, each reason with its next step. */
export function Refusals(props: { readonly refusals: readonly Refusal[] }) {
  const t = useTranslate();
  const language = useLanguage();
  return props.refusals.map((refusal) => (
    <Notice key={refusal.reason} tone="attention" title={t(`eligibility.${refusal.reason}.title`)}>
      <p>
        <Message
          id={`eligibility.${refusal.reason}.next`}
          values={{ date: refusal.from === null ? '' : formatDate(refusal.from, language) }}
        />
      </p>
      <NextStep {...refusal} />
    </Notice>
  ));
}

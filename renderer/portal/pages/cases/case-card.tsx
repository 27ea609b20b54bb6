import type { CaseSummary } from '../../../../contracts/portal-api/cases.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { BilingualText } from '../../kit/bilingual-text.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Card } from '../../kit/card.tsx';
import { InstantText } from '../../kit/date-text.tsx';
import { Reference } from '../../kit/reference.tsx';
import { CaseStatusTag } from './case-status-tag.tsx';
import { ContinueLink } from './continue-link.tsx';

/** One own case among others: what it is about, where it stands, and what can be done. */
export function CaseCard(props: { readonly case: CaseSummary }) {
  const t = useTranslate();
  const { caseId, type, status, createdAt, about } = props.case;
  return (
    <Card
      title={t(`case.type.${type}`)}
      beside={<CaseStatusTag status={status} />}
      actions={
        <>
          <ContinueLink case={props.case} />
          <ButtonLink
            look="secondary"
            to="/cases/$caseId"
            params={{ caseId }}
            aria-label={t('dashboard.openRequest', { reference: caseId })}
          >
            {t('dashboard.open')}
          </ButtonLink>
        </>
      }
    >
      {about === null ? null : (
        <p>
          <bdi>
            <BilingualText text={about} />
          </bdi>
        </p>
      )}
      <p>{t(`case.next.${status}.title`)}</p>
      <p className="card-facts">
        <Reference value={caseId} /> · <InstantText at={createdAt} />
      </p>
    </Card>
  );
}

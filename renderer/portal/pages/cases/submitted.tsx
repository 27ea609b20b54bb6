import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslate } from '../../../i18n/portal.ts';
import { Actions } from '../../kit/actions.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Page } from '../../kit/page.tsx';
import { PrintButton } from '../../kit/print-button.tsx';
import { Reference } from '../../kit/reference.tsx';
import { Section } from '../../kit/section.tsx';
import { caseQuery } from './save-case.ts';

const route = getRouteApi('/cases/$caseId/submitted');

/** Confirms a submission: its reference, and what happens next. */
export function SubmittedCasePage() {
  const t = useTranslate();
  const { caseId } = route.useParams();
  const query = useQuery(caseQuery(caseId));
  return (
    <Page title={t('submitted.title')}>
      <Loaded query={query}>
        {({ type }) => (
          <>
            <Notice tone="done" title={t(`case.type.${type}`)}>
              <p>
                {t('request.reference')}{' '}
                <strong className="big-reference">
                  <Reference value={caseId} />
                </strong>
              </p>
              <p>{t('case.keep')}</p>
            </Notice>
            <Section title={t('submitted.next')}>
              <ol className="steps-list">
                <li>{t('case.after.review')}</li>
                <li>{t('case.after.mail')}</li>
                <li>{t(`case.after.${type}`)}</li>
              </ol>
            </Section>
            <Actions>
              <ButtonLink look="primary" to="/cases/$caseId" params={{ caseId }}>
                {t('submitted.follow')}
              </ButtonLink>
              <PrintButton />
            </Actions>
          </>
        )}
      </Loaded>
    </Page>
  );
}

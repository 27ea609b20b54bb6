import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslate } from '../../../i18n/portal.ts';
import { Actions } from '../../kit/actions.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Page } from '../../kit/page.tsx';
import { Reference } from '../../kit/reference.tsx';
import { Section } from '../../kit/section.tsx';
import { NextStepLink } from './next-step-link.tsx';
import { requestQuery } from './save-request.ts';
import { stepsOf } from './service-facts.ts';

const route = getRouteApi('/requests/$requestId/submitted');

/** Confirms a submission: its reference, and what happens next. */
export function SubmittedPage() {
  const t = useTranslate();
  const { requestId } = route.useParams();
  const query = useQuery(requestQuery(requestId));
  return (
    <Page title={t('submitted.title')}>
      <Loaded query={query}>
        {(request) => {
          const waitsForReview = request.status === 'submitted';
          const [, ...next] = stepsOf(t, waitsForReview);
          return (
            <>
              <Notice tone="done" title={t(`kind.${request.kind}`)}>
                <p>
                  {t('request.reference')}{' '}
                  <strong className="big-reference">
                    <Reference value={request.requestId} />
                  </strong>
                </p>
                <p>{t('submitted.keep')}</p>
              </Notice>
              <Section title={t('submitted.next')}>
                <ol className="steps-list">
                  {next.map((step) => (
                    <li key={step}>{step}</li>
                  ))}
                </ol>
              </Section>
              <Actions>
                <NextStepLink request={request} />
                <ButtonLink look="secondary" to="/requests/$requestId" params={{ requestId }}>
                  {t('submitted.follow')}
                </ButtonLink>
              </Actions>
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

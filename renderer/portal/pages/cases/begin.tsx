import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { CaseType } from '../../../../contracts/case.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import { apiQuery, useCall, useSession } from '../../api/queries.ts';
import { Actions } from '../../kit/actions.tsx';
import { BackLink } from '../../kit/back-link.tsx';
import { Form } from '../../kit/form.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Page } from '../../kit/page.tsx';
import { Section } from '../../kit/section.tsx';
import { useForm } from '../../kit/use-form.ts';
import { NotFound } from '../../shell/not-found.tsx';
import { CaseCard } from './case-card.tsx';
import { BLANK_FORMS, CASE_APPLICANTS } from './case-types.ts';
import { caseQuery } from './save-case.ts';
import { firstTopic } from './topics.ts';

const route = getRouteApi('/cases/begin/$type');

/** The beginning of a case, and the drafts of the same type that were begun before. */
function Begin({ type }: { readonly type: CaseType }) {
  const t = useTranslate();
  const call = useCall();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const own = useQuery(apiQuery('cases', {}));
  // One key for one beginning: pressed again after a lost answer, it is the same case.
  const [key] = useState(() => crypto.randomUUID());
  const form = useForm({
    initial: {},
    submit: () => call('createCase', { body: { key, form: BLANK_FORMS[type] } }),
    onDone: (view) => {
      const { caseId } = view;
      queries.setQueryData(caseQuery(caseId).queryKey, view);
      void queries.invalidateQueries({ queryKey: ['cases'] });
      void navigate({
        to: '/cases/$caseId/apply/$topic',
        params: { caseId, topic: firstTopic(type) },
        replace: true,
      });
    },
  });
  const drafts = (own.data?.cases ?? []).filter((one) => one.type === type && one.needsApplicant);
  return (
    <>
      {drafts.length > 0 ? (
        <Section title={t('case.begun')}>
          <div className="cards">
            {drafts.map((one) => (
              <CaseCard key={one.caseId} case={one} />
            ))}
          </div>
        </Section>
      ) : null}
      <Form form={form}>
        <Actions>
          <Button look={drafts.length > 0 ? 'secondary' : 'primary'} icon="arrow" submits busy={form.pending}>
            {t(drafts.length > 0 ? 'case.beginAnother' : 'service.begin')}
          </Button>
        </Actions>
      </Form>
    </>
  );
}

/** Where a case begins, for those who may file it. */
export function BeginCasePage() {
  const t = useTranslate();
  const role = useSession()?.role;
  const type = CaseType.safeParse(route.useParams().type).data;
  if (type === undefined) return <NotFound />;
  const may = CASE_APPLICANTS[type].some((each) => each === role);
  return (
    <Page
      title={t(`case.type.${type}`)}
      lead={may ? t('case.beginLead') : undefined}
      above={
        <BackLink to="/services/$service" params={{ service: type }}>
          {t('service.about')}
        </BackLink>
      }
    >
      {may ? (
        <Begin type={type} />
      ) : (
        <Notice tone="attention" title={t('page.notAllowedTitle')}>
          <p>{t('problem.notForThisAccount')}</p>
        </Notice>
      )}
    </Page>
  );
}

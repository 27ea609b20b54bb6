import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ServiceStanding } from '../../../../contracts/portal-api/licences.ts';
import { RequestKind } from '../../../../contracts/request.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import { apiQuery, useCall } from '../../api/queries.ts';
import { BackLink } from '../../kit/back-link.tsx';
import { Form } from '../../kit/form.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Page } from '../../kit/page.tsx';
import { StartPage } from '../../kit/start-page.tsx';
import { useForm } from '../../kit/use-form.ts';
import { NotFound } from '../../shell/not-found.tsx';
import { Refusals } from './refusals.tsx';
import { factsOf, needsOf, stepsOf } from './service-facts.ts';
import { firstTopic } from './topics.ts';

const route = getRouteApi('/services/$kind/begin');

const toService = (kind: RequestKind, text: string) => (
  <BackLink to="/services/$service" params={{ service: kind }}>
    {text}
  </BackLink>
);

/** The service for this person: their fee and documents, then the application begins. */
function Begin({ standing }: { readonly standing: ServiceStanding }) {
  const t = useTranslate();
  const language = useLanguage();
  const call = useCall();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { kind } = standing;
  // One key for one beginning: pressed again after a lost answer, it is the same request.
  const [key] = useState(() => crypto.randomUUID());
  const form = useForm({
    initial: {},
    submit: () => call('createRequest', { body: { key, kind } }),
    onDone: (view) => {
      const { requestId } = view;
      queries.setQueryData(apiQuery('request', { params: { requestId } }).queryKey, view);
      void queries.invalidateQueries({ queryKey: ['requests'] });
      void queries.invalidateQueries({ queryKey: ['licence'] });
      void navigate({
        to: '/requests/$requestId/apply/$topic',
        params: { requestId, topic: firstTopic(kind) },
        replace: true,
      });
    },
  });
  return (
    <StartPage
      title={t(`kind.${kind}`)}
      lead={t('service.beginLead')}
      above={toService(kind, t('service.about'))}
      needs={needsOf(t, kind, standing.documents)}
      facts={factsOf(t, language, standing.fee)}
      steps={stepsOf(t, standing.reviewed)}
    >
      <Form form={form}>
        <Button look="primary" icon="arrow" submits busy={form.pending}>
          {t('service.begin')}
        </Button>
      </Form>
    </StartPage>
  );
}

/** Whether this person can apply for a service now: why not and what to do, or the beginning. */
export function BeginPage() {
  const t = useTranslate();
  const kind = RequestKind.safeParse(route.useParams().kind).data;
  const licence = useQuery(apiQuery('licence', {}));
  if (kind === undefined) return <NotFound />;
  const standing = licence.data?.services.find((service) => service.kind === kind);
  if (standing?.refusals.length === 0) return <Begin standing={standing} />;
  return (
    <Page title={t(`kind.${kind}`)} above={toService(kind, t('service.about'))}>
      <Loaded query={licence}>{() => <Refusals refusals={standing?.refusals ?? []} />}</Loaded>
    </Page>
  );
}

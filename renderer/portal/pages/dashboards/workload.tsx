import { useQuery } from '@tanstack/react-query';
import { formatDate, formatDay } from '../../../i18n/dates.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { Message, useTranslate } from '../../../i18n/portal.ts';
import type { Answer } from '../../api/client.ts';
import { apiQuery, useSession } from '../../api/queries.ts';
import { Actions } from '../../kit/actions.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Chart } from '../../kit/chart.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Page } from '../../kit/page.tsx';
import { Section } from '../../kit/section.tsx';

function Charts({ desk }: { readonly desk: Answer<'deskDashboard'> }) {
  const t = useTranslate();
  const language = useLanguage();
  return (
    <>
      <Section title={t('workload.ages')}>
        <Chart
          label={t('workload.ages')}
          category={t('workload.age')}
          data={{
            categories: desk.ages.map(({ age }) => t(`workload.ageOf.${age}`)),
            series: [{ name: t('workload.requests'), values: desk.ages.map(({ count }) => count) }],
          }}
        />
      </Section>
      <Section title={t('workload.days')}>
        <Chart
          label={t('workload.days')}
          category={t('workload.day')}
          data={{
            categories: desk.days.map(({ date }) => formatDate(date, language)),
            labels: desk.days.map(({ date }) => formatDay(date)),
            series: [
              { name: t('workload.arrived'), values: desk.days.map(({ arrived }) => arrived) },
              { name: t('workload.decided'), values: desk.days.map(({ decided }) => decided) },
            ],
          }}
        />
      </Section>
    </>
  );
}

/** A department's work: what waits and how old it is, what came and what went. */
export function WorkloadPage() {
  const t = useTranslate();
  const role = useSession()?.role;
  const query = useQuery(apiQuery('deskDashboard', {}));
  return (
    <Page title={t('workload.title')} lead={t('workload.lead')} width="wide">
      <Loaded query={query}>
        {(desk) => (
          <>
            <Section title={t('workload.now')}>
              <p>
                <strong className="card-figure">
                  <Message id="workload.waiting" count={desk.waiting} />
                </strong>
              </p>
              <p>
                <Message id="workload.mine" count={desk.claimedByMe} />
              </p>
              <Actions>
                <ButtonLink look="primary" to={role === 'trafficOfficer' ? '/review' : '/desk'}>
                  {t('workload.toDesk')}
                </ButtonLink>
              </Actions>
            </Section>
            <Charts desk={desk} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

import { useQuery } from '@tanstack/react-query';
import { kuwaitDate } from '../../../../contracts/calendar.ts';
import { systemClock } from '../../../../contracts/clock.ts';
import { LICENCE_CATEGORY_NAMES } from '../../../../contracts/licence.ts';
import { Fils } from '../../../../contracts/money.ts';
import type { RequestSummary } from '../../../../contracts/portal-api/licences.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { useTranslate } from '../../../i18n/portal.ts';
import type { Answer } from '../../api/client.ts';
import { apiQuery, useSession } from '../../api/queries.ts';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Card } from '../../kit/card.tsx';
import { DateText, InstantText } from '../../kit/date-text.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Money } from '../../kit/money.tsx';
import { Page } from '../../kit/page.tsx';
import { Reference } from '../../kit/reference.tsx';
import { Section } from '../../kit/section.tsx';
import { StatusTag } from '../../kit/status-tag.tsx';
import { SummaryList } from '../../kit/summary-list.tsx';
import { Tag } from '../../kit/tag.tsx';
import { ExpiriesAhead } from '../dashboards/expiries-ahead.tsx';
import { CasesCard } from '../dashboards/matters.tsx';
import { NextStepLink } from '../licences/next-step-link.tsx';

function RequestCard({ request }: { readonly request: RequestSummary }) {
  const t = useTranslate();
  const language = useLanguage();
  const { requestId, kind, category, status, createdAt } = request;
  return (
    <Card
      title={
        category === null
          ? t(`kind.${kind}`)
          : `${t(`kind.${kind}`)} · ${LICENCE_CATEGORY_NAMES[category][language]}`
      }
      beside={<StatusTag status={status} />}
      actions={
        <>
          <NextStepLink request={request} />
          <ButtonLink
            look="secondary"
            to="/requests/$requestId"
            params={{ requestId }}
            aria-label={t('dashboard.openRequest', { reference: requestId })}
          >
            {t('dashboard.open')}
          </ButtonLink>
        </>
      }
    >
      <p>{t(`next.${status}.title`)}</p>
      <p className="card-facts">
        <Reference value={requestId} /> · <InstantText at={createdAt} />
      </p>
    </Card>
  );
}

/** Licence requests one by one, and how many cases (S1, S2, S8, S9) there are beside them. */
function Requests({ requests, cases }: Answer<'requests'> & Answer<'cases'>) {
  const t = useTranslate();
  const toComplete = cases.filter(({ needsApplicant }) => needsApplicant).length;
  const withDepartment = cases.filter(({ status }) => status === 'submitted').length;
  const waiting = requests.filter(({ needsApplicant }) => needsApplicant);
  const others = requests.filter(({ needsApplicant }) => !needsApplicant);
  const cards = (
    list: readonly RequestSummary[],
    matter: 'casesToComplete' | 'casesWaiting',
    count: number,
  ) => (
    <div className="cards">
      {list.map((request) => (
        <RequestCard key={request.requestId} request={request} />
      ))}
      {count > 0 ? <CasesCard matter={matter} count={count} /> : null}
    </div>
  );
  return (
    <>
      <Section title={t('dashboard.now')}>
        {waiting.length + toComplete > 0 ? (
          cards(waiting, 'casesToComplete', toComplete)
        ) : (
          <p>{t('dashboard.nothingNow')}</p>
        )}
      </Section>
      <Section title={t('dashboard.requests')}>
        {requests.length + toComplete + withDepartment === 0 ? (
          <EmptyState
            icon="licence"
            title={t('dashboard.noRequestsTitle')}
            action={
              <ButtonLink look="primary" to="/">
                {t('nav.services')}
              </ButtonLink>
            }
          >
            <p>{t('dashboard.noRequests')}</p>
          </EmptyState>
        ) : others.length + withDepartment > 0 ? (
          cards(others, 'casesWaiting', withDepartment)
        ) : (
          <p>{t('dashboard.allAbove')}</p>
        )}
      </Section>
    </>
  );
}

function DuesCard({ dues }: Answer<'dues'>) {
  const t = useTranslate();
  const total = Fils.parse(dues.reduce((sum, { amount }) => sum + amount, 0));
  return (
    <Card
      title={t('nav.dues')}
      icon="money"
      actions={
        <ButtonLink look="secondary" to="/dues">
          {t('dashboard.toDues')}
        </ButtonLink>
      }
    >
      <p>
        <strong className="card-figure">
          <Money amount={total} />
        </strong>
      </p>
      <p>{t('dashboard.dues', { count: dues.length })}</p>
    </Card>
  );
}

function LicenceCard({ licence, services }: Answer<'licence'>) {
  const t = useTranslate();
  const language = useLanguage();
  const renewable = services.some(({ kind, refusals }) => kind === 'renewal' && refusals.length === 0);
  if (licence === null)
    return (
      <Card title={t('dashboard.licence')} icon="licence">
        <p>{t('dashboard.noLicence')}</p>
      </Card>
    );
  const valid = licence.expiryDate >= kuwaitDate(systemClock.now());
  return (
    <Card
      title={t('dashboard.licence')}
      icon="licence"
      beside={<Tag tone={valid ? 'done' : 'stop'}>{t(valid ? 'dashboard.valid' : 'dashboard.expired')}</Tag>}
      actions={
        <ButtonLink
          look={renewable ? 'primary' : 'secondary'}
          to="/services/$kind/begin"
          params={{ kind: 'renewal' }}
        >
          {t('kind.renewal')}
        </ButtonLink>
      }
    >
      <SummaryList
        rows={[
          { label: t('dashboard.validUntil'), value: <DateText date={licence.expiryDate} /> },
          { label: t('dashboard.number'), value: <Reference value={licence.number} /> },
          {
            label: t('dashboard.categories'),
            value: licence.categories
              .map((category) => LICENCE_CATEGORY_NAMES[category][language])
              .join(language === 'ar' ? '، ' : ', '),
          },
        ]}
      />
    </Card>
  );
}

/** A person's own page: what waits for them, their requests, their licence and their dues. */
export function DashboardPage() {
  const t = useTranslate();
  const language = useLanguage();
  const signedIn = useSession();
  const requests = useQuery(apiQuery('requests', {}));
  const cases = useQuery(apiQuery('cases', {}));
  const licence = useQuery(apiQuery('licence', {}));
  const dues = useQuery(apiQuery('dues', {}));
  const name = language === 'ar' ? signedIn?.nameArabic : signedIn?.nameLatin;
  return (
    <Page title={t('nav.dashboard')} lead={<bdi>{name}</bdi>} width="wide">
      <Loaded query={requests}>
        {(licences) => <Loaded query={cases}>{(others) => <Requests {...licences} {...others} />}</Loaded>}
      </Loaded>
      <ExpiriesAhead />
      <Section title={t('dashboard.standing')}>
        <div className="cards">
          <Loaded query={licence} blocks={1}>
            {(data) => <LicenceCard {...data} />}
          </Loaded>
          <Loaded query={dues} blocks={1}>
            {(data) => <DuesCard {...data} />}
          </Loaded>
        </div>
      </Section>
    </Page>
  );
}

import './dashboards.css';
import { useQuery } from '@tanstack/react-query';
import { useTranslate } from '../../../i18n/portal.ts';
import type { Answer } from '../../api/client.ts';
import { apiQuery, useSession } from '../../api/queries.ts';
import { BilingualText } from '../../kit/bilingual-text.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Heading } from '../../kit/heading.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Page } from '../../kit/page.tsx';
import { Section } from '../../kit/section.tsx';
import { Expiries } from '../residency/expiries.tsx';
import { CasesCard, COMPANY_MATTERS, CompaniesCard, MatterCard, Matters } from './matters.tsx';

/** What needs the caller now, and what is the move of others: delegates, users with a link, the department. */
function Waiting({ found }: { readonly found: Answer<'organisationDashboard'> }) {
  const t = useTranslate();
  const role = useSession()?.role;
  const { companies, mayRenew, casesToComplete, casesWaiting, awaitingActivation } = found;
  const ofCompanies = COMPANY_MATTERS.filter((matter) =>
    companies.some((company) => company[matter] > 0),
  ).map((matter) => <CompaniesCard key={matter} matter={matter} companies={companies} />);
  const ofCases = (matter: 'casesToComplete' | 'casesWaiting', count: number) =>
    count > 0 ? [<CasesCard key={matter} matter={matter} count={count} />] : [];
  // Only the main user manages users.
  const ofUsers =
    role === 'mainUser' && awaitingActivation > 0
      ? [
          <MatterCard key="users" matter="awaitingActivation" count={awaitingActivation}>
            <ButtonLink look="secondary" to="/organisation">
              {t('overview.to.awaitingActivation')}
            </ButtonLink>
          </MatterCard>,
        ]
      : [];
  return (
    <>
      <Matters
        title={t('overview.now')}
        nothing={t('overview.nothing')}
        cards={[...(mayRenew ? ofCompanies : []), ...ofCases('casesToComplete', casesToComplete)]}
      />
      <Matters
        title={t('overview.waiting')}
        nothing={t('overview.nothingWaiting')}
        cards={[...(mayRenew ? [] : ofCompanies), ...ofCases('casesWaiting', casesWaiting), ...ofUsers]}
      />
    </>
  );
}

/** Expiries ahead of each company granted to the caller. */
function CompanyExpiries({ companies }: Pick<Answer<'ownCompanies'>, 'companies'>) {
  return companies.map(({ companyId, name }) => (
    <div key={companyId} className="company-expiries">
      <Heading level={3}>
        <BilingualText text={name} />
      </Heading>
      <Expiries company={companyId} />
    </div>
  ));
}

/** Most companies whose charts stand on one page; each has its own page as well. */
const MOST_CHARTS = 3;

/** What the main user or a delegate has to do now, what others do, and what is ahead. */
export function OverviewPage() {
  const t = useTranslate();
  const matters = useQuery(apiQuery('organisationDashboard', {}));
  const companies = useQuery(apiQuery('ownCompanies', {}));
  return (
    <Page title={t('overview.title')} lead={t('overview.lead')} width="wide">
      <Loaded query={matters}>{(found) => <Waiting found={found} />}</Loaded>
      <Section title={t('overview.ahead')}>
        <Loaded query={companies} blocks={1}>
          {({ companies: granted }) => <CompanyExpiries companies={granted.slice(0, MOST_CHARTS)} />}
        </Loaded>
        <ButtonLink look="secondary" icon="calendar" to="/residency/expiries">
          {t('overview.toExpiries')}
        </ButtonLink>
      </Section>
    </Page>
  );
}

import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { CompanyId } from '../../../../contracts/organisation.ts';
import { formatMonth } from '../../../i18n/dates.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { Message, useTranslate } from '../../../i18n/portal.ts';
import type { Answer } from '../../api/client.ts';
import { apiQuery } from '../../api/queries.ts';
import { BackLink } from '../../kit/back-link.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Chart } from '../../kit/chart.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Page } from '../../kit/page.tsx';
import { companySearch } from './residency-search.ts';
import { OfWhom } from './whose.tsx';

const route = getRouteApi('/residency/expiries');

function Months({
  expiries,
  company,
}: {
  readonly expiries: Answer<'residencyExpiries'>;
  readonly company: CompanyId | null;
}) {
  const t = useTranslate();
  const language = useLanguage();
  return (
    <>
      {expiries.expired > 0 ? (
        <Notice tone="stop">
          <p>
            <Message id="expiries.expired" count={expiries.expired} />
          </p>
          <ButtonLink
            look="secondary"
            to="/residency"
            search={{ ...companySearch(company), filter: 'expired' }}
          >
            {t('expiries.seeExpired')}
          </ButtonLink>
        </Notice>
      ) : null}
      <Chart
        label={t('expiries.chart')}
        category={t('expiries.month')}
        data={{
          categories: expiries.months.map(({ month }) => formatMonth(month, language)),
          series: [{ name: t('expiries.count'), values: expiries.months.map(({ count }) => count) }],
        }}
      />
    </>
  );
}

/** How many residencies end in each month ahead. */
export function Expiries({ company }: { readonly company: CompanyId | null }) {
  const query = useQuery(
    apiQuery('residencyExpiries', { query: company === null ? {} : { companyId: company } }),
  );
  return (
    <Loaded query={query} blocks={1}>
      {(expiries) => <Months expiries={expiries} company={company} />}
    </Loaded>
  );
}

/** Expiries ahead of one company, or of those whom an individual sponsors. */
export function ExpiriesPage() {
  const t = useTranslate();
  const { company } = route.useSearch();
  const navigate = useNavigate();
  return (
    <Page
      title={t('expiries.title')}
      lead={t('expiries.lead')}
      width="wide"
      above={
        <BackLink to="/residency" search={company === undefined ? {} : { company }}>
          {t('residency.title')}
        </BackLink>
      }
    >
      <OfWhom
        chosen={company}
        onChoose={(chosen) =>
          void navigate({ to: '/residency/expiries', search: companySearch(chosen), replace: true })
        }
      >
        {(whose) => <Expiries company={whose.company} />}
      </OfWhom>
    </Page>
  );
}

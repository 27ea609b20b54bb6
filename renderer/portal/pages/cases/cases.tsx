import { useQuery } from '@tanstack/react-query';
import type { CaseSummary } from '../../../../contracts/portal-api/cases.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { apiQuery } from '../../api/queries.ts';
import { ButtonLink } from '../../kit/button-link.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Page } from '../../kit/page.tsx';
import { Section } from '../../kit/section.tsx';
import { CaseCard } from './case-card.tsx';

function Cards({ cases }: { readonly cases: readonly CaseSummary[] }) {
  return (
    <div className="cards">
      {cases.map((one) => (
        <CaseCard key={one.caseId} case={one} />
      ))}
    </div>
  );
}

/** Own cases (S1, S2, S8, S9): those that wait for the applicant first. */
export function CasesPage() {
  const t = useTranslate();
  const query = useQuery(apiQuery('cases', {}));
  const services = (
    <ButtonLink look="primary" to="/">
      {t('nav.services')}
    </ButtonLink>
  );
  return (
    <Page title={t('nav.cases')} lead={t('case.listLead')} width="wide">
      <Loaded query={query}>
        {({ cases }) => {
          const waiting = cases.filter(({ needsApplicant }) => needsApplicant);
          const others = cases.filter(({ needsApplicant }) => !needsApplicant);
          if (cases.length === 0)
            return (
              <EmptyState icon="licence" title={t('dashboard.noRequestsTitle')} action={services}>
                <p>{t('case.none')}</p>
              </EmptyState>
            );
          return (
            <>
              {waiting.length > 0 ? (
                <Section title={t('dashboard.now')}>
                  <Cards cases={waiting} />
                </Section>
              ) : null}
              {others.length > 0 ? (
                <Section title={t('case.others')}>
                  <Cards cases={others} />
                </Section>
              ) : null}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

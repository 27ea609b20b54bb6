import './organisation.css';
import { useQuery } from '@tanstack/react-query';
import type { OrganisationView } from '../../../../contracts/portal-api/organisations.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { useTranslate } from '../../../i18n/portal.ts';
import { Actions } from '../../kit/actions.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Page } from '../../kit/page.tsx';
import { PrintButton } from '../../kit/print-button.tsx';
import { Reference } from '../../kit/reference.tsx';
import { Section } from '../../kit/section.tsx';
import { SummaryList } from '../../kit/summary-list.tsx';
import { Table } from '../../kit/table.tsx';
import { CompanyNames } from './company-names.tsx';
import { DelegateStatusTag } from './delegate-status-tag.tsx';
import { ORGANISATION } from './organisation-query.ts';

function Delegates({ organisation }: { readonly organisation: OrganisationView }) {
  const t = useTranslate();
  const language = useLanguage();
  const { delegates, mostDelegates, companies, type } = organisation;
  const isFull = delegates.length >= mostDelegates;
  const create = (
    <ButtonLink look="primary" icon="plus" to="/organisation/delegates/new">
      {t('organisation.new')}
    </ButtonLink>
  );
  return (
    <Section title={t('organisation.delegates')}>
      <p className="delegates-count">
        {t('organisation.count', { count: delegates.length, most: mostDelegates })}
      </p>
      {isFull ? (
        <Notice tone="attention" title={t('organisation.fullTitle', { most: mostDelegates })}>
          <p>{t('organisation.full')}</p>
        </Notice>
      ) : null}
      <Table
        caption={t('organisation.delegates')}
        rows={delegates}
        rowKey={({ delegateId }) => delegateId}
        columns={[
          {
            header: t('account.name'),
            cell: ({ name }) =>
              name === null ? (
                <span className="delegate-unnamed">{t('organisation.nameLater')}</span>
              ) : (
                <bdi>{name[language]}</bdi>
              ),
          },
          { header: t('account.userCode'), cell: ({ civilId }) => <Reference value={civilId} /> },
          { header: t('account.email'), cell: ({ email }) => <bdi dir="ltr">{email}</bdi> },
          {
            header: t(`organisation.companies.${type}`),
            cell: (one) => t('organisation.ofAll', { count: one.companies.length, of: companies.length }),
          },
          { header: t('organisation.state'), cell: ({ status }) => <DelegateStatusTag status={status} /> },
          {
            header: t('organisation.manage'),
            action: true,
            cell: ({ delegateId, name, civilId }) => (
              <ButtonLink
                look="secondary"
                to="/organisation/delegates/$delegateId"
                params={{ delegateId }}
                aria-label={t('organisation.manageOf', { name: name?.[language] ?? civilId })}
              >
                {t('organisation.manage')}
              </ButtonLink>
            ),
          },
        ]}
        empty={
          <EmptyState icon="person" title={t('organisation.noneTitle')} action={create}>
            <p>{t(`organisation.none.${type}`)}</p>
          </EmptyState>
        }
      />
      {delegates.length > 0 ? (
        <Actions>
          {isFull ? null : create}
          <PrintButton />
        </Actions>
      ) : null}
    </Section>
  );
}

/** The main user's account: the company or entity, and the users authorised to renew residencies (S3). */
export function OrganisationPage() {
  const t = useTranslate();
  const language = useLanguage();
  const query = useQuery(ORGANISATION);
  const name = query.data?.name[language];
  return (
    <Page
      title={t('organisation.title')}
      lead={name === undefined ? undefined : <bdi>{name}</bdi>}
      width="wide"
    >
      <Loaded query={query} blocks={3}>
        {(organisation) => (
          <>
            <Delegates organisation={organisation} />
            <Section title={t('organisation.account')}>
              <SummaryList
                rows={[
                  { label: t('organisation.kind'), value: t(`organisation.type.${organisation.type}`) },
                  {
                    label: t('organisation.unifiedNumber'),
                    value: <Reference value={organisation.unifiedNumber} />,
                  },
                  {
                    label: t(`organisation.companies.${organisation.type}`),
                    value: (
                      <CompanyNames
                        companies={organisation.companies}
                        chosen={organisation.companies.map(({ companyId }) => companyId)}
                      />
                    ),
                  },
                ]}
              />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}

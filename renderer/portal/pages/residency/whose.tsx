import { useQuery } from '@tanstack/react-query';
import './residency.css';
import { type ReactNode, useId } from 'react';
import type { Bilingual } from '../../../../contracts/language.ts';
import { type CompanyId, RENEWERS_OF } from '../../../../contracts/organisation.ts';
import type { Company } from '../../../../contracts/portal-api/organisations.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { useTranslate } from '../../../i18n/portal.ts';
import { apiQuery, useSession } from '../../api/queries.ts';
import { BilingualText } from '../../kit/bilingual-text.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Notice } from '../../kit/notice.tsx';
import { SelectField } from '../../kit/select-field.tsx';

/** Whose residencies a page is about. */
export interface Whose {
  /** `null`: the persons an individual sponsors. */
  readonly company: CompanyId | null;
  /** Whether the caller may renew for them: of a company only its delegates do (S5). */
  readonly mayRenew: boolean;
}

function CompanyChoice(props: {
  readonly companies: readonly Company[];
  readonly value: CompanyId | null;
  readonly label: string;
  readonly onChange: (company: CompanyId | null) => void;
}) {
  const t = useTranslate();
  const language = useLanguage();
  const id = useId();
  return (
    <SelectField
      id={id}
      value={props.value ?? ''}
      onChange={(company) => props.onChange(company === '' ? null : company)}
      error={undefined}
      label={props.label}
      placeholder={t('form.choose')}
      options={props.companies.map(({ companyId, name }) => ({ value: companyId, name: name[language] }))}
    />
  );
}

/** The company or entity that the page is about; where it was `chosen` only on a narrow screen, which cuts its name off in the list. */
function CompanyName(props: { readonly name: Bilingual; readonly chosen: boolean }) {
  return (
    <p
      className={props.chosen ? 'company-name company-name-chosen' : 'company-name'}
      aria-hidden={props.chosen || undefined}
    >
      <BilingualText text={props.name} />
    </p>
  );
}

function OfOrganisation(props: {
  readonly chosen: CompanyId | undefined;
  readonly onChoose: (company: CompanyId | null) => void;
  readonly children: (whose: Whose) => ReactNode;
}) {
  const t = useTranslate();
  const role = useSession()?.role;
  const query = useQuery(apiQuery('ownCompanies', {}));
  return (
    <Loaded query={query}>
      {({ type, companies }) => {
        const [only] = companies;
        const chosen = companies.find(({ companyId }) => companyId === props.chosen);
        // A company that was granted when it was chosen, or its address kept, may have been taken away since.
        const revoked =
          props.chosen !== undefined && chosen === undefined ? (
            <Notice tone="attention" title={t(`residency.revokedTitle.${type}`)} announced>
              <p>{t('residency.revoked')}</p>
            </Notice>
          ) : null;
        if (only === undefined)
          return (
            revoked ?? (
              <EmptyState icon="building" title={t('residency.noCompanyTitle')}>
                <p>{t('residency.noCompany')}</p>
              </EmptyState>
            )
          );
        const company = chosen ?? (companies.length === 1 && revoked === null ? only : undefined);
        return (
          <>
            {revoked}
            {companies.length > 1 || company === undefined ? (
              <CompanyChoice
                companies={companies}
                value={company?.companyId ?? null}
                label={t(`residency.chooseCompany.${type}`)}
                onChange={props.onChoose}
              />
            ) : null}
            {company === undefined ? (
              <p>{t(`residency.companyFirst.${type}`)}</p>
            ) : (
              <>
                <CompanyName name={company.name} chosen={companies.length > 1} />
                {props.children({
                  company: company.companyId,
                  mayRenew: RENEWERS_OF[type].some((renewer) => renewer === role),
                })}
              </>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

/**
 * Asks the users of a company or entity which one the page shall be about (تحديد الشركة التابع لها المكفول); an individual
 * is asked nothing.
 */
export function OfWhom(props: {
  readonly chosen: CompanyId | undefined;
  readonly onChoose: (company: CompanyId | null) => void;
  readonly children: (whose: Whose) => ReactNode;
}) {
  const role = useSession()?.role;
  return role === 'individual' ? (
    props.children({ company: null, mayRenew: true })
  ) : (
    <OfOrganisation {...props} />
  );
}

import './organisation.css';
import { useState } from 'react';
import type { CompanyId, OrganisationType } from '../../../../contracts/organisation.ts';
import type { Company } from '../../../../contracts/portal-api/organisations.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { Reference } from '../../kit/reference.tsx';
import { Table } from '../../kit/table.tsx';
import { TextField } from '../../kit/text-field.tsx';

/** From so many companies on they can be searched. */
const SEARCHED_FROM = 10;

/** The guide's list of companies or entities: إضافة or إلغاء for each. */
export function CompanyChoice(props: {
  readonly type: OrganisationType;
  readonly companies: readonly Company[];
  readonly chosen: readonly CompanyId[];
  readonly onChange: (chosen: readonly CompanyId[]) => void;
}) {
  const t = useTranslate();
  const language = useLanguage();
  const [wanted, setWanted] = useState('');
  const { type, companies, chosen } = props;
  const found = companies.filter(({ name }) =>
    name[language].toLocaleLowerCase().includes(wanted.trim().toLocaleLowerCase()),
  );
  const toggle = (companyId: CompanyId) =>
    props.onChange(
      chosen.includes(companyId) ? chosen.filter((each) => each !== companyId) : [...chosen, companyId],
    );
  return (
    <>
      {companies.length >= SEARCHED_FROM ? (
        <TextField
          id="company-search"
          label={t(`organisation.search.${type}`)}
          value={wanted}
          onChange={setWanted}
          error={undefined}
          size="medium"
        />
      ) : null}
      <Table
        caption={t(`organisation.companies.${type}`)}
        rows={found}
        rowKey={({ companyId }) => companyId}
        columns={[
          { header: t(`organisation.companyName.${type}`), cell: ({ name }) => <bdi>{name[language]}</bdi> },
          {
            header: t('organisation.companyNumber'),
            cell: ({ companyId }) => <Reference value={companyId} />,
          },
          {
            header: t('organisation.choose'),
            action: true,
            cell: ({ companyId, name }) => {
              const isChosen = chosen.includes(companyId);
              return (
                <Button
                  look={isChosen ? 'primary' : 'secondary'}
                  icon={isChosen ? 'minus' : 'plus'}
                  label={t(isChosen ? 'organisation.cancelOf' : 'organisation.addOf', {
                    name: name[language],
                  })}
                  onPress={() => toggle(companyId)}
                >
                  {t(isChosen ? 'organisation.cancel' : 'organisation.add')}
                </Button>
              );
            },
          },
        ]}
        empty={<EmptyState icon="search" title={t('organisation.nothingFound')} />}
      />
      <p role="status">{t('organisation.chosen', { count: chosen.length })}</p>
    </>
  );
}

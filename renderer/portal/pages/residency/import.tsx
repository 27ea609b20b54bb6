import './residency.css';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import type { CompanyId } from '../../../../contracts/organisation.ts';
import { IMPORT_MOST_LENGTH } from '../../../../contracts/portal-api/residency.ts';
import { failure } from '../../../../contracts/result.ts';
import { Message, useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import type { Answer } from '../../api/client.ts';
import { useCall } from '../../api/queries.ts';
import { Actions } from '../../kit/actions.tsx';
import { BackLink } from '../../kit/back-link.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Form } from '../../kit/form.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Page } from '../../kit/page.tsx';
import { Section } from '../../kit/section.tsx';
import { Table } from '../../kit/table.tsx';
import { TextField } from '../../kit/text-field.tsx';
import { useForm } from '../../kit/use-form.ts';
import sampleList from './sample-list.csv?url';
import { companySearch } from './residency-search.ts';
import { OfWhom } from './whose.tsx';

const route = getRouteApi('/residency/import');

type Imported = Answer<'importRenewals'>;

function ImportForm(props: { readonly company: CompanyId; readonly onDone: (imported: Imported) => void }) {
  const t = useTranslate();
  const call = useCall();
  const id = useId();
  const [key] = useState(() => crypto.randomUUID());
  const form = useForm({
    initial: { csv: '' },
    submit: async ({ csv }) =>
      csv.length > IMPORT_MOST_LENGTH
        ? failure({ error: 'tooManyLines' })
        : call('importRenewals', { body: { key, companyId: props.company, csv } }),
    onDone: props.onDone,
    faultFields: { empty: 'csv', tooManyLines: 'csv' },
  });
  const csv = form.field('csv');
  return (
    <Form form={form}>
      <p>
        {t('import.format')}{' '}
        <a href={sampleList} download="sample-list.csv">
          {t('import.sample')}
        </a>
      </p>
      <div className="field">
        <label className="field-label" htmlFor={`${id}-file`}>
          {t('import.file')}
        </label>
        <input
          id={`${id}-file`}
          className="input"
          type="file"
          accept=".csv,text/csv,text/plain"
          onChange={async (event) => {
            const file = event.target.files?.[0];
            if (file !== undefined) csv.onChange(await file.text());
          }}
        />
      </div>
      <TextField {...csv} label={t('import.lines')} hint={t('import.linesHint')} lines={8} latin />
      <Actions>
        <Button look="primary" submits busy={form.pending}>
          {t('import.send')}
        </Button>
      </Actions>
    </Form>
  );
}

function Result(props: {
  readonly company: CompanyId;
  readonly imported: Imported;
  readonly onAgain: () => void;
}) {
  const t = useTranslate();
  const { added, refused } = props.imported;
  return (
    <>
      <Notice tone={refused.length === 0 ? 'done' : 'attention'} announced>
        <p>
          <Message id="import.added" count={added} />
        </p>
        {refused.length > 0 ? (
          <p>
            <Message id="import.refused" count={refused.length} />
          </p>
        ) : null}
      </Notice>
      {refused.length > 0 ? (
        <Section title={t('import.refusedTitle')}>
          <Table
            caption={t('import.refusedTitle')}
            rows={refused}
            rowKey={({ line }) => String(line)}
            columns={[
              { header: t('import.line'), numeric: true, cell: ({ line }) => <bdi>{line}</bdi> },
              { header: t('import.text'), cell: ({ text }) => <bdi dir="ltr">{text}</bdi> },
              { header: t('import.why'), cell: ({ fault }) => t(`import.fault.${fault}`) },
            ]}
            empty={null}
          />
        </Section>
      ) : null}
      <Actions>
        <ButtonLink look="primary" to="/residency/basket" search={companySearch(props.company)}>
          {t('basket.open')}
        </ButtonLink>
        <Button look="secondary" onPress={props.onAgain}>
          {t('import.again')}
        </Button>
      </Actions>
    </>
  );
}

function Import({ company }: { readonly company: CompanyId }) {
  const queries = useQueryClient();
  const [imported, setImported] = useState<Imported | null>(null);
  return imported === null ? (
    <ImportForm
      company={company}
      onDone={(done) => {
        setImported(done);
        void queries.invalidateQueries({ queryKey: ['renewals'] });
      }}
    />
  ) : (
    <Result company={company} imported={imported} onAgain={() => setImported(null)} />
  );
}

/** A company's list comes into the basket at once (S5, S6): every line that cannot be is told of, and holds up no other. */
export function ImportPage() {
  const t = useTranslate();
  const { company } = route.useSearch();
  const navigate = useNavigate();
  return (
    <Page
      title={t('import.title')}
      lead={t('import.lead')}
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
          void navigate({ to: '/residency/import', search: companySearch(chosen), replace: true })
        }
      >
        {(whose) =>
          whose.company === null || !whose.mayRenew ? (
            <Notice tone="info">
              <p>{t('residency.delegatesRenew')}</p>
            </Notice>
          ) : (
            <Import key={whose.company} company={whose.company} />
          )
        }
      </OfWhom>
    </Page>
  );
}

import { useState } from 'react';
import type { PersonFile } from '../../../../contracts/portal-api/audit.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import { useCall } from '../../api/queries.ts';
import { Actions } from '../../kit/actions.tsx';
import { BilingualText } from '../../kit/bilingual-text.tsx';
import { DateText, InstantText } from '../../kit/date-text.tsx';
import { Form } from '../../kit/form.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Page } from '../../kit/page.tsx';
import { Reference } from '../../kit/reference.tsx';
import { Section } from '../../kit/section.tsx';
import { SummaryList } from '../../kit/summary-list.tsx';
import { Table } from '../../kit/table.tsx';
import { TextField } from '../../kit/text-field.tsx';
import { useForm } from '../../kit/use-form.ts';
import { kindWord, statusWord } from './request-words.ts';

function LookUpForm(props: { readonly onFound: (file: PersonFile) => void }) {
  const t = useTranslate();
  const call = useCall();
  const form = useForm({
    initial: { civilId: '', reason: '' },
    submit: (body) => call('lookUpPerson', { body }),
    onDone: props.onFound,
    faultFields: { personUnknown: 'civilId' },
  });
  return (
    <Form form={form}>
      <Notice tone="info">
        <p>{t('lookUp.audited')}</p>
      </Notice>
      <TextField
        {...form.field('civilId')}
        label={t('account.civilId')}
        inputMode="numeric"
        autoComplete="off"
        size="medium"
        latin
      />
      <TextField
        {...form.field('reason')}
        label={t('lookUp.reason')}
        hint={t('lookUp.reasonHint')}
        lines={3}
      />
      <Actions>
        <Button look="primary" icon="search" submits busy={form.pending}>
          {t('lookUp.search')}
        </Button>
      </Actions>
    </Form>
  );
}

function FoundPerson({ file }: { readonly file: PersonFile }) {
  const t = useTranslate();
  return (
    <>
      <SummaryList
        rows={[
          { label: t('lookUp.name'), value: <BilingualText text={file.name} /> },
          { label: t('account.civilId'), value: <Reference value={`•••• ${file.civilIdLastFour}`} /> },
          { label: t('lookUp.nationality'), value: <BilingualText text={file.nationality} /> },
          { label: t('lookUp.birthYear'), value: <bdi>{file.birthYear}</bdi> },
          {
            label: t('lookUp.residencyExpiresOn'),
            value:
              file.residencyExpiresOn === null ? (
                t('lookUp.noResidency')
              ) : (
                <DateText date={file.residencyExpiresOn} />
              ),
          },
          {
            label: t('lookUp.licenceExpiresOn'),
            value:
              file.licenceExpiresOn === null ? (
                t('lookUp.noLicence')
              ) : (
                <DateText date={file.licenceExpiresOn} />
              ),
          },
        ]}
      />
      <Section title={t('lookUp.requests')}>
        <Table
          caption={t('lookUp.requests')}
          rows={file.requests}
          rowKey={({ number }) => number}
          columns={[
            { header: t('lookUp.number'), cell: ({ number }) => <Reference value={number} /> },
            { header: t('lookUp.kind'), cell: ({ kind }) => kindWord(t, kind) },
            { header: t('lookUp.status'), cell: ({ kind, status }) => statusWord(t, kind, status) },
            { header: t('lookUp.at'), cell: ({ at }) => <InstantText at={at} /> },
          ]}
          empty={<p>{t('lookUp.noRequests')}</p>}
        />
      </Section>
    </>
  );
}

/** Staff look a person up, and say why: that is on the trail before anything is shown (S18). Nothing of it stands in an address. */
export function LookUpPage() {
  const t = useTranslate();
  const [file, setFile] = useState<PersonFile | null>(null);
  return (
    <Page
      key={file === null ? 'ask' : 'found'}
      title={t(file === null ? 'lookUp.title' : 'lookUp.foundTitle')}
      {...(file === null ? { lead: t('lookUp.lead') } : {})}
    >
      {file === null ? (
        <LookUpForm onFound={setFile} />
      ) : (
        <>
          <FoundPerson file={file} />
          <Actions>
            <Button look="secondary" icon="search" onPress={() => setFile(null)}>
              {t('lookUp.another')}
            </Button>
          </Actions>
        </>
      )}
    </Page>
  );
}

import './dues.css';
import { useState } from 'react';
import { useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import type { Answer } from '../../api/client.ts';
import { useCall, useSession } from '../../api/queries.ts';
import { Actions } from '../../kit/actions.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { Form } from '../../kit/form.tsx';
import { Money } from '../../kit/money.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Page } from '../../kit/page.tsx';
import { Section } from '../../kit/section.tsx';
import { Table } from '../../kit/table.tsx';
import { TextField } from '../../kit/text-field.tsx';
import { useForm } from '../../kit/use-form.ts';
import { amountColumn, publicDueColumns, whereColumn } from './due-columns.tsx';
import { groupDues } from './selection.ts';

type Found = Answer<'inquire'>;

function HowToPay() {
  const t = useTranslate();
  const signedIn = useSession();
  return (
    <Notice tone="info">
      <p>{t('dues.howToPay')}</p>
      <Actions>
        {signedIn?.role === 'individual' ? (
          <ButtonLink look="primary" to="/dues">
            {t('payments.toDues')}
          </ButtonLink>
        ) : (
          <>
            {/* The page asks for the sign-in itself and then shows what can be paid. */}
            <ButtonLink look="primary" icon="person" to="/dues">
              {t('dues.signInToPay')}
            </ButtonLink>
            <ButtonLink look="secondary" to="/register">
              {t('dues.register')}
            </ButtonLink>
          </>
        )}
      </Actions>
    </Notice>
  );
}

function FoundDues({ found }: { readonly found: Found }) {
  const t = useTranslate();
  const { online, elsewhere } = groupDues(found.dues);
  if (found.dues.length === 0)
    return (
      <EmptyState icon="check" title={t('dues.noneTitle')}>
        <p>{t('dues.none')}</p>
      </EmptyState>
    );
  return (
    <>
      <Section title={t('dues.online')}>
        <Table
          caption={t('dues.online')}
          rows={online}
          rowKey={({ number, type }) => `${type} ${number}`}
          columns={[...publicDueColumns(t), amountColumn(t)]}
          empty={<p>{t('dues.onlineNone')}</p>}
        />
        {online.length > 0 ? <HowToPay /> : null}
      </Section>
      <Section title={t('dues.elsewhere')}>
        <Table
          caption={t('dues.elsewhere')}
          rows={elsewhere}
          rowKey={({ number, type }) => `${type} ${number}`}
          columns={[...publicDueColumns(t), whereColumn(t), amountColumn(t)]}
          empty={<p>{t('dues.elsewhereNone')}</p>}
        />
      </Section>
      <p className="dues-total">
        <span>{t('dues.allDues')}</span>
        <Money amount={found.total} />
      </p>
    </>
  );
}

function InquiryForm(props: { readonly onFound: (found: Found) => void }) {
  const t = useTranslate();
  const call = useCall();
  const form = useForm({
    initial: { number: '' },
    submit: (body) => call('inquire', { body }),
    onDone: props.onFound,
  });
  return (
    <Form form={form}>
      <TextField
        {...form.field('number')}
        label={t('dues.inquiryNumber')}
        hint={t('dues.inquiryHint')}
        inputMode="numeric"
        autoComplete="off"
        size="medium"
        latin
      />
      <Actions>
        <Button look="primary" icon="search" submits busy={form.pending}>
          {t('dues.inquire')}
        </Button>
      </Actions>
    </Form>
  );
}

/** Anybody asks after the dues of a number (S11). The number is kept nowhere and stands in no address. */
export function InquiryPage() {
  const t = useTranslate();
  const [found, setFound] = useState<Found | null>(null);
  return (
    <Page
      key={found === null ? 'ask' : 'found'}
      title={t(found === null ? 'dues.inquiryTitle' : 'dues.resultTitle')}
      width={found === null ? 'narrow' : 'wide'}
      {...(found === null ? { lead: t('dues.inquiryLead') } : {})}
    >
      {found === null ? (
        <InquiryForm onFound={setFound} />
      ) : (
        <>
          <FoundDues found={found} />
          <Actions>
            <Button look="secondary" icon="search" onPress={() => setFound(null)}>
              {t('dues.inquireAgain')}
            </Button>
          </Actions>
        </>
      )}
    </Page>
  );
}

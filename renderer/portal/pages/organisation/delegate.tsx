import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import type { CompanyId } from '../../../../contracts/organisation.ts';
import type { Delegate, OrganisationView } from '../../../../contracts/portal-api/organisations.ts';
import type { Problem } from '../../../../contracts/portal-api/problem.ts';
import { failure, type Result } from '../../../../contracts/result.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { Message, useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import { useCall } from '../../api/queries.ts';
import { Actions } from '../../kit/actions.tsx';
import { BackLink } from '../../kit/back-link.tsx';
import { ConfirmedAction } from '../../kit/confirmed-action.tsx';
import { Form } from '../../kit/form.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Page } from '../../kit/page.tsx';
import { Reference } from '../../kit/reference.tsx';
import { Section } from '../../kit/section.tsx';
import { SummaryList } from '../../kit/summary-list.tsx';
import { useForm } from '../../kit/use-form.ts';
import { NotFound } from '../../shell/not-found.tsx';
import { EmailField, MobileField } from '../account/contact-fields.tsx';
import { CompanyChoice } from './company-choice.tsx';
import { CompanyNames } from './company-names.tsx';
import { DelegateStatusTag } from './delegate-status-tag.tsx';
import { ORGANISATION, useTakeOverDelegate } from './organisation-query.ts';

const route = getRouteApi('/organisation/delegates/$delegateId');

/** What was changed last, to be told. */
type Told = 'companies' | 'contact' | 'mailed' | 'suspended' | 'reactivated';

interface PartProps {
  readonly delegate: Delegate;
  readonly tell: (told: Told) => void;
}

/** This is about a user of the account, not about a request. */
function inWords(answer: Result<Delegate, Problem>): Result<Delegate, Problem> {
  const words = { changedMeanwhile: 'delegateChanged', notInThisState: 'delegateNotInThisState' } as const;
  if (answer.ok) return answer;
  const { error } = answer.fault;
  return error in words ? failure({ error: words[error as keyof typeof words] }) : answer;
}

/** The way between suspended and active (إيقاف، تفعيل), and the link of who has not been there yet. */
function Standing({ delegate, tell }: PartProps) {
  const t = useTranslate();
  const call = useCall();
  const takeOver = useTakeOverDelegate();
  const { delegateId, version, status } = delegate;
  const params = { delegateId };
  const told = <Value,>(answer: Result<Value, Problem>, what: Told) => {
    if (answer.ok) tell(what);
    return answer;
  };
  return (
    <Section title={t('organisation.state')}>
      <p>
        <DelegateStatusTag status={status} /> {t(`organisation.meaning.${status}`)}
      </p>
      {status === 'awaitingActivation' ? (
        <ConfirmedAction
          act={t('organisation.resend')}
          icon="refresh"
          title={t('organisation.resendTitle')}
          text={t('organisation.resendText', { email: delegate.email })}
          run={async () => told(await call('resendDelegateActivation', { params }), 'mailed')}
        />
      ) : null}
      {status === 'suspended' ? (
        <ConfirmedAction
          act={t('organisation.reactivate')}
          icon="check"
          title={t('organisation.reactivateTitle')}
          text={t('organisation.reactivateText')}
          run={async () =>
            told(inWords(takeOver(await call('reactivateDelegate', { params }))), 'reactivated')
          }
        />
      ) : (
        <ConfirmedAction
          act={t('organisation.suspend')}
          icon="pause"
          title={t('organisation.suspendTitle')}
          text={t('organisation.suspendText')}
          run={async () =>
            told(inWords(takeOver(await call('suspendDelegate', { params, body: { version } }))), 'suspended')
          }
        />
      )}
    </Section>
  );
}

/** The companies or entities that the delegate renews for. */
function Grants({ delegate, organisation, tell }: PartProps & { readonly organisation: OrganisationView }) {
  const t = useTranslate();
  const call = useCall();
  const takeOver = useTakeOverDelegate();
  const { delegateId, version } = delegate;
  const { type, companies } = organisation;
  const [chosen, setChosen] = useState<readonly CompanyId[] | null>(null);
  const form = useForm({
    initial: {},
    submit: async () =>
      inWords(
        takeOver(
          await call('changeDelegateCompanies', {
            params: { delegateId },
            body: { version, companies: [...(chosen ?? delegate.companies)] },
          }),
        ),
      ),
    onDone: () => {
      setChosen(null);
      tell('companies');
    },
  });
  return (
    <Section title={t(`organisation.companies.${type}`)}>
      {chosen === null ? (
        <>
          {delegate.companies.length > 0 ? (
            <CompanyNames companies={companies} chosen={delegate.companies} />
          ) : (
            <p>{t(`organisation.noCompanies.${type}`)}</p>
          )}
          <Actions>
            <Button look="secondary" icon="building" onPress={() => setChosen(delegate.companies)}>
              {t(`organisation.change.${type}`)}
            </Button>
          </Actions>
        </>
      ) : (
        <Form form={form}>
          <CompanyChoice type={type} companies={companies} chosen={chosen} onChange={setChosen} />
          <p>{t('organisation.atOnce')}</p>
          <Actions>
            <Button look="primary" submits busy={form.pending}>
              {t(`organisation.confirm.${type}`)}
            </Button>
            <Button look="secondary" onPress={() => setChosen(null)}>
              {t('form.goBack')}
            </Button>
          </Actions>
        </Form>
      )}
    </Section>
  );
}

function ContactForm({
  delegate,
  onDone,
  onCancel,
}: {
  readonly delegate: Delegate;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}) {
  const t = useTranslate();
  const call = useCall();
  const takeOver = useTakeOverDelegate();
  const { delegateId, version } = delegate;
  const form = useForm({
    initial: {
      email: delegate.emailAwaitingConfirmation ?? delegate.email,
      mobile: delegate.mobile ?? '',
    },
    submit: async ({ email, mobile }) =>
      inWords(
        takeOver(
          await call('changeDelegateContact', {
            params: { delegateId },
            body: { version, email, mobile: mobile.trim() === '' ? null : mobile },
          }),
        ),
      ),
    onDone,
  });
  return (
    <Form form={form}>
      <EmailField {...form.field('email')} />
      <MobileField {...form.field('mobile')} />
      <Actions>
        <Button look="primary" submits busy={form.pending}>
          {t('form.save')}
        </Button>
        <Button look="secondary" onPress={onCancel}>
          {t('form.goBack')}
        </Button>
      </Actions>
    </Form>
  );
}

/** E-mail and mobile (تعديل بيانات مستخدمين النظام). */
function Contact({ delegate, tell }: PartProps) {
  const t = useTranslate();
  const language = useLanguage();
  const [changing, setChanging] = useState(false);
  const { name, email, mobile, emailAwaitingConfirmation, civilId } = delegate;
  return (
    <Section title={t('organisation.details')}>
      {emailAwaitingConfirmation === null ? null : (
        <Notice tone="attention">
          <p>
            <Message id="organisation.awaiting" values={{ email: emailAwaitingConfirmation }} />
          </p>
        </Notice>
      )}
      <SummaryList
        rows={[
          {
            label: t('account.name'),
            value: name === null ? t('organisation.nameLater') : <bdi>{name[language]}</bdi>,
          },
          { label: t('account.userCode'), value: <Reference value={civilId} /> },
          { label: t('account.email'), value: <bdi dir="ltr">{email}</bdi> },
          {
            label: t('account.mobile'),
            value: mobile === null ? t('account.noMobile') : <Reference value={mobile} />,
          },
        ]}
      />
      {changing ? (
        <ContactForm
          delegate={delegate}
          onCancel={() => setChanging(false)}
          onDone={() => {
            setChanging(false);
            tell('contact');
          }}
        />
      ) : (
        <Actions>
          <Button look="secondary" onPress={() => setChanging(true)}>
            {t('organisation.changeDetails')}
          </Button>
        </Actions>
      )}
    </Section>
  );
}

/** One delegate: standing, companies, contact. */
export function DelegatePage() {
  const t = useTranslate();
  const language = useLanguage();
  const { delegateId } = route.useParams();
  const created = useRouterState({ select: ({ location }) => location.state.delegateCreated === true });
  const [told, tell] = useState<Told | null>(null);
  const query = useQuery(ORGANISATION);
  const delegate = query.data?.delegates.find((each) => each.delegateId === delegateId);
  if (query.data !== undefined && delegate === undefined) return <NotFound />;
  return (
    <Page
      title={delegate?.name?.[language] ?? t('organisation.delegate')}
      beside={delegate === undefined ? null : <DelegateStatusTag status={delegate.status} />}
      above={<BackLink to="/organisation">{t('organisation.title')}</BackLink>}
    >
      {created && told === null ? (
        <Notice tone="done" title={t('organisation.createdTitle')}>
          <p>{t('organisation.created')}</p>
        </Notice>
      ) : null}
      {told === null ? null : (
        <Notice tone="done" announced>
          <p>{t(`organisation.told.${told}`)}</p>
        </Notice>
      )}
      <Loaded query={query} blocks={3}>
        {(organisation) =>
          delegate === undefined ? null : (
            <>
              <Standing delegate={delegate} tell={tell} />
              <Grants delegate={delegate} organisation={organisation} tell={tell} />
              <Contact delegate={delegate} tell={tell} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { CompanyId } from '../../../../contracts/organisation.ts';
import type { OrganisationView } from '../../../../contracts/portal-api/organisations.ts';
import { failure } from '../../../../contracts/result.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import { useCall } from '../../api/queries.ts';
import { Actions } from '../../kit/actions.tsx';
import { BackLink } from '../../kit/back-link.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { FieldGroup } from '../../kit/field-frame.tsx';
import { Form } from '../../kit/form.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Page } from '../../kit/page.tsx';
import { TextField } from '../../kit/text-field.tsx';
import { useForm } from '../../kit/use-form.ts';
import { CompanyChoice } from './company-choice.tsx';
import { CompanyNames } from './company-names.tsx';
import { ORGANISATION, useTakeOverDelegate } from './organisation-query.ts';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The delegate on the page now shown was just authorised. */
    readonly delegateCreated?: boolean;
  }
}

/** The companies of a new delegate: shown (إظهار الشركات), added or cancelled each, then confirmed. */
function Companies(props: {
  readonly organisation: OrganisationView;
  readonly id: string;
  readonly error: string | undefined;
  readonly chosen: readonly CompanyId[];
  readonly onChange: (chosen: readonly CompanyId[]) => void;
  readonly shown: boolean;
  readonly onShow: (shown: boolean) => void;
}) {
  const t = useTranslate();
  const { type, companies } = props.organisation;
  return (
    <FieldGroup
      id={props.id}
      label={t(`organisation.companies.${type}`)}
      hint={t(`organisation.chooseHint.${type}`)}
      error={props.error}
    >
      {props.shown ? (
        <>
          <CompanyChoice type={type} companies={companies} chosen={props.chosen} onChange={props.onChange} />
          <Button look="secondary" icon="check" onPress={() => props.onShow(false)}>
            {t(`organisation.confirm.${type}`)}
          </Button>
        </>
      ) : (
        <>
          <CompanyNames companies={companies} chosen={props.chosen} />
          <Button look="secondary" icon="building" onPress={() => props.onShow(true)}>
            {t(`organisation.show.${type}`)}
          </Button>
        </>
      )}
    </FieldGroup>
  );
}

function NewDelegate({ organisation }: { readonly organisation: OrganisationView }) {
  const t = useTranslate();
  const call = useCall();
  const navigate = useNavigate();
  const takeOver = useTakeOverDelegate();
  // One key for one new delegate: pressed again after a lost answer, it is the same.
  const [key] = useState(() => crypto.randomUUID());
  const [chosen, setChosen] = useState<readonly CompanyId[]>([]);
  const [shown, setShown] = useState(false);
  const form = useForm({
    initial: { civilId: '', email: '', companies: '' },
    faultFields: {
      alreadyUser: 'civilId',
      personUnknown: 'civilId',
      noCompanyChosen: 'companies',
      notYourCompany: 'companies',
    },
    submit: async ({ civilId, email }) => {
      const answer = await call('createDelegate', { body: { key, civilId, email, companies: [...chosen] } });
      // Mistakes in what was typed and that nothing was chosen are said together.
      const fields = answer.ok ? [] : (answer.fault.fields ?? []);
      return fields.length > 0 && chosen.length === 0
        ? failure({
            error: 'invalidBody',
            fields: [...fields, { path: 'companies', reason: 'noCompanyChosen' }],
          })
        : takeOver(answer);
    },
    onDone: ({ delegateId }) =>
      void navigate({
        to: '/organisation/delegates/$delegateId',
        params: { delegateId },
        state: { delegateCreated: true },
        replace: true,
      }),
  });
  const companies = form.field('companies');
  return (
    <Form form={form}>
      <TextField
        {...form.field('civilId')}
        label={t('organisation.civilId')}
        hint={t('organisation.civilIdHint')}
        inputMode="numeric"
        size="medium"
        latin
      />
      <TextField
        {...form.field('email')}
        label={t('organisation.email')}
        hint={t('organisation.emailHint')}
        type="email"
        inputMode="email"
        latin
      />
      <Companies
        organisation={organisation}
        id={companies.id}
        error={companies.error}
        chosen={chosen}
        onChange={setChosen}
        shown={shown}
        onShow={setShown}
      />
      <Notice tone="info">
        <p>{t('organisation.suspendedUntil')}</p>
      </Notice>
      <Actions>
        <Button look="primary" submits busy={form.pending}>
          {t('organisation.create')}
        </Button>
        <ButtonLink look="quiet" to="/organisation">
          {t('form.goBack')}
        </ButtonLink>
      </Actions>
    </Form>
  );
}

/** Authorises a user to renew residencies (إضافة المستخدمين المخولين بتجديد الإقامات, S3). */
export function NewDelegatePage() {
  const t = useTranslate();
  const query = useQuery(ORGANISATION);
  return (
    <Page
      title={t('organisation.new')}
      lead={t('organisation.newLead')}
      above={<BackLink to="/organisation">{t('organisation.title')}</BackLink>}
    >
      <Loaded query={query}>
        {(organisation) =>
          organisation.delegates.length < organisation.mostDelegates ? (
            <NewDelegate organisation={organisation} />
          ) : (
            <Notice
              tone="attention"
              title={t('organisation.fullTitle', { most: organisation.mostDelegates })}
            >
              <p>{t('organisation.full')}</p>
            </Notice>
          )
        }
      </Loaded>
    </Page>
  );
}

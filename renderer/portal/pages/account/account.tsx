import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Language } from '../../../../contracts/language.ts';
import { fullName } from '../../../../contracts/person.ts';
import type { Problem } from '../../../../contracts/portal-api/problem.ts';
import type { Result } from '../../../../contracts/result.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { LANGUAGE_NAMES, Message, useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import type { Answer } from '../../api/client.ts';
import { apiQuery, useCall, useSession } from '../../api/queries.ts';
import { Actions } from '../../kit/actions.tsx';
import type { FieldProps } from '../../kit/field-frame.tsx';
import { Form } from '../../kit/form.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Page } from '../../kit/page.tsx';
import { PasswordField } from '../../kit/password-field.tsx';
import { RadioGroup } from '../../kit/radio-group.tsx';
import { Reference } from '../../kit/reference.tsx';
import { Section } from '../../kit/section.tsx';
import { SummaryList } from '../../kit/summary-list.tsx';
import { useForm } from '../../kit/use-form.ts';
import { SignOutButton } from '../../shell/sign-out-button.tsx';
import { useChooseLanguage } from '../../shell/language-choice.tsx';
import { EmailField, MobileField } from './contact-fields.tsx';

type Changeable = 'email' | 'mobile';

/** One contact with its new value; the password is asked for again (S4). */
function ChangeForm(props: {
  readonly submit: (value: string, password: string) => Promise<Result<unknown, Problem>>;
  readonly onDone: () => void;
  readonly onCancel: () => void;
  readonly field: (props: Omit<FieldProps<string>, 'label' | 'hint'>) => ReactNode;
  readonly name: Changeable;
}) {
  const t = useTranslate();
  const { name, onDone } = props;
  const form = useForm({
    initial: { email: '', mobile: '', password: '' },
    faultFields: { passwordWrong: 'password' },
    submit: (values) => props.submit(values[name], values.password),
    onDone,
  });
  return (
    <Form form={form}>
      {props.field(form.field(name))}
      <PasswordField
        {...form.field('password')}
        label={t('account.password')}
        hint={t('account.passwordToChange')}
        autoComplete="current-password"
      />
      <Actions>
        <Button look="primary" submits busy={form.pending}>
          {t('form.save')}
        </Button>
        <Button look="secondary" onPress={props.onCancel}>
          {t('form.goBack')}
        </Button>
      </Actions>
    </Form>
  );
}

function Contacts({ profile }: { readonly profile: Answer<'profile'> }) {
  const t = useTranslate();
  const call = useCall();
  const queries = useQueryClient();
  const [changing, setChanging] = useState<Changeable | null>(null);
  const [changed, setChanged] = useState<Changeable | null>(null);
  const changeButton = (name: Changeable) => (
    <Button
      look="quiet"
      label={t('form.changeOf', { label: t(`account.${name}`) })}
      onPress={() => {
        setChanged(null);
        setChanging(name);
      }}
    >
      {t('form.change')}
    </Button>
  );
  const onDone = (name: Changeable) => {
    setChanging(null);
    setChanged(name);
    void queries.invalidateQueries({ queryKey: ['profile'] });
  };
  const onCancel = () => setChanging(null);
  return (
    <Section title={t('account.contacts')}>
      {changed ? (
        <Notice tone="done" announced>
          <p>{t(`account.changed.${changed}`)}</p>
        </Notice>
      ) : null}
      {profile.emailAwaitingConfirmation ? (
        <Notice tone="attention">
          <p>
            <Message id="account.awaiting" values={{ email: profile.emailAwaitingConfirmation }} />
          </p>
        </Notice>
      ) : null}
      <SummaryList
        rows={[
          {
            label: t('account.email'),
            value: <bdi dir="ltr">{profile.email}</bdi>,
            action: changeButton('email'),
          },
          {
            label: t('account.mobile'),
            value: profile.mobile === null ? t('account.noMobile') : <Reference value={profile.mobile} />,
            action: changeButton('mobile'),
          },
        ]}
      />
      {changing === 'email' ? (
        <ChangeForm
          name="email"
          field={EmailField}
          submit={(email, password) => call('changeEmail', { body: { email, password } })}
          onDone={() => onDone('email')}
          onCancel={onCancel}
        />
      ) : null}
      {changing === 'mobile' ? (
        <ChangeForm
          name="mobile"
          field={MobileField}
          submit={(mobile, password) => call('changeMobile', { body: { mobile, password } })}
          onDone={() => onDone('mobile')}
          onCancel={onCancel}
        />
      ) : null}
    </Section>
  );
}

/** Who the person is on record, how they are reached, and in which language. */
export function AccountPage() {
  const t = useTranslate();
  const language = useLanguage();
  const chooseLanguage = useChooseLanguage();
  const role = useSession()?.role;
  const profile = useQuery(apiQuery('profile', {}));
  return (
    <Page title={t('account.title')}>
      <Loaded query={profile}>
        {(data) => (
          <>
            <Section title={t('account.identity')}>
              <SummaryList
                rows={[
                  {
                    label: t('account.name'),
                    value: <bdi>{fullName(language === 'ar' ? data.nameArabic : data.nameLatin)}</bdi>,
                  },
                  {
                    label: t(role === 'individual' ? 'account.civilId' : 'account.userCode'),
                    value: <Reference value={data.civilId} />,
                  },
                ]}
              />
            </Section>
            <Contacts profile={data} />
          </>
        )}
      </Loaded>
      <Section title={t('account.languageTitle')}>
        <RadioGroup
          id="language"
          label={t('account.language')}
          value={language}
          error={undefined}
          onChange={(value) => chooseLanguage(Language.parse(value))}
          options={Language.options.map((each) => ({
            value: each,
            label: <span lang={each}>{LANGUAGE_NAMES[each]}</span>,
          }))}
        />
      </Section>
      <Actions>
        <SignOutButton />
      </Actions>
    </Page>
  );
}

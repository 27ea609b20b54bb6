import './residency.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useId } from 'react';
import { formatFils } from '../../../../contracts/money.ts';
import type { RenewalLength, RenewalView } from '../../../../contracts/portal-api/residency.ts';
import { formatDate } from '../../../i18n/dates.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { Message, useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import { Actions } from '../../kit/actions.tsx';
import { BackLink } from '../../kit/back-link.tsx';
import { BilingualText } from '../../kit/bilingual-text.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Checkbox } from '../../kit/checkbox.tsx';
import { DateText } from '../../kit/date-text.tsx';
import { Heading } from '../../kit/heading.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Money } from '../../kit/money.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Page } from '../../kit/page.tsx';
import { problemText } from '../../kit/problem-text.ts';
import { RadioGroup } from '../../kit/radio-group.tsx';
import { Reference } from '../../kit/reference.tsx';
import { Section } from '../../kit/section.tsx';
import { SummaryList } from '../../kit/summary-list.tsx';
import { Tag } from '../../kit/tag.tsx';
import { BeginCase } from './begin-case.tsx';
import { DaysLeft } from './days-left.tsx';
import { LengthName } from './length-name.tsx';
import { NextStep } from './next-step.tsx';
import { openOf, type RenewalStep, STEP_NAMES } from './renewal-steps.ts';
import { companySearch } from './residency-search.ts';
import { type Choices, renewalQuery, useRemoveRenewal, useSaveChoices } from './use-renewal.ts';

const route = getRouteApi('/residency/renewals/$renewalId');

interface StepProps {
  readonly renewal: RenewalView;
  readonly onChange: (changed: Partial<Choices>) => void;
  readonly onCheckAgain: () => void;
  readonly checking: boolean;
}

/** Step 1: الدخول لموقع وزارة الصحة ودفع رسوم الضمان الصحي. */
function Insurance({ renewal, onCheckAgain, checking }: StepProps) {
  const t = useTranslate();
  return (
    <>
      {renewal.insuredUntil === null ? null : (
        <p>
          <Message id="renewal.insuredUntil" values={{ date: <DateText date={renewal.insuredUntil} /> }} />
        </p>
      )}
      <p>{t('renewal.insuranceRule')}</p>
      <Actions>
        <a
          className="button button-secondary"
          href={renewal.insurancePageUrl}
          target="_blank"
          rel="noopener noreferrer"
        >
          <span>{t('renewal.toInsurance')}</span>
        </a>
        <Button look="secondary" icon="refresh" busy={checking} onPress={onCheckAgain}>
          {t('renewal.checkAgain')}
        </Button>
      </Actions>
    </>
  );
}

/** Step 2: التدقيق على الاسم اللاتيني ومطابقته بجواز المكفول. */
function Passport({ renewal, onChange }: StepProps) {
  const t = useTranslate();
  const id = useId();
  const subject = renewal.resident.civilId;
  const waits = openOf('passport', renewal.checks).some(({ caseId }) => caseId !== null);
  return (
    <>
      <dl className="names">
        <div>
          <dt>{t('renewal.latinName')}</dt>
          <dd>
            <bdi dir="ltr">{renewal.latinName}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t('renewal.latinNameInPassport')}</dt>
          <dd>
            {renewal.latinNameInPassport === null ? (
              t('renewal.noPassport')
            ) : (
              <bdi dir="ltr">{renewal.latinNameInPassport}</bdi>
            )}
          </dd>
        </div>
      </dl>
      {renewal.passportExpiresOn === null || renewal.passportLastFour === null ? null : (
        <p>
          <Message
            id="renewal.passport"
            values={{
              number: <Reference value={`•••• ${renewal.passportLastFour}`} />,
              date: <DateText date={renewal.passportExpiresOn} />,
            }}
          />
        </p>
      )}
      {renewal.latinNameInPassport === null ? null : (
        <Checkbox
          id={id}
          value={renewal.nameMatches}
          onChange={(nameMatches) => onChange({ nameMatches })}
          error={undefined}
          label={t('renewal.nameMatches')}
        />
      )}
      {waits || renewal.latinNameInPassport === null ? null : (
        <>
          <p>{t('renewal.nameDoesNotMatch')}</p>
          <Actions>
            <BeginCase type="latinNameAmendment" subject={subject} look="quiet">
              {t('renewal.beginAmendment')}
            </BeginCase>
            <BeginCase type="passportTransfer" subject={subject} look="quiet">
              {t('renewal.beginTransfer')}
            </BeginCase>
          </Actions>
        </>
      )}
    </>
  );
}

function LengthHint({ length }: { readonly length: RenewalLength }) {
  const language = useLanguage();
  return (
    <>
      <Message
        id="renewal.newExpiryIfPaid"
        values={{ date: formatDate(length.newExpiry, language), fee: formatFils(length.fee, language) }}
      />
      {length.cappedBy === null ? null : (
        <>
          {' '}
          <Message id={`renewal.cappedBy.${length.cappedBy}`} />
        </>
      )}
    </>
  );
}

/** Step 3: مدة الإقامة مرتبطة بالضمان الصحي; never beyond the passport. */
function Length({ renewal, onChange }: StepProps) {
  const t = useTranslate();
  const id = useId();
  if (renewal.lengths.length === 0) return <p>{t('renewal.noLength')}</p>;
  return (
    <RadioGroup
      id={id}
      label={t('renewal.chooseLength')}
      value={String(renewal.months ?? '')}
      onChange={(months) => onChange({ months: Number(months) })}
      error={undefined}
      options={renewal.lengths.map((length) => ({
        value: String(length.months),
        label: (
          <span>
            <LengthName months={length.months} />
          </span>
        ),
        hint: <LengthHint length={length} />,
      }))}
    />
  );
}

/** Step 4: الموافقة على الشروط. */
function Terms({ renewal, onChange }: StepProps) {
  const t = useTranslate();
  const id = useId();
  return (
    <>
      <ul className="steps-list">
        {(['truth', 'stay', 'fee'] as const).map((term) => (
          <li key={term}>{t(`renewal.term.${term}`)}</li>
        ))}
      </ul>
      <Checkbox
        id={id}
        value={renewal.termsAccepted}
        onChange={(termsAccepted) => onChange({ termsAccepted })}
        error={undefined}
        label={t('renewal.acceptTerms')}
      />
    </>
  );
}

/** Step 5: dues, before the fee is paid. */
function Dues({ renewal, onCheckAgain, checking }: StepProps) {
  const t = useTranslate();
  return openOf('dues', renewal.checks).length === 0 ? (
    <p>{t('renewal.noDues')}</p>
  ) : (
    <Button look="secondary" icon="refresh" busy={checking} onPress={onCheckAgain}>
      {t('renewal.checkAgain')}
    </Button>
  );
}

const STEPS: Readonly<Record<RenewalStep, (props: StepProps) => ReactNode>> = {
  insurance: Insurance,
  passport: Passport,
  length: Length,
  terms: Terms,
  dues: Dues,
};

function Step(props: StepProps & { readonly step: RenewalStep; readonly ordinal: number }) {
  const t = useTranslate();
  const { step, renewal } = props;
  const open = openOf(step, renewal.checks);
  const met = open.length === 0;
  const Body = STEPS[step];
  return (
    <li className={`renewal-step renewal-step-${met ? 'met' : 'unmet'}`}>
      <div className="renewal-step-heading">
        <Heading level={2}>
          <Message
            id="renewal.step"
            values={{ ordinal: props.ordinal, title: t(`renewal.stepTitle.${step}`) }}
          />
        </Heading>
        <Tag tone={met ? 'done' : 'attention'}>{t(met ? 'renewal.met' : 'renewal.unmet')}</Tag>
      </div>
      {open.map((check) => (
        <NextStep key={check.precondition} renewal={renewal} check={check} />
      ))}
      <Body {...props} />
    </li>
  );
}

function OpenRenewal(props: {
  readonly renewal: RenewalView;
  readonly onCheckAgain: () => void;
  readonly checking: boolean;
}) {
  const t = useTranslate();
  const navigate = useNavigate();
  const { renewal } = props;
  const basket = companySearch(renewal.companyId);
  const { save, answer, shown } = useSaveChoices(renewal);
  const remove = useRemoveRenewal(() => void navigate({ to: '/residency', search: basket }));
  const fault = [answer, remove.data].find((one) => one?.ok === false);
  return (
    <>
      {fault?.ok === false ? (
        <Notice tone="stop" announced>
          <p>{problemText(t, fault.fault)}</p>
        </Notice>
      ) : null}
      <ol className="renewal-steps">
        {STEP_NAMES.map((step, index) => (
          <Step
            key={step}
            step={step}
            ordinal={index + 1}
            renewal={shown}
            onChange={save}
            onCheckAgain={props.onCheckAgain}
            checking={props.checking}
          />
        ))}
      </ol>
      <div className="basket-bar">
        <p className="basket-bar-total" role="status">
          <span>{t(renewal.payable ? 'renewal.canBePaid' : 'renewal.cannotBePaid')}</span>
          {renewal.fee === null ? null : (
            <strong>
              <Money amount={renewal.fee} />
            </strong>
          )}
        </p>
        <ButtonLink look={renewal.payable ? 'primary' : 'secondary'} to="/residency/basket" search={basket}>
          {t(renewal.payable ? 'renewal.toPay' : 'basket.open')}
        </ButtonLink>
      </div>
      <Actions>
        <Button look="quiet" busy={remove.isPending} onPress={() => remove.mutate(renewal.renewalId)}>
          {t('basket.remove')}
        </Button>
      </Actions>
    </>
  );
}

function PaidRenewal({ renewal }: { readonly renewal: RenewalView }) {
  const t = useTranslate();
  return (
    <>
      <Notice tone="done" title={t('renewal.paidTitle')}>
        {renewal.newExpiry === null ? null : (
          <p>
            <Message id="renewal.newExpiry" values={{ date: <DateText date={renewal.newExpiry} /> }} />
          </p>
        )}
      </Notice>
      <Actions>
        {renewal.receiptUrl === null ? null : (
          <a className="button button-primary" href={renewal.receiptUrl}>
            <span>{t('payments.receipt')}</span>
          </a>
        )}
        <ButtonLink look="secondary" to="/residency" search={companySearch(renewal.companyId)}>
          {t('residency.back')}
        </ButtonLink>
      </Actions>
    </>
  );
}

function RemovedRenewal({ renewal }: { readonly renewal: RenewalView }) {
  const t = useTranslate();
  return (
    <>
      <Notice tone="info">
        <p>{t('renewal.removed')}</p>
      </Notice>
      <Actions>
        <ButtonLink look="primary" to="/residency" search={companySearch(renewal.companyId)}>
          {t('residency.back')}
        </ButtonLink>
      </Actions>
    </>
  );
}

/** One renewal of a residency (S5–S7), by the guide's steps: each with its state, and what to do where it does not hold. */
export function RenewalPage() {
  const t = useTranslate();
  const { renewalId } = route.useParams();
  const query = useQuery(renewalQuery(renewalId));
  const renewal = query.data;
  return (
    <Page
      title={t('renewal.title')}
      above={
        <BackLink to="/residency" search={companySearch(renewal?.companyId ?? null)}>
          {t('residency.title')}
        </BackLink>
      }
    >
      <Loaded query={query}>
        {(loaded) => (
          <>
            <Section title={t('renewal.who')}>
              <SummaryList
                rows={[
                  {
                    label: t('account.name'),
                    value: <BilingualText text={loaded.resident.name} />,
                  },
                  { label: t('account.civilId'), value: <Reference value={loaded.resident.civilId} /> },
                  {
                    label: t('residency.column.relation'),
                    value: (
                      <>
                        {t(`residency.relation.${loaded.resident.relation}`)} ·{' '}
                        <Message id="residency.article" values={{ article: loaded.resident.article }} />
                      </>
                    ),
                  },
                  {
                    label: t('residency.column.expiresOn'),
                    value: (
                      <>
                        <DateText date={loaded.resident.residencyExpiresOn} /> ·{' '}
                        <DaysLeft days={loaded.resident.daysLeft} />
                      </>
                    ),
                  },
                ]}
              />
            </Section>
            {loaded.status === 'open' ? (
              <OpenRenewal
                renewal={loaded}
                onCheckAgain={() => void query.refetch()}
                checking={query.isFetching}
              />
            ) : loaded.status === 'paid' ? (
              <PaidRenewal renewal={loaded} />
            ) : (
              <RemovedRenewal renewal={loaded} />
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

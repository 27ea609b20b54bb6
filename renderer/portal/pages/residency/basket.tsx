import './residency.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Fils, formatFils } from '../../../../contracts/money.ts';
import type { PaymentItem } from '../../../../contracts/portal-api/payments.ts';
import { RENEWALS_MOST_LINES, type RenewalView } from '../../../../contracts/portal-api/residency.ts';
import type { RenewalId } from '../../../../contracts/residency.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { Message, type Translate, useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import type { Answer } from '../../api/client.ts';
import { apiQuery } from '../../api/queries.ts';
import { BackLink } from '../../kit/back-link.tsx';
import { BilingualText } from '../../kit/bilingual-text.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Checkbox } from '../../kit/checkbox.tsx';
import { DateText } from '../../kit/date-text.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Money } from '../../kit/money.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Page } from '../../kit/page.tsx';
import { problemText } from '../../kit/problem-text.ts';
import { Reference } from '../../kit/reference.tsx';
import { Section } from '../../kit/section.tsx';
import { type Column, Table } from '../../kit/table.tsx';
import { leaveFor } from '../payments/leave-for.ts';
import { OpenPayments } from '../payments/open-payments.tsx';
import { useBeginPayment } from '../payments/use-payment.ts';
import { groupRenewals, totalOfRenewals } from './basket-groups.ts';
import { FaultTitle } from './fault-title.tsx';
import { LengthName } from './length-name.tsx';
import { openChecks } from './renewal-steps.ts';
import { companySearch } from './residency-search.ts';
import { useRemoveRenewal } from './use-renewal.ts';
import { OfWhom, type Whose } from './whose.tsx';

const route = getRouteApi('/residency/basket');

const itemOf = ({ renewalId }: RenewalView): PaymentItem => ({ type: 'renewal', renewalId });
const keyOf = ({ renewalId }: RenewalView) => renewalId;

/** Who a line is for. */
function personColumn(t: Translate): Column<RenewalView> {
  return {
    header: t('residency.column.person'),
    cell: ({ resident }) => (
      <>
        <strong>
          <BilingualText text={resident.name} />
        </strong>
        <span className="resident-minor">
          <Reference value={resident.civilId} />
        </span>
      </>
    ),
  };
}

/** The way to one renewal, by the word for what is done there. */
function openColumn(word: string, labelOf: (renewal: RenewalView) => string): Column<RenewalView> {
  return {
    header: word,
    action: true,
    cell: (renewal) => (
      <ButtonLink
        look="quiet"
        to="/residency/renewals/$renewalId"
        params={{ renewalId: renewal.renewalId }}
        aria-label={labelOf(renewal)}
      >
        {word}
      </ButtonLink>
    ),
  };
}

function Payable(props: {
  readonly renewals: readonly RenewalView[];
  readonly mayPay: boolean;
  readonly onChanged: () => void;
}) {
  const t = useTranslate();
  const language = useLanguage();
  const { renewals } = props;
  // Everything that can be paid is, unless it is left out.
  const [leftOut, setLeftOut] = useState<ReadonlySet<RenewalId>>(new Set());
  const chosen = renewals.filter(({ renewalId }) => !leftOut.has(renewalId)).slice(0, RENEWALS_MOST_LINES);
  const begin = useBeginPayment(chosen.map(itemOf));
  const begun = begin.data;
  const nameOf = ({ resident }: RenewalView) => resident.name[language];
  const toggle = (renewalId: RenewalId) =>
    setLeftOut((before) => {
      const next = new Set(before);
      if (!next.delete(renewalId)) next.add(renewalId);
      return next;
    });
  const total = totalOfRenewals(chosen);
  const tick: Column<RenewalView> = {
    header: t('residency.column.choose'),
    cell: (renewal) => (
      <Checkbox
        id={`pay-${renewal.renewalId}`}
        value={!leftOut.has(renewal.renewalId)}
        onChange={() => toggle(renewal.renewalId)}
        error={undefined}
        label={
          <span className="visually-hidden">
            {t('basket.chooseOne', {
              name: nameOf(renewal),
              amount: formatFils(renewal.fee ?? Fils.parse(0), language),
            })}
          </span>
        }
      />
    ),
  };
  return (
    <>
      {begun?.ok === false ? (
        <Notice tone="stop" announced>
          <p>{problemText(t, begun.fault)}</p>
        </Notice>
      ) : null}
      <Table
        caption={t('basket.payable')}
        rows={renewals}
        rowKey={keyOf}
        columns={[
          ...(props.mayPay ? [tick] : []),
          personColumn(t),
          {
            header: t('basket.length'),
            cell: ({ months }) => (months === null ? null : <LengthName months={months} />),
          },
          {
            header: t('basket.newExpiry'),
            cell: ({ lengths, months }) => {
              const length = lengths.find((each) => each.months === months);
              return length === undefined ? null : <DateText date={length.newExpiry} />;
            },
          },
          {
            header: t('payments.amount'),
            numeric: true,
            cell: ({ fee }) => (fee === null ? null : <Money amount={fee} />),
          },
          ...(props.mayPay
            ? [openColumn(t('form.change'), (renewal) => t('basket.changeOf', { name: nameOf(renewal) }))]
            : []),
        ]}
        empty={<p>{t('basket.nothingPayable')}</p>}
      />
      {renewals.length > RENEWALS_MOST_LINES ? (
        <Notice tone="info">
          <p>
            <Message id="residency.mostChosen" values={{ most: RENEWALS_MOST_LINES }} />
          </p>
        </Notice>
      ) : null}
      {begun?.ok && begun.value.left.length > 0 ? (
        <Notice tone="attention" title={t('basket.leftTitle')} announced>
          <ul className="basket-reasons">
            {begun.value.left.map(({ renewalId, fault }) => {
              const renewal = renewals.find((each) => each.renewalId === renewalId);
              return (
                <li key={renewalId}>
                  {renewal ? <bdi>{nameOf(renewal)}</bdi> : null}: {t(`basket.left.${fault}`)}
                </li>
              );
            })}
          </ul>
          <Button look="primary" icon="lock" onPress={() => leaveFor(begun.value.gatewayUrl)}>
            <Message
              id="payments.continueToGateway"
              values={{ amount: <Money amount={begun.value.amount} /> }}
            />
          </Button>
        </Notice>
      ) : renewals.length > 0 && props.mayPay ? (
        <div className="basket-bar">
          <p className="basket-bar-total" role="status">
            <span>
              <Message id="basket.lines" count={chosen.length} />
            </span>
            <strong>
              <Money amount={total} />
            </strong>
          </p>
          <Button
            look="primary"
            icon="lock"
            busy={begin.isPending}
            disabled={chosen.length === 0}
            onPress={() => begin.mutate(undefined, { onSettled: props.onChanged })}
          >
            <Message id="payments.continueToGateway" values={{ amount: <Money amount={total} /> }} />
          </Button>
        </div>
      ) : null}
    </>
  );
}

function NotPayable(props: {
  readonly renewals: readonly RenewalView[];
  /** Whether the caller may complete them, or take them out. */
  readonly mayChange: boolean;
}) {
  const t = useTranslate();
  const language = useLanguage();
  const { renewals, mayChange } = props;
  const nameOf = ({ resident }: RenewalView) => resident.name[language];
  const remove = useRemoveRenewal(() => undefined);
  const acts: readonly Column<RenewalView>[] = [
    openColumn(t('basket.continue'), (renewal) => t('basket.completeOf', { name: nameOf(renewal) })),
    {
      header: t('basket.remove'),
      action: true,
      cell: (renewal) => (
        <Button
          look="quiet"
          busy={remove.isPending && remove.variables === renewal.renewalId}
          label={t('basket.removeOf', { name: nameOf(renewal) })}
          onPress={() => remove.mutate(renewal.renewalId)}
        >
          {t('basket.remove')}
        </Button>
      ),
    },
  ];
  return (
    <>
      {remove.data?.ok === false ? (
        <Notice tone="stop" announced>
          <p>{problemText(t, remove.data.fault)}</p>
        </Notice>
      ) : null}
      <Table
        caption={t('basket.notPayable')}
        rows={renewals}
        rowKey={keyOf}
        columns={[
          personColumn(t),
          {
            header: t('basket.reason'),
            cell: (renewal) => (
              <ul className="basket-reasons">
                {openChecks(renewal).map((check) => (
                  <li key={check.precondition}>
                    <FaultTitle check={check} />
                    {check.caseId === null ? null : (
                      <>
                        {' '}
                        <Link to="/cases/$caseId" params={{ caseId: check.caseId }}>
                          {t('renewal.seeCase')}
                        </Link>
                      </>
                    )}
                  </li>
                ))}
              </ul>
            ),
          },
          ...(mayChange ? acts : []),
        ]}
        empty={<p>{t('basket.nothingOpen')}</p>}
      />
    </>
  );
}

function Basket(props: {
  readonly whose: Whose;
  readonly basket: Answer<'renewals'>;
  readonly onChanged: () => void;
}) {
  const t = useTranslate();
  const { whose, basket } = props;
  const { payable, open, beingPaid } = groupRenewals(basket.renewals);
  if (basket.renewals.length === 0)
    return (
      <EmptyState
        icon="calendar"
        title={t('basket.emptyTitle')}
        action={
          <ButtonLink look="primary" to="/residency" search={companySearch(whose.company)}>
            {t('basket.toResidents')}
          </ButtonLink>
        }
      >
        <p>{t('basket.empty')}</p>
      </EmptyState>
    );
  return (
    <>
      {beingPaid.length > 0 ? <OpenPayments items={beingPaid.map(itemOf)} onEnded={props.onChanged} /> : null}
      <Section title={t('basket.payable')}>
        <Payable renewals={payable} mayPay={whose.mayRenew} onChanged={props.onChanged} />
      </Section>
      {open.length > 0 ? (
        <Section title={t('basket.notPayable')}>
          {whose.mayRenew ? <p>{t('basket.notPayableMeaning')}</p> : null}
          <NotPayable renewals={open} mayChange={whose.mayRenew} />
        </Section>
      ) : null}
    </>
  );
}

function BasketOf({ whose }: { readonly whose: Whose }) {
  const query = useQuery({
    ...apiQuery('renewals', { query: whose.company === null ? {} : { companyId: whose.company } }),
    staleTime: 0,
  });
  return (
    <Loaded query={query}>
      {(basket) => <Basket whose={whose} basket={basket} onChanged={() => void query.refetch()} />}
    </Loaded>
  );
}

/** The basket (S5–S7): what can be paid with what it comes to, and what cannot with its reason; neither holds up the other. */
export function BasketPage() {
  const t = useTranslate();
  const { company } = route.useSearch();
  const navigate = useNavigate();
  return (
    <Page
      title={t('basket.title')}
      lead={t('basket.lead')}
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
          void navigate({ to: '/residency/basket', search: companySearch(chosen), replace: true })
        }
      >
        {(whose) => <BasketOf key={whose.company} whose={whose} />}
      </OfWhom>
    </Page>
  );
}

import './dues.css';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { formatFils } from '../../../../contracts/money.ts';
import { type Due, type DueId, PAYMENT_MOST_LINES } from '../../../../contracts/portal-api/payments.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { Message, type Translate, useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import { apiQuery } from '../../api/queries.ts';
import { Checkbox } from '../../kit/checkbox.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Money } from '../../kit/money.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Page } from '../../kit/page.tsx';
import { Section } from '../../kit/section.tsx';
import { type Column, Table } from '../../kit/table.tsx';
import { Tag } from '../../kit/tag.tsx';
import { amountColumn, dueColumns, whereColumn } from './due-columns.tsx';
import { useTickedBefore } from './dues-state.ts';
import { groupDues, isTickable, selectedDues, tickAll, toggleTick, totalOf } from './selection.ts';

const dueKey = ({ dueId }: Due) => dueId;

function tickColumn(
  t: Translate,
  ticked: ReadonlySet<DueId>,
  onToggle: (dueId: DueId) => void,
  amount: (due: Due) => string,
): Column<Due> {
  return {
    header: t('dues.choose'),
    cell: (due) =>
      due.locked ? (
        <Link to="/payments" aria-label={t('dues.lockedMeaning')}>
          <Tag tone="attention" icon="lock">
            {t('dues.locked')}
          </Tag>
        </Link>
      ) : (
        <Checkbox
          id={`tick-${due.dueId}`}
          value={ticked.has(due.dueId)}
          onChange={() => onToggle(due.dueId)}
          error={undefined}
          label={
            <span className="visually-hidden">
              {t('dues.chooseOne', { number: due.number, amount: amount(due) })}
            </span>
          }
        />
      ),
  };
}

function PayBar(props: { readonly selected: readonly Due[]; readonly onPay: () => void }) {
  const t = useTranslate();
  const total = totalOf(props.selected);
  const none = props.selected.length === 0;
  return (
    <div className="pay-bar">
      <p className="pay-bar-total" role="status">
        <span>{none ? t('dues.nothingSelected') : t('dues.selected', { count: props.selected.length })}</span>
        <strong>
          <Money amount={total} />
        </strong>
      </p>
      <Button look="primary" icon="money" disabled={none} onPress={props.onPay}>
        {none ? (
          t('dues.payNothing')
        ) : (
          <Message id="dues.pay" values={{ amount: <Money amount={total} /> }} />
        )}
      </Button>
    </div>
  );
}

/** The dues payable online with what is ticked of them, and the way to pay it. */
function PayableDues({ dues }: { readonly dues: readonly Due[] }) {
  const t = useTranslate();
  const language = useLanguage();
  const navigate = useNavigate();
  const [ticked, setTicked] = useState(useTickedBefore());
  const selected = selectedDues(dues, ticked);
  const tickable = dues.filter(isTickable);
  const pay = async () => {
    const state = { dueIds: selected.map(dueKey) };
    // The way back leads to the same ticks.
    await navigate({ to: '/dues', state, replace: true });
    await navigate({ to: '/dues/pay', state });
  };
  const all = selected.length === Math.min(tickable.length, PAYMENT_MOST_LINES);
  return (
    <>
      {tickable.length > PAYMENT_MOST_LINES ? (
        <Notice tone="info">
          <p>
            <Message id="dues.mostLines" values={{ most: PAYMENT_MOST_LINES }} />
          </p>
        </Notice>
      ) : null}
      {tickable.length > 1 ? (
        <div className="dues-tools">
          <Button look="quiet" onPress={() => setTicked(all ? new Set() : tickAll(dues))}>
            {t(all ? 'dues.chooseNone' : 'dues.chooseAll')}
          </Button>
        </div>
      ) : null}
      <Table
        caption={t('dues.online')}
        rows={dues}
        rowKey={dueKey}
        columns={[
          tickColumn(
            t,
            ticked,
            (dueId) => setTicked((before) => toggleTick(before, dueId)),
            ({ amount }) => formatFils(amount, language),
          ),
          ...dueColumns(t),
          amountColumn(t),
        ]}
        empty={<p>{t('dues.onlineNone')}</p>}
      />
      {dues.length > 0 ? <PayBar selected={selected} onPay={() => void pay()} /> : null}
    </>
  );
}

function OwnDues({ dues }: { readonly dues: readonly Due[] }) {
  const t = useTranslate();
  const { online, elsewhere } = groupDues(dues);
  if (dues.length === 0)
    return (
      <EmptyState icon="check" title={t('dues.noneTitle')}>
        <p>{t('dues.ownNone')}</p>
      </EmptyState>
    );
  return (
    <>
      <Section title={t('dues.online')}>
        <PayableDues dues={online} />
      </Section>
      <Section title={t('dues.elsewhere')}>
        <Table
          caption={t('dues.elsewhere')}
          rows={elsewhere}
          rowKey={dueKey}
          columns={[...dueColumns(t), whereColumn(t), amountColumn(t)]}
          empty={<p>{t('dues.elsewhereNone')}</p>}
        />
      </Section>
    </>
  );
}

/** Own dues and those of dependants (S11): ticked, added up and paid (S12). */
export function DuesPage() {
  const t = useTranslate();
  const query = useQuery(apiQuery('dues', {}));
  return (
    <Page title={t('dues.title')} lead={t('dues.lead')} width="wide">
      <Loaded query={query}>{({ dues }) => <OwnDues dues={dues} />}</Loaded>
    </Page>
  );
}

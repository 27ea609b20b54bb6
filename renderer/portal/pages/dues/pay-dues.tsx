import './dues.css';
import { useQuery } from '@tanstack/react-query';
import type { Due } from '../../../../contracts/portal-api/payments.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { apiQuery } from '../../api/queries.ts';
import { BackLink } from '../../kit/back-link.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Page } from '../../kit/page.tsx';
import { Reference } from '../../kit/reference.tsx';
import { PaymentCheck } from '../payments/payment-check.tsx';
import { DueName, DueOwner } from './due-columns.tsx';
import { useTickedBefore } from './dues-state.ts';
import { selectedDues } from './selection.ts';

const lineOf = (due: Due) => ({
  item: { type: 'due', dueId: due.dueId } as const,
  description: (
    <>
      <DueName due={due} />{' '}
      <span className="due-minor">
        <Reference value={due.number} />
      </span>
      <DueOwner due={due} />
    </>
  ),
  amount: due.amount,
});

/** The dues that were ticked, to be checked before they are paid. */
export function PayDuesPage() {
  const t = useTranslate();
  const ticked = useTickedBefore();
  const query = useQuery(apiQuery('dues', {}));
  return (
    <Page
      title={t('payments.payTitle')}
      lead={t('payments.payLead')}
      above={
        <BackLink to="/dues" state={{ dueIds: [...ticked] }}>
          {t('dues.title')}
        </BackLink>
      }
    >
      <Loaded query={query}>
        {({ dues }) => {
          // What a payment of before has locked stays here: from here it is gone on with or ended.
          const chosen = selectedDues(
            dues.map((due) => ({ ...due, locked: false })),
            ticked,
          );
          return chosen.length > 0 ? (
            <PaymentCheck lines={chosen.map(lineOf)} />
          ) : (
            <EmptyState
              icon="money"
              title={t('payments.nothingChosenTitle')}
              action={
                <ButtonLink look="primary" to="/dues">
                  {t('payments.toDues')}
                </ButtonLink>
              }
            >
              <p>{t('payments.nothingChosen')}</p>
            </EmptyState>
          );
        }}
      </Loaded>
    </Page>
  );
}

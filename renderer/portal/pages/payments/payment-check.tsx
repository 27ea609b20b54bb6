import type { ReactNode } from 'react';
import type { Fils } from '../../../../contracts/money.ts';
import type { PaymentItem } from '../../../../contracts/portal-api/payments.ts';
import { Message, useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import { Actions } from '../../kit/actions.tsx';
import { Money } from '../../kit/money.tsx';
import { Notice } from '../../kit/notice.tsx';
import { problemText } from '../../kit/problem-text.ts';
import { totalOf } from '../dues/selection.ts';
import { OpenPayments } from './open-payments.tsx';
import { nameOfItem } from './payment-key.ts';
import { PaymentLines } from './payment-lines.tsx';
import { useBeginPayment } from './use-payment.ts';

/** One thing to be paid for. */
interface CheckedLine {
  readonly item: PaymentItem;
  readonly description: ReactNode;
  readonly amount: Fils;
}

/** What is going to be paid, to be checked; then on to the gateway. */
export function PaymentCheck({ lines }: { readonly lines: readonly CheckedLine[] }) {
  const t = useTranslate();
  const items = lines.map(({ item }) => item);
  const begin = useBeginPayment(items);
  const total = totalOf(lines);
  const problem = begin.data?.ok === false ? begin.data.fault : null;
  const paymentOpen = problem?.error === 'paymentOpen';
  return (
    <>
      {problem && !paymentOpen ? (
        <Notice tone="stop" announced>
          <p>{problemText(t, problem)}</p>
        </Notice>
      ) : null}
      {paymentOpen ? <OpenPayments items={items} onEnded={begin.reset} /> : null}
      <PaymentLines
        label={t('payments.payList')}
        lines={lines.map((line) => ({ ...line, key: nameOfItem(line.item) }))}
        total={total}
      />
      {paymentOpen ? null : (
        <Actions>
          <Button look="primary" icon="lock" busy={begin.isPending} onPress={() => begin.mutate()}>
            <Message id="payments.continueToGateway" values={{ amount: <Money amount={total} /> }} />
          </Button>
        </Actions>
      )}
    </>
  );
}

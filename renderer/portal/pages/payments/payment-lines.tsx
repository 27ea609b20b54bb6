import './payments.css';
import type { ReactNode } from 'react';
import type { Fils } from '../../../../contracts/money.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { Money } from '../../kit/money.tsx';

/** One thing that is paid for. */
interface PricedLine {
  readonly key: string;
  readonly description: ReactNode;
  readonly amount: Fils;
}

/** What is paid for, line by line, and what it comes to. */
export function PaymentLines(props: {
  readonly label: string;
  readonly lines: readonly PricedLine[];
  readonly total: Fils;
}) {
  const t = useTranslate();
  return (
    <table className="payment-lines">
      <caption className="visually-hidden">{props.label}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{t('payments.forWhat')}</th>
          <th scope="col">{t('payments.amount')}</th>
        </tr>
      </thead>
      <tbody>
        {props.lines.map(({ key, description, amount }) => (
          <tr key={key}>
            <td>{description}</td>
            <td className="payment-amount">
              <Money amount={amount} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('payments.total')}</th>
          <td className="payment-amount">
            <Money amount={props.total} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

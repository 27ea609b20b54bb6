import { type Fils, formatFils } from '../../../contracts/money.ts';
import { useLanguage } from '../../i18n/language.tsx';

/** An amount: `12.500 د.ك` or `KD 12.500`. */
export function Money(props: { readonly amount: Fils }) {
  return <bdi className="money">{formatFils(props.amount, useLanguage())}</bdi>;
}

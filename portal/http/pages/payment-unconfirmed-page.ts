import { PAYMENT_UNCONFIRMED_TEXTS } from '../../texts/payment-texts.ts';
import { page } from './page.ts';

/** Said when what came from the gateway names no payment of ours, or was not believed. */
export function paymentUnconfirmedPage(): string {
  const { title, heading, text, link } = PAYMENT_UNCONFIRMED_TEXTS;
  return page({
    status: 'unconfirmed',
    title,
    tone: 'attention',
    heading,
    text,
    facts: [],
    link: { href: '/payments', label: link },
  });
}

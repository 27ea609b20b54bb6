import { BANKS } from './payment-form.ts';

/** What a payer does on the payment page: the test card captures with one expiry, and with every other one it does not. */
export type Payer = 'captures' | 'isDeclined' | 'cancels';

const FORMS: Readonly<Record<Payer, Readonly<Record<string, string>>>> = {
  captures: { act: 'pay', bank: BANKS[0].id, month: '09', year: '2021', pin: '1234' },
  isDeclined: { act: 'pay', bank: BANKS[0].id, month: '10', year: '2021', pin: '1234' },
  cancels: { act: 'cancel' },
};

/**
 * A payer's browser without a window: goes to `gatewayUrl` and leaves the payment page as `payer` says.
 * @returns the address that the browser is sent on to; `null`: it gets no further
 */
export async function payAtGateway(gatewayUrl: string, payer: Payer): Promise<string | null> {
  const begun = await fetch(gatewayUrl, { redirect: 'manual' });
  const page = new URL(begun.headers.get('location') ?? gatewayUrl, gatewayUrl);
  // A merchant's mistake is sent back to the merchant, not to the payment page.
  if (page.origin !== new URL(gatewayUrl).origin) return page.href;
  const left = await fetch(page, {
    method: 'POST',
    body: new URLSearchParams(FORMS[payer]),
    redirect: 'manual',
  });
  return left.headers.get('location');
}

import type { Language } from '../../contracts/language.ts';
import { failure, type Result, success } from '../../contracts/result.ts';
import { readAmount } from './amount.ts';
import type { PaymentOrder } from './books.ts';
import type { GatewayError } from './errors.ts';
import type { Merchant } from './merchant.ts';
import { decrypt } from './trandata.ts';

/** Every `langid` that one source or another gives for a language (KNET manual K-064). */
const LANGUAGES: ReadonlyMap<string, Language> = new Map([
  ['AR', 'ar'],
  ['EN', 'en'],
  ['ENG', 'en'],
  ['USA', 'en'],
]);

/** Whether a browser or this process can be sent there. */
export function isWebAddress(text: string | undefined): text is string {
  return text !== undefined && URL.canParse(text) && /^https?:/.test(text);
}

/** The fields of a plain request: `name=value` joined by `&`, as they are. */
function fieldsOf(plain: string): ReadonlyMap<string, string> {
  return new Map(
    plain.split('&').map((pair) => {
      const [name = '', ...rest] = pair.split('=');
      return [name, rest.join('=')];
    }),
  );
}

/** Reads what a payer's browser brings to `PaymentHTTP.htm?param=paymentInit`. */
export function readPaymentInit(
  query: Readonly<Record<string, string>>,
  merchant: Merchant,
): Result<PaymentOrder, GatewayError> {
  const { trandata = '', tranportalId, responseURL, errorURL } = query;
  if (query['param'] !== 'paymentInit') return failure('invalidTransactionData');
  if (tranportalId !== merchant.tranportalId) return failure('invalidTranportalId');
  const plain = decrypt(trandata, merchant.resourceKey);
  if (plain === null) return failure('decryptFailed');
  const fields = fieldsOf(plain);
  if (fields.get('id') !== merchant.tranportalId) return failure('invalidTranportalId');
  if (fields.get('password') !== merchant.password) return failure('invalidPassword');
  if (fields.get('action') !== '1') return failure('invalidAction');
  if (fields.get('currencycode') !== '414') return failure('invalidCurrency');
  const language = LANGUAGES.get(fields.get('langid') ?? '');
  if (language === undefined) return failure('invalidLanguage');
  const amount = readAmount(fields.get('amt') ?? '');
  if (amount === null) return failure('invalidAmount');
  const trackId = fields.get('trackid') ?? '';
  if (!/^[A-Za-z0-9]{1,40}$/.test(trackId)) return failure('invalidTrackId');
  const responseUrl = fields.get('responseURL');
  const errorUrl = fields.get('errorURL');
  if (!isWebAddress(responseUrl)) return failure('invalidResponseUrl');
  // What stands outside the encryption must not differ from what stands in it.
  if (responseUrl !== responseURL || errorUrl !== errorURL || !isWebAddress(errorUrl))
    return failure('invalidTransactionData');
  return success({ trackId, amount, language, responseUrl, errorUrl });
}

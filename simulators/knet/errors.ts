/** What the gateway refuses with: code and text as KNET lists them. */
export const GATEWAY_ERRORS = {
  missingErrorUrl: ['IPAY0100001', 'Missing error URL.'],
  invalidResponseUrl: ['IPAY0100004', 'Invalid response URL.'],
  invalidTranportalId: ['IPAY0100006', 'Invalid tranportal ID.'],
  invalidTransactionData: ['IPAY0100013', 'Invalid transaction data.'],
  invalidPassword: ['IPAY0100015', 'Invalid tranportal password.'],
  invalidAction: ['IPAY0100020', 'Invalid action type.'],
  invalidCurrency: ['IPAY0100022', 'Invalid currency.'],
  invalidAmount: ['IPAY0100024', 'Invalid amount.'],
  invalidLanguage: ['IPAY0100026', 'Invalid language ID.'],
  invalidTrackId: ['IPAY0100027', 'Invalid track id.'],
  cancelled: ['IPAY0100048', 'Cancelled.'],
  invalidPaymentStatus: ['IPAY0100055', 'Invalid Payment Status.'],
  hostTimeout: ['IPAY0100158', 'Host timeout.'],
  decryptFailed: ['IPAY0100176', 'Decrypting transaction data failed.'],
  responseUrlDown: ['IPAY0100249', 'Merchant response url is down.'],
  notFound: ['IPAY0100263', 'Transaction not found.'],
  creditGreaterThanDebit: ['IPAY0300024', 'Failed credit greater than debit check.'],
} as const satisfies Record<string, readonly [string, string]>;
export type GatewayError = keyof typeof GATEWAY_ERRORS;

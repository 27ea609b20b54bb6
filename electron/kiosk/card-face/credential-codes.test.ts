import { describe, expect, it } from 'vitest';
import { CREDENTIAL_MAX_LENGTH } from '../../../contracts/licence.ts';
import {
  encodeCredentialPdf417,
  encodeCredentialQr,
  PDF417_MODULES,
  PDF417_MOST_ROWS,
  QR_MODULES,
} from './credential-codes.ts';
import { exampleCredential } from './test-support.ts';

describe('codes of a credential', () => {
  it.each([200, 461, 462, 611, 612, 700, 857, 858, CREDENTIAL_MAX_LENGTH])(
    'fill the place of the layout with %i letters',
    (length) => {
      const credential = exampleCredential(length);
      expect(credential).toHaveLength(length);
      const qr = encodeCredentialQr(credential);
      expect(qr).toHaveLength(QR_MODULES);
      expect(qr.every((row) => row.length === QR_MODULES)).toBe(true);
      const pdf417 = encodeCredentialPdf417(credential);
      expect(pdf417.length).toBeLessThanOrEqual(PDF417_MOST_ROWS);
      expect(pdf417.every((row) => row.length === PDF417_MODULES)).toBe(true);
    },
  );

  it('refuse a credential that is one letter too long, and say how long it may be', () => {
    const credential = exampleCredential(CREDENTIAL_MAX_LENGTH + 1);
    expect(() => encodeCredentialPdf417(credential)).toThrow(/1072 letters .*at most 1071/);
    expect(() => encodeCredentialQr(exampleCredential(1092))).toThrow(/1092 letters/);
  });
});

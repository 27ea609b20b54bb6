import { describe, expect, it } from 'vitest';
import { makeCertificate } from '../test-support/authority.ts';
import { parseCertificate } from './certificate.ts';
import { MalformedData } from './tlv.ts';

const { certificate } = makeCertificate({
  commonName: 'CSCA',
  from: '2020-01-01T00:00:00Z',
  to: '2040-01-01T00:00:00Z',
});

/** The certificate with its first time replaced by another of as many octets. */
function withTime(tag: number, time: string): Buffer {
  const changed = Buffer.from(certificate);
  const at = changed.indexOf('20200101000000Z');
  changed[at - 2] = tag;
  changed.write(time, at, 'latin1');
  return changed;
}

describe('parseCertificate', () => {
  it('reads validity to the second', () => {
    expect(parseCertificate(certificate)).toMatchObject({
      notBefore: Date.parse('2020-01-01T00:00:00Z'),
      notAfter: Date.parse('2040-01-01T00:00:00Z'),
    });
  });

  it.each([
    '20201301000000Z',
    '2020010100000 Z',
    '20200101000000A',
    '202001010000+01',
    '99999999999999Z',
    '2020-1-1 00:00Z',
  ])('refuses the time %s', (time) => {
    expect(() => parseCertificate(withTime(0x18, time))).toThrow(MalformedData);
  });

  it('refuses a time of another type', () => {
    expect(() => parseCertificate(withTime(0x16, '20200101000000Z'))).toThrow(MalformedData);
    expect(() => parseCertificate(withTime(0x17, '20200101000000Z'))).toThrow(MalformedData);
  });

  it.each([
    ['500101000000Z', '1950-01-01T00:00:00Z'],
    ['491231235959Z', '2049-12-31T23:59:59Z'],
  ])('reads the UTCTime %s as %s', (time, instant) => {
    const generalized = Buffer.from('20200101000000Z', 'latin1');
    const start = certificate.indexOf(generalized) - 2;
    const utc = Buffer.concat([Buffer.of(0x17, 13), Buffer.from(time, 'latin1')]);
    const shorter = Buffer.concat([certificate.subarray(0, start), utc, certificate.subarray(start + 17)]);
    // Two octets less in the certificate, in its first part, and in the validity.
    shorter.writeUInt16BE(shorter.readUInt16BE(2) - 2, 2);
    shorter.writeUInt16BE(shorter.readUInt16BE(6) - 2, 6);
    shorter.writeUInt8(shorter.readUInt8(start - 1) - 2, start - 1);
    expect(parseCertificate(shorter).notBefore).toBe(Date.parse(instant));
  });
});

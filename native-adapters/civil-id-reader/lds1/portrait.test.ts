import { describe, expect, it } from 'vitest';
import { makeDg2, makeJpeg } from '../test-support/card-files.ts';
import { dataObject } from '../test-support/der.ts';
import { extractPortrait } from './portrait.ts';

const jpeg = makeJpeg(700);

describe('extractPortrait', () => {
  it.each([0, 1, 5])('takes the JPEG out of a facial record with %i feature points', (featurePoints) => {
    expect(Buffer.from(extractPortrait(makeDg2(jpeg, 0, featurePoints)) ?? [])).toEqual(jpeg);
  });

  it('gives a copy, so that the file can be wiped', () => {
    const dg2 = makeDg2(jpeg);
    const portrait = extractPortrait(dg2);
    dg2.fill(0);
    expect(Buffer.from(portrait ?? [])).toEqual(jpeg);
  });

  it.each([
    ['JPEG 2000', makeDg2(jpeg, 1)],
    ['octets that are no JPEG', makeDg2(Buffer.alloc(100))],
    ['no image', makeDg2(Buffer.alloc(0))],
    [
      'a record that ends early',
      dataObject(
        0x75,
        dataObject(0x7f61, Buffer.of(2, 1, 1), dataObject(0x7f60, dataObject(0x5f2e, Buffer.alloc(20)))),
      ),
    ],
    [
      'a record of another format',
      dataObject(
        0x75,
        dataObject(0x7f61, Buffer.of(2, 1, 1), dataObject(0x7f60, dataObject(0x5f2e, Buffer.alloc(90)))),
      ),
    ],
    ['no template', dataObject(0x75, dataObject(0x7f61, Buffer.of(2, 1, 0)))],
    ['another file', dataObject(0x61, Buffer.alloc(4))],
    ['nothing', Buffer.alloc(0)],
  ])('%s is no portrait', (_, dg2) => {
    expect(extractPortrait(dg2)).toBeNull();
  });

  it('a length beyond the record is no portrait', () => {
    const dg2 = makeDg2(jpeg);
    const at = dg2.indexOf('FAC') + 14;
    dg2.writeUInt32BE(dg2.readUInt32BE(at) + 1, at);
    expect(extractPortrait(dg2)).toBeNull();
  });
});

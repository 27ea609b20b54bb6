import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { LicenceCategory } from '../../contracts/licence.ts';
import { renderCardFace } from '../../electron/kiosk/card-face/card-face.ts';
import {
  decode,
  exampleLicence,
  plainPortrait,
  toImageData,
} from '../../electron/kiosk/card-face/test-support.ts';
import { readCredential } from '../../portal/services/credentials/read-credential.ts';
import { createCredentialSigner } from '../../portal/services/credentials/sign-credential.ts';

test('a licence of nine categories, each with dates of its own, is read from both codes on its card', async () => {
  const privileges = LicenceCategory.options.map((category, index) => ({
    category,
    issueDate: `20${10 + index}-0${1 + index}-1${index}`,
    expiryDate: `20${30 + 2 * index}-0${9 - index}-2${index}`,
  }));
  const licence = exampleLicence({ privileges });
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const credential = createCredentialSigner(privateKey).sign(licence);

  const { artwork } = await renderCardFace({ licence, portrait: plainPortrait('#4080c0'), credential });
  for (const format of ['QRCode', 'PDF417'] as const) {
    const [token = '', ...more] = await decode(toImageData(artwork.back.black), format);
    expect(more).toEqual([]);
    expect(readCredential(token)).toMatchObject({
      ok: true,
      value: {
        given_name: licence.nameLatin.given,
        driving_privileges: privileges.map(({ category, issueDate, expiryDate }) => ({
          vehicle_category_code: category,
          issue_date: issueDate,
          expiry_date: expiryDate,
        })),
      },
    });
  }
});

import { type CardFaceInput, renderCardFace } from '../../electron/kiosk/card-face/card-face.ts';
import type { CardArtwork } from '../../native-adapters/card-printer/port.ts';
import { makeDemoSeed } from '../../simulators/demo/seed.ts';

/** Letters of the credential that the portal signs for a standard licence: header, payload and signature of a JWS. */
const CREDENTIAL = `${'e'.repeat(60)}.${'p'.repeat(480)}.${'s'.repeat(86)}`;

/** What a standard licence says: the first ready request of the demonstration. */
export function standardLicence(): CardFaceInput {
  const request = makeDemoSeed(Date.now(), []).requests.find(({ status }) => status === 'ready');
  if (!request) throw new Error('no ready request in the demonstration');
  return {
    licence: request.licence,
    portrait: Buffer.from(request.portrait, 'base64'),
    credential: CREDENTIAL,
  };
}

/** A standard licence as rendered. */
export async function standardArtwork(): Promise<CardArtwork> {
  return (await renderCardFace(standardLicence())).artwork;
}

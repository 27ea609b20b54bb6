import { setImmediate } from 'node:timers';

/** What a thread does with the name of what it is given, as `portal/services/documents/draw-document.ts` would draw it. */
export default function drawFaulty({ document }: { readonly document: string }): Promise<Uint8Array> {
  switch (document) {
    case 'endless':
      return new Promise(() => {});
    case 'fatal':
      setImmediate(() => {
        throw new Error('the thread dies');
      });
      return new Promise(() => {});
    case 'impossible':
      throw new Error('it cannot be drawn');
    default:
      return Promise.resolve(Buffer.from(document));
  }
}

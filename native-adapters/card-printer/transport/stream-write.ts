import type { Writable } from 'node:stream';

/**
 * Writes to a Node stream and resolves when the operating system has taken the bytes and the stream wants more: after the
 * write's own callback and, where `write` answered `false`, after `drain`. Rejects when the stream fails or closes first.
 */
export function writeToStream(stream: Writable, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const onClose = () => reject(new Error('Line closed while writing'));
    const done = (settle: () => void) => {
      stream.removeListener('close', onClose);
      settle();
    };
    stream.once('close', onClose);
    stream.write(bytes, (error) => {
      if (error) {
        done(() => reject(error));
      } else if (stream.writableNeedDrain) {
        stream.once('drain', () => done(resolve));
      } else {
        done(resolve);
      }
    });
  });
}

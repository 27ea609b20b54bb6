import type { ByteTap, ByteTransport } from './byte-transport.ts';

/** Shows every byte to `tap`: what is sent as it is handed over, what is received before the driver sees it. */
export function tapTransport(transport: ByteTransport, tap: ByteTap): ByteTransport {
  transport.onData((bytes) => tap('received', bytes));
  return {
    baudRate: transport.baudRate,
    open: () => transport.open(),
    write(bytes) {
      tap('sent', bytes);
      return transport.write(bytes);
    },
    close: () => transport.close(),
    onData: (listener) => transport.onData(listener),
    onClose: (listener) => transport.onClose(listener),
    onError: (listener) => transport.onError(listener),
  };
}

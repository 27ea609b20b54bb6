import { z } from 'zod';
import type { Clock } from '../../contracts/clock.ts';
import { CountryCode } from '../../contracts/person.ts';
import { openNodeHid, VP3300_PRODUCT_ID, VP3300_VENDOR_ID } from './hid/node-hid.ts';
import type { OpenReportTransport } from './hid/report-transport.ts';
import { openSocket } from './hid/socket.ts';
import type { CivilIdReader } from './port.ts';
import { type CivilIdReaderDeps, Neo2CivilIdReader } from './reader.ts';

export { prepareTrustAnchors } from './lds1/trust-anchors.ts';
export type { CivilIdReaderDeps, ReportDirection } from './reader.ts';

const UsbIdentifier = z.int().min(0).max(0xffff);

/** Where the reader is: a HID device (by path, or by USB identifiers), or a socket that carries the same reports. */
const Transport = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hid'),
    /** E.g. `/dev/hidraw0`; goes before the identifiers. */
    path: z.string().min(1).optional(),
    vendorId: UsbIdentifier.default(VP3300_VENDOR_ID),
    productId: UsbIdentifier.default(VP3300_PRODUCT_ID),
  }),
  /** A Unix socket or, on Windows, a named pipe. */
  z.strictObject({ type: z.literal('socket'), path: z.string().min(1) }),
  z.strictObject({ type: z.literal('tcp'), host: z.string().min(1), port: z.int().min(1).max(0xffff) }),
]);

/** Settings of the civil ID reader. */
export const CivilIdReaderConfig = z.strictObject({
  transport: Transport,
  /** Only cards of this State are accepted; three letters, as in the machine-readable zone. */
  issuingState: CountryCode,
  /** How the chip lets itself be read. `open`: without a key from the holder. */
  access: z.literal('open'),
});
export type CivilIdReaderConfig = z.infer<typeof CivilIdReaderConfig>;

function transportOpener(transport: CivilIdReaderConfig['transport'], clock: Clock): OpenReportTransport {
  switch (transport.type) {
    case 'hid': {
      const { path, vendorId, productId } = transport;
      return (listener) => openNodeHid(path === undefined ? { vendorId, productId } : { path }, listener);
    }
    case 'socket':
    case 'tcp':
      return (listener) => openSocket(transport, clock, listener);
  }
}

/**
 * Opens the civil ID reader that `config` names and keeps it open: a reader that is absent or unplugged is looked for
 * again and again, and `status()` says so meanwhile. Returns at once; the first status comes as an event.
 */
export function openCivilIdReader(config: CivilIdReaderConfig, deps: CivilIdReaderDeps): CivilIdReader {
  return new Neo2CivilIdReader(config.issuingState, deps, transportOpener(config.transport, deps.clock));
}

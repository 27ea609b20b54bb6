import { z } from 'zod';
import { CountryCode } from '../../contracts/person.ts';
import { VP3300_PRODUCT_ID, VP3300_VENDOR_ID } from './hid/node-hid.ts';

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

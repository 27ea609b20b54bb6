import { z } from 'zod';
import { COLOUR_LEVELS } from './raster/colour-panels.ts';
import { Rotation } from './raster/rotation.ts';
import { PrinterTimings } from './evolis/timings.ts';

const BaudRate = z.int().min(1_200).max(4_000_000);

/** The printer on a serial port, always 8N1. */
export const SerialTransportConfig = z.strictObject({
  type: z.literal('serial'),
  /** Device path bound by serial number, e.g. `/dev/kiosk-printer`, or `COM3`. */
  path: z.string().min(1),
  baudRate: BaudRate,
  /** RTS/CTS flow control; leave it on unless the cable lacks the wires. */
  rtscts: z.boolean().default(true),
});

/** The printer behind a TCP socket. */
export const TcpTransportConfig = z.strictObject({
  type: z.literal('tcp'),
  host: z.string().min(1),
  port: z.int().min(1).max(65_535),
  /** Rate of the serial line behind the socket, if there is one: makes deadlines and progress true. */
  baudRate: BaudRate.nullable().default(null),
});

/** Everything a site sets for its card printer. */
export const CardPrinterConfig = z.strictObject({
  transport: z.discriminatedUnion('type', [SerialTransportConfig, TcpTransportConfig]),
  /** Levels of ink of the colour panels. */
  levels: z.literal(COLOUR_LEVELS).default(COLOUR_LEVELS),
  /** Which way the card passes the print head. */
  rotation: Rotation.default('clockwise'),
  timings: PrinterTimings.prefault({}),
});
export type CardPrinterConfig = z.infer<typeof CardPrinterConfig>;
/** A configuration as written down, before defaults are filled in. */
export type CardPrinterConfigInput = z.input<typeof CardPrinterConfig>;

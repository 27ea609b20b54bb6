import type { Clock } from '../../contracts/clock.ts';
import { CardPrinterConfig, type CardPrinterConfigInput } from './config.ts';
import type { DeviceLog } from './device-log.ts';
import { EvolisCardPrinter } from './evolis/evolis-card-printer.ts';
import type { CardPrinter } from './port.ts';
import type { ByteTap, ByteTransport } from './transport/byte-transport.ts';
import { createSerialTransport } from './transport/serial-port.ts';
import { tapTransport } from './transport/tapped-transport.ts';
import { createTcpTransport } from './transport/tcp.ts';

export { CardPrinterConfig, type CardPrinterConfigInput } from './config.ts';
export type { DeviceLog } from './device-log.ts';
export type { ByteTap } from './transport/byte-transport.ts';

function createTransport(config: CardPrinterConfig['transport'], clock: Clock): ByteTransport {
  return config.type === 'serial' ? createSerialTransport(config, clock) : createTcpTransport(config);
}

/**
 * Opens a card printer. Returns at once: the line is opened, and opened again whenever it is lost, in the background, and
 * operations wait a few seconds for it. `onBytes` sees every byte of the line. Throws a `ZodError` on a bad configuration.
 */
export function openCardPrinter(
  config: CardPrinterConfigInput,
  clock: Clock,
  log: DeviceLog,
  onBytes?: ByteTap,
): CardPrinter {
  const { transport, rotation, timings } = CardPrinterConfig.parse(config);
  return new EvolisCardPrinter({
    createTransport: () => {
      const line = createTransport(transport, clock);
      return onBytes === undefined ? line : tapTransport(line, onBytes);
    },
    clock,
    log,
    timings,
    rotation,
  });
}

import type { Clock } from '../../contracts/clock.ts';
import type { CivilIdReaderConfig } from './config.ts';
import { openNodeHid } from './hid/node-hid.ts';
import type { OpenReportTransport } from './hid/report-transport.ts';
import { openSocket } from './hid/socket.ts';
import type { CivilIdReader } from './port.ts';
import { type CivilIdReaderDeps, Neo2CivilIdReader } from './reader.ts';

export { CivilIdReaderConfig } from './config.ts';
export { prepareTrustAnchors } from './lds1/trust-anchors.ts';
export type { CivilIdReaderDeps } from './reader.ts';

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

import { binsSayFull, isCleaningDue } from '../commands/sensors.ts';
import type { Mechanism } from './mechanism.ts';
import { NEAR_EMPTY_CARDS, RIBBON_LOW_CARDS, type Station } from './physical-state.ts';

/** State and raised flags by the names of the Evolis SDK. */
export interface PrinterStatus {
  readonly major: 'OFF' | 'READY' | 'WARNING' | 'ERROR';
  readonly flags: string[];
}

const STATION_FLAGS: Readonly<Record<Station, string>> = {
  printHead: 'INF_CARD_PRINT',
  chip: 'INF_CARD_SMART',
  contactless: 'INF_CARD_CONTACTLESS',
};

/** Sums the printer up for whoever looks at it; the wire form of this status is not public. */
export function printerStatus(options: {
  readonly mechanism: Mechanism;
  readonly powered: boolean;
  readonly busy: boolean;
  readonly printing: boolean;
}): PrinterStatus {
  if (!options.powered) return { major: 'OFF', flags: [] };
  const { mechanism } = options;
  const { state, faults } = mechanism;
  const raised: readonly (readonly [boolean, string])[] = [
    [options.busy, 'INF_BUSY'],
    [options.printing, 'INF_PRINTING_RUNNING'],
    [state.hopper.count > 0, 'INF_CARD_FEEDER'],
    [state.hopper.count <= NEAR_EMPTY_CARDS, 'INF_FEEDER_NEAR_EMPTY'],
    [(state.ribbon?.remaining ?? 0) <= RIBBON_LOW_CARDS && state.ribbon !== null, 'INF_RIBBON_LOW'],
    [isCleaningDue(mechanism), 'INF_CLEANING_REQUIRED'],
    [state.bezel !== null, 'INF_BEZEL_CARD_OUTSIDE'],
    [state.bezel !== null, 'WAR_CARD_ON_EJECT'],
    [state.hopper.count === 0, 'WAR_FEEDER_EMPTY'],
    [state.ribbon?.remaining === 0, 'WAR_RIBBON_ENDED'],
    [state.ribbon === null, 'WAR_NO_RIBBON'],
    [binsSayFull(mechanism), 'WAR_REJECT_BOX_FULL'],
    [state.coverOpen, 'ERR_COVER_OPEN'],
    [state.transport?.jammed ?? false, 'ERR_MECHANICAL'],
    [faults.find('headFault') !== null, 'ERR_HEAD_TEMP'],
  ];
  const flags = raised.flatMap(([isRaised, flag]) => (isRaised ? [flag] : []));
  if (state.transport) flags.push(STATION_FLAGS[state.transport.station]);
  return { major: majorState(flags), flags };
}

function majorState(flags: readonly string[]): PrinterStatus['major'] {
  if (flags.some((flag) => flag.startsWith('ERR_'))) return 'ERROR';
  return flags.some((flag) => flag.startsWith('WAR_')) ? 'WARNING' : 'READY';
}

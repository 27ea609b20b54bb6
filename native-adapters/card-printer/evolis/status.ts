import type {
  BinState,
  CardPrinterStatus,
  CoverState,
  DeviceState,
  MediaState,
  SupplyState,
} from '../../../contracts/device-status.ts';
import type { Reading, SensorReadings } from './sensors.ts';

/** At this many cards left on the ribbon, and fewer, a new one should be brought. */
export const RIBBON_LOW_CARDS = 20;

/** What the driver knows of the line: not open (XFS4IoT: powered off or not connected), open but silent, or answering. */
export type LineState = 'powerOff' | 'offline' | 'online';

/** A fault that no sensor shows and that holds until it is cleared. */
export type LatchedFault = 'mediaJammed' | 'hardwareError';

/** Everything a status is made of. */
export interface RawStatus {
  readonly line: LineState;
  /** `null` before the sensors were asked on this line. */
  readonly readings: SensorReadings | null;
  readonly latched: LatchedFault | null;
}

function known<Value, State>(
  reading: Reading<Value>,
  states: (value: Value) => State,
  unknown: State,
): State {
  return reading.ok ? states(reading.value) : unknown;
}

function mediaFrom(readings: SensorReadings, latched: LatchedFault | null): MediaState {
  if (latched === 'mediaJammed') return 'jammed';
  const { cardInTransport, cardAtBezel } = readings;
  if ((cardInTransport.ok && cardInTransport.value) || (cardAtBezel.ok && cardAtBezel.value))
    return 'present';
  return cardInTransport.ok && cardAtBezel.ok ? 'notPresent' : 'unknown';
}

function cardsFrom({ cardInFeeder, feederNotNearEmpty }: SensorReadings): SupplyState {
  if (!cardInFeeder.ok) return 'unknown';
  if (!cardInFeeder.value) return 'out';
  return known(feederNotNearEmpty, (enough): SupplyState => (enough ? 'full' : 'low'), 'unknown');
}

function ribbonFrom({ ribbon }: SensorReadings): SupplyState {
  if (!ribbon.ok) return 'unknown';
  if (ribbon.value === 'absent' || ribbon.value.cardsLeft === 0) return 'out';
  return ribbon.value.cardsLeft <= RIBBON_LOW_CARDS ? 'low' : 'full';
}

function deviceFrom(line: LineState, latched: LatchedFault | null): DeviceState {
  if (line !== 'online') return line;
  return latched === 'hardwareError' ? 'hardwareError' : 'online';
}

/** The one place where raw answers become XFS4IoT words. What is not known is said to be `unknown`, never guessed. */
export function summariseStatus({ line, readings, latched }: RawStatus): CardPrinterStatus {
  const device = deviceFrom(line, latched);
  if (readings === null || line !== 'online') {
    return {
      device,
      media: 'unknown',
      cover: 'unknown',
      cards: 'unknown',
      ribbon: 'unknown',
      ribbonRemaining: null,
      retractBin: 'unknown',
    };
  }
  const { ribbon } = readings;
  return {
    device,
    media: mediaFrom(readings, latched),
    cover: known(readings.coverClosed, (closed): CoverState => (closed ? 'closed' : 'open'), 'unknown'),
    cards: cardsFrom(readings),
    ribbon: ribbonFrom(readings),
    ribbonRemaining: ribbon.ok && ribbon.value !== 'absent' ? ribbon.value.cardsLeft : null,
    retractBin: known(readings.boxFull, (full): BinState => (full ? 'full' : 'healthy'), 'unknown'),
  };
}

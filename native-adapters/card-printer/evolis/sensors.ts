import { type Clock, delay } from '../../../contracts/clock.ts';
import type { CardLocation } from '../../../contracts/device-status.ts';
import type { PrinterCounters } from '../../../contracts/pickup.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import type { PrinterFaultReason } from '../port.ts';
import type { Answer, CommandChannel } from './command-channel.ts';
import {
  READ_BEZEL,
  READ_BOX,
  READ_CARDS_PRINTED,
  READ_COVER,
  READ_FEEDER,
  READ_FEEDER_LEVEL,
  READ_RIBBON,
  READ_TRANSPORT,
} from './commands.ts';
import { STALE_REPLY_PAUSE_MS, STALE_REPLY_RETRIES } from './timings.ts';

/** A sensor at or above this many volts says yes. */
export const SENSOR_THRESHOLD_VOLTS = 1;

/** What the ribbon's tag says; `absent` when there is no ribbon or no tag. */
export type RibbonReading = { readonly cardsLeft: number } | 'absent';

/** One sensor's answer, or the error word the printer gave instead. */
export type Reading<Value> = Result<Value, PrinterFaultReason>;

/** Every sensor that decides whether a job may begin. `true`: cover closed, card there, box full. */
export interface GateReadings {
  readonly coverClosed: Reading<boolean>;
  readonly cardInFeeder: Reading<boolean>;
  readonly ribbon: Reading<RibbonReading>;
  readonly cardInTransport: Reading<boolean>;
  readonly cardAtBezel: Reading<boolean>;
  readonly boxFull: Reading<boolean>;
}

/** All sensors: those of the gates, and the one that only warns. */
export interface SensorReadings extends GateReadings {
  readonly feederNotNearEmpty: Reading<boolean>;
}

/** These say something of the line, not of a sensor: asking on is useless. */
const LINE_FAULTS: ReadonlySet<PrinterFaultReason> = new Set([
  'noReply',
  'replyUnintelligible',
  'disconnected',
]);

/** The line itself failed. */
export function isLineFault(reason: PrinterFaultReason): boolean {
  return LINE_FAULTS.has(reason);
}

function map<From, To>(answer: Answer<From>, to: (value: From) => To): Reading<To> {
  return answer.ok ? success(to(answer.value)) : answer;
}

const isHigh = (volts: number) => volts >= SENSOR_THRESHOLD_VOLTS;

/** Whether a card lies at the bezel. */
export async function readBezel(channel: CommandChannel): Promise<Reading<boolean>> {
  return map(await channel.exchange(READ_BEZEL), isHigh);
}

/** Whether a card is in the transport. */
export async function readTransport(channel: CommandChannel): Promise<Reading<boolean>> {
  return map(await channel.exchange(READ_TRANSPORT), (position) => position === 'card');
}

/** Whether the box of retained and rejected cards is full. */
export async function readBox(channel: CommandChannel): Promise<Reading<boolean>> {
  return map(await channel.exchange(READ_BOX), (level) => level === 'full');
}

/** Whether the cover is closed. */
export async function readCover(channel: CommandChannel): Promise<Reading<boolean>> {
  return map(await channel.exchange(READ_COVER), isHigh);
}

/**
 * The ribbon's tag. Asked again when the answer was a stale `OK`, as kiosk printers give now and then; a tag that stays
 * unread after that is a fault of the ribbon.
 */
export async function readRibbon(channel: CommandChannel, clock: Clock): Promise<Reading<RibbonReading>> {
  for (let attempt = 0; attempt <= STALE_REPLY_RETRIES; attempt++) {
    if (attempt > 0) await delay(clock, STALE_REPLY_PAUSE_MS);
    const answer = await channel.exchange(READ_RIBBON);
    if (!answer.ok) return answer;
    if (answer.value === 'noRibbon') return success('absent');
    if (answer.value !== 'stale') return success(answer.value);
  }
  return failure('ribbonFault');
}

/** Asks the gates' sensors in the order of the gates; fails only if the line does. */
export async function readGates(channel: CommandChannel, clock: Clock): Promise<Answer<GateReadings>> {
  const coverClosed = await readCover(channel);
  if (lineFailed(coverClosed)) return coverClosed;
  const cardInFeeder = map(await channel.exchange(READ_FEEDER), isHigh);
  if (lineFailed(cardInFeeder)) return cardInFeeder;
  const ribbon = await readRibbon(channel, clock);
  if (lineFailed(ribbon)) return ribbon;
  const cardInTransport = await readTransport(channel);
  if (lineFailed(cardInTransport)) return cardInTransport;
  const cardAtBezel = await readBezel(channel);
  if (lineFailed(cardAtBezel)) return cardAtBezel;
  const boxFull = await readBox(channel);
  if (lineFailed(boxFull)) return boxFull;
  return success({ coverClosed, cardInFeeder, ribbon, cardInTransport, cardAtBezel, boxFull });
}

/** Asks every sensor; fails only if the line does. */
export async function readSensors(channel: CommandChannel, clock: Clock): Promise<Answer<SensorReadings>> {
  const gates = await readGates(channel, clock);
  if (!gates.ok) return gates;
  const feederNotNearEmpty = map(await channel.exchange(READ_FEEDER_LEVEL), isHigh);
  if (lineFailed(feederNotNearEmpty)) return feederNotNearEmpty;
  return success({ ...gates.value, feederNotNearEmpty });
}

/** The counters that are evidence of what a job did. A ribbon without a tag counts as none left. */
export async function readCounters(channel: CommandChannel, clock: Clock): Promise<Answer<PrinterCounters>> {
  const cardsPrinted = await channel.exchange(READ_CARDS_PRINTED);
  if (!cardsPrinted.ok) return cardsPrinted;
  const ribbon = await readRibbon(channel, clock);
  if (!ribbon.ok) return ribbon;
  const ribbonRemaining = ribbon.value === 'absent' ? 0 : ribbon.value.cardsLeft;
  return success({ cardsPrinted: cardsPrinted.value, ribbonRemaining });
}

/** Where a card is, from two sensors. A card in the transport comes first: it blocks the way of one at the bezel. */
export function locationFrom(cardInTransport: boolean, cardAtBezel: boolean): CardLocation {
  if (cardInTransport) return 'transport';
  return cardAtBezel ? 'bezel' : 'none';
}

function lineFailed<Value>(
  reading: Reading<Value>,
): reading is { readonly ok: false; readonly fault: PrinterFaultReason } {
  return !reading.ok && isLineFault(reading.fault);
}

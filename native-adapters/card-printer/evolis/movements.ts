import { failure, type Result, success } from '../../../contracts/result.ts';
import type { PrinterFault } from '../port.ts';
import type { Command } from './command.ts';
import {
  ALLOW_EJECT,
  CHOOSE_REJECT_BIN,
  CHOOSE_RETAIN_BIN,
  DRAW_FROM_BEZEL,
  DROP_INTO_BIN,
  INSERT_FROM_BEZEL,
  INSERT_FROM_FEEDER,
  PRESENT_AT_BEZEL,
} from './commands.ts';
import { explainFault, faultOf, locationIn } from './fault.ts';
import { acceptingForbiddenBy, droppingForbiddenBy } from './gates.ts';
import type { PrinterSession } from './printer-session.ts';
import { readBezel, type SensorReadings } from './sensors.ts';

type Moved<Value> = Promise<Result<Value, PrinterFault>>;

/** Supervises the printer and asks where the card is: what each movement begins with. */
async function prepareMovement(session: PrinterSession): Moved<SensorReadings> {
  const supervised = await session.supervise();
  if (!supervised.ok) return session.failed(supervised.fault);
  const readings = await session.sensors();
  if (!readings.ok) return session.failed(readings.fault);
  const { cardInTransport, cardAtBezel } = readings.value;
  for (const sensor of [cardInTransport, cardAtBezel]) {
    if (!sensor.ok) return failure(faultOf(sensor.fault, 'unknown'));
  }
  return readings;
}

/** Moves, and believes it only when the sensors agree. */
async function moveAndCheck(
  session: PrinterSession,
  commands: readonly Command<'OK'>[],
  agrees: (readings: SensorReadings) => boolean,
): Moved<SensorReadings> {
  const moved = await session.move(commands);
  if (!moved.ok) return session.failed(moved.fault);
  const readings = await session.sensors();
  if (!readings.ok) return session.failed(readings.fault);
  return agrees(readings.value) ? readings : session.failed('mediaJammed');
}

const leftTransport = ({ cardInTransport }: SensorReadings) => cardInTransport.ok && !cardInTransport.value;

/** Draws in the card at the bezel. Fails with `noMediaPresent` if the person has taken it away in the meantime. */
async function drawFromBezel(session: PrinterSession): Moved<SensorReadings> {
  const moved = await session.move([DRAW_FROM_BEZEL]);
  const readings = await session.sensors();
  if (!readings.ok) return session.failed(moved.ok ? readings.fault : moved.fault);
  const location = locationIn(readings.value);
  if (location === 'transport' && moved.ok) return readings;
  if (location === 'none') return failure(faultOf('noMediaPresent', 'none'));
  return session.failed(moved.ok ? 'mediaJammed' : moved.fault);
}

async function drop(
  session: PrinterSession,
  bin: Command<'OK'>,
  readings: SensorReadings,
): Moved<SensorReadings> {
  const forbiddenBy = droppingForbiddenBy(readings);
  if (forbiddenBy !== null) return failure(explainFault(forbiddenBy, readings));
  return moveAndCheck(session, [bin, DROP_INTO_BIN], leftTransport);
}

/** Checks that a card may be accepted and makes the bezel the way in. */
export async function openBezel(session: PrinterSession): Moved<'open'> {
  const readings = await prepareMovement(session);
  if (!readings.ok) return readings;
  const forbiddenBy = acceptingForbiddenBy(readings.value);
  if (forbiddenBy !== null) return failure(explainFault(forbiddenBy, readings.value));
  const opened = await session.runAll([INSERT_FROM_BEZEL]);
  return opened.ok ? success('open') : session.failed(opened.fault);
}

/** Makes the feeder the way in again. */
export async function closeBezel(session: PrinterSession): Moved<'closed'> {
  const closed = await session.runAll([INSERT_FROM_FEEDER]);
  return closed.ok ? success('closed') : session.failed(closed.fault);
}

/** Draws in a card if one lies at the bezel: `accepted`, or `waiting` if there is none, or none any more. */
export async function acceptFromBezel(session: PrinterSession): Moved<'accepted' | 'waiting'> {
  const atBezel = await readBezel(session.channel);
  if (!atBezel.ok) return session.failed(atBezel.fault);
  if (!atBezel.value) return success('waiting');
  const drawn = await drawFromBezel(session);
  if (drawn.ok) return success('accepted');
  return drawn.fault.reason === 'noMediaPresent' ? success('waiting') : drawn;
}

/** Drops the card in the transport into the retain bin. */
export async function retain(session: PrinterSession): Moved<'retained'> {
  const readings = await prepareMovement(session);
  if (!readings.ok) return readings;
  const location = locationIn(readings.value);
  if (location !== 'transport') return failure(faultOf('noMediaPresent', location));
  const dropped = await drop(session, CHOOSE_RETAIN_BIN, readings.value);
  return dropped.ok ? success('retained') : dropped;
}

/** Moves the card from the transport to the bezel. A card that lies there already needs no moving. */
export async function present(session: PrinterSession): Moved<'presented'> {
  const readings = await prepareMovement(session);
  if (!readings.ok) return readings;
  const location = locationIn(readings.value);
  if (location === 'bezel') return success('presented');
  if (location !== 'transport') return failure(faultOf('noMediaPresent', location));
  const presented = await moveAndCheck(session, [ALLOW_EJECT, PRESENT_AT_BEZEL], leftTransport);
  return presented.ok ? success('presented') : presented;
}

/** A card in the transport and one at the bezel: no more than two can be rejected. */
const MOST_CARDS = 2;

/**
 * Draws back what lies at the bezel and drops what is in the transport into the reject bin, until no sensor sees a card.
 * Fails with `noMediaPresent` if none saw one to begin with: the card was taken in the last moment.
 */
export async function reject(session: PrinterSession): Moved<'rejected'> {
  const first = await prepareMovement(session);
  if (!first.ok) return first;
  let readings = first.value;
  for (let card = 0; card < MOST_CARDS; card++) {
    const location = locationIn(readings);
    if (location === 'none')
      return card === 0 ? failure(faultOf('noMediaPresent', 'none')) : success('rejected');
    if (location === 'bezel') {
      const drawn = await drawFromBezel(session);
      if (!drawn.ok) return drawn;
      readings = drawn.value;
    }
    const dropped = await drop(session, CHOOSE_REJECT_BIN, readings);
    if (!dropped.ok) return dropped;
    readings = dropped.value;
  }
  return success('rejected');
}

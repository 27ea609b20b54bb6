import type { ReceivedCommand } from './framing.ts';
import type { CardSlot } from './slot.ts';
import { STATUS, type Status } from './status.ts';

/** What the reader does on one command, besides what it changes in the slot. */
export interface CommandOutcome {
  readonly status: Status;
  readonly data: Buffer;
  /** Set by `01-07`: whether the host wants to be told of cards coming and going from now on. */
  readonly notifying?: boolean;
  /** The holder pulled the card during this command. */
  readonly pulled?: boolean;
}

/** Commands by name (docs/developer/device-protocols.md; ID TECH NEO 2 interface developer's guide, pass-through). */
export const COMMAND = {
  setSwitchNotifications: { command: 0x01, subCommand: 0x07 },
  getAtr: { command: 0x2c, subCommand: 0x12 },
  exchangeApdu: { command: 0x2c, subCommand: 0x13 },
  powerOff: { command: 0x2c, subCommand: 0x18 },
} as const;
export type CommandName = keyof typeof COMMAND;
export const COMMAND_NAMES = Object.keys(COMMAND) as CommandName[];

/** CMD of what the reader says by itself: one data byte, bit 0 = a card is seated. */
export const NOTIFICATION = 0xf2;

/** Interface byte: the contact card. */
const CONTACT_CARD = 0x20;
/** Interfaces that the protocol knows and this reader does not have: contactless, and slots for security modules. */
const OTHER_INTERFACES = [0x00, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27, 0x28];
/** Largest response APDU that fits the reader's buffer: E0 bytes and a status word. */
const MAX_RESPONSE_APDU = 0xe0 + 2;
/** Bits of `01-07` that mean something: card seated, front switch. */
const CARD_SEATED = 0b01;
const SWITCHES = 0b11;

const NO_DATA = Buffer.alloc(0);

function only(status: Status): CommandOutcome {
  return { status, data: NO_DATA };
}

/** Carries a command out. */
export function execute(received: ReceivedCommand, slot: CardSlot): CommandOutcome {
  if (received.type === 'refused') return only(received.status);
  const { command, subCommand, data } = received;
  const sameCommand = COMMAND_NAMES.filter((name) => COMMAND[name].command === command);
  if (sameCommand.length === 0) return only(STATUS.unknownCommand);
  const name = sameCommand.find((known) => COMMAND[known].subCommand === subCommand);
  if (!name) return only(STATUS.unknownSubCommand);
  if (name === 'setSwitchNotifications') return setSwitchNotifications(data);
  const [interfaceByte] = data;
  if (interfaceByte === undefined) return only(STATUS.incorrectParameter);
  if (OTHER_INTERFACES.includes(interfaceByte)) return only(STATUS.parameterNotSupported);
  if (interfaceByte !== CONTACT_CARD) return only(STATUS.incorrectParameter);
  const rest = data.subarray(1);
  if (name === 'exchangeApdu') return exchangeApdu(rest, slot);
  if (rest.length > 0) return only(STATUS.incorrectParameter);
  if (name === 'getAtr') return getAtr(slot);
  slot.powerOff();
  return only(STATUS.ok);
}

function setSwitchNotifications(data: Buffer): CommandOutcome {
  const [switches = 0] = data;
  if (data.length !== 1 || (switches & ~SWITCHES) !== 0) return only(STATUS.incorrectParameter);
  return { ...only(STATUS.ok), notifying: (switches & CARD_SEATED) !== 0 };
}

function getAtr(slot: CardSlot): CommandOutcome {
  const power = slot.powerOn();
  switch (power.outcome) {
    case 'powered':
      return { status: STATUS.ok, data: power.answerToReset };
    case 'mute':
      return only(STATUS.timeout);
    case 'noCard':
      return only(STATUS.failed);
  }
}

function exchangeApdu(apdu: Buffer, slot: CardSlot): CommandOutcome {
  const exchange = slot.exchange(apdu);
  switch (exchange.outcome) {
    case 'answered':
      return exchange.apdu.length > MAX_RESPONSE_APDU
        ? only(STATUS.bufferOverflow)
        : { status: STATUS.ok, data: exchange.apdu };
    case 'pulled':
      return { ...only(STATUS.failed), pulled: true };
    case 'noCard':
      return only(STATUS.failed);
    case 'notPowered':
      return only(STATUS.notAllowed);
  }
}

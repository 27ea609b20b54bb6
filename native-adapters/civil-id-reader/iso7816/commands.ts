import type { CommandApdu } from './apdu.ts';

/** Largest Le this driver asks for: what readers with short APDUs are sure to pass on (docs/developer/device-protocols.md). */
export const LARGEST_LE = 0xe0;
/** Largest offset in P2 while P1 names a short file identifier. */
export const LARGEST_SHORT_OFFSET = 0xff;
/** Largest offset in P1-P2 of READ BINARY (15 bits). */
export const LARGEST_OFFSET = 0x7fff;

const SHORT_FILE_IDENTIFIER_FLAG = 0x80;
const PIN_BLOCK_BYTES = 8;
const PIN_FILLER = 0xff;
/** P2 of VERIFY: global reference data number 1. */
const GLOBAL_PIN = 0x01;

/** SELECT by application identifier, no answer data wanted (ISO/IEC 7816-4:2020 §11.2.2; ICAO 9303-10 §3.5.1). */
export function selectApplication(identifier: Uint8Array): CommandApdu {
  return { cla: 0x00, ins: 0xa4, p1: 0x04, p2: 0x0c, data: identifier };
}

/** SELECT of an elementary file by its identifier, no answer data wanted. */
export function selectFile(fileIdentifier: number): CommandApdu {
  const data = Uint8Array.of(fileIdentifier >> 8, fileIdentifier & 0xff);
  return { cla: 0x00, ins: 0xa4, p1: 0x02, p2: 0x0c, data };
}

/** READ BINARY of the file with a short identifier, offset at most {@link LARGEST_SHORT_OFFSET} (§11.3.3). */
export function readBinaryOfFile(shortFileIdentifier: number, offset: number, le: number): CommandApdu {
  return { cla: 0x00, ins: 0xb0, p1: SHORT_FILE_IDENTIFIER_FLAG | shortFileIdentifier, p2: offset, le };
}

/** READ BINARY of the selected file, offset at most {@link LARGEST_OFFSET}. */
export function readBinary(offset: number, le: number): CommandApdu {
  return { cla: 0x00, ins: 0xb0, p1: offset >> 8, p2: offset & 0xff, le };
}

/** INTERNAL AUTHENTICATE over a challenge (ICAO 9303-11 §6.1). */
export function internalAuthenticate(challenge: Uint8Array): CommandApdu {
  return { cla: 0x00, ins: 0x88, p1: 0x00, p2: 0x00, data: challenge, le: 256 };
}

/** GET RESPONSE for `le` octets (§11.4.2). */
export function getResponse(le: number): CommandApdu {
  return { cla: 0x00, ins: 0xc0, p1: 0x00, p2: 0x00, le };
}

/** VERIFY with a PIN of digits, in ASCII, padded with FF to eight octets (§11.6.6). */
export function verifyPin(pin: string): CommandApdu {
  const data = new Uint8Array(PIN_BLOCK_BYTES).fill(PIN_FILLER);
  for (let index = 0; index < pin.length; index += 1) data[index] = pin.charCodeAt(index);
  return { cla: 0x00, ins: 0x20, p1: 0x00, p2: GLOBAL_PIN, data };
}

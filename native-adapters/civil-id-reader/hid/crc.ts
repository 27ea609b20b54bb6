const POLYNOMIAL = 0x1021;
const INITIAL = 0xffff;
const TOP_BIT = 0x8000;

const TABLE = Uint16Array.from({ length: 256 }, (_, octet) => {
  let remainder = octet << 8;
  for (let bit = 0; bit < 8; bit += 1) {
    remainder = remainder & TOP_BIT ? (remainder << 1) ^ POLYNOMIAL : remainder << 1;
  }
  return remainder;
});

/** CRC-16 of ViVOtech2 messages: polynomial 1021, initial value FFFF, not reflected (ID TECH NEO 2 guide, "CRC"). */
export function crc16(octets: Uint8Array): number {
  let remainder = INITIAL;
  for (const octet of octets) {
    remainder = ((remainder << 8) & 0xffff) ^ (TABLE[(remainder >> 8) ^ octet] ?? 0);
  }
  return remainder;
}

import { createCipheriv, createDecipheriv } from 'node:crypto';

/** AES-128-CBC, PKCS padding, the key being the IV too, hexadecimal (KNET manual K-064). */
export function encrypt(text: string, key: string): string {
  const cipher = createCipheriv('aes-128-cbc', key, key);
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]).toString('hex');
}

/** `null`: it was not encrypted with this key. */
export function decrypt(hex: string, key: string): string | null {
  const decipher = createDecipheriv('aes-128-cbc', key, key);
  try {
    return Buffer.concat([decipher.update(Buffer.from(hex, 'hex')), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

/** `hex` with one octet in its middle changed, as on a bad line or by a bad hand. */
export function tamper(hex: string): string {
  const octets = Buffer.from(hex, 'hex');
  const middle = Math.floor(octets.length / 2);
  octets.writeUInt8(octets.readUInt8(middle) ^ 0x01, middle);
  return octets.toString('hex');
}

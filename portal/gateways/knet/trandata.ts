import { createCipheriv, createDecipheriv } from 'node:crypto';

const CIPHER = 'aes-128-cbc';
const BLOCK_HEX_DIGITS = 32;
/** Longest `trandata` that is looked at, in hexadecimal digits; responses have a few hundred. */
const LONGEST = 8192;

/** Encrypts as KNET's plug-in does: AES-128-CBC with PKCS padding, IV = key = `resourceKey` (16 ASCII characters), hexadecimal. */
export function encryptTrandata(plain: string, resourceKey: string): string {
  const cipher = createCipheriv(CIPHER, resourceKey, resourceKey);
  return cipher.update(plain, 'utf8', 'hex') + cipher.final('hex');
}

/**
 * Decrypts `trandata`; `null` when it is not hexadecimal, not padded or not printable ASCII.
 * The cipher has no integrity check: any changed octet garbles a whole block, which hardly ever stays printable, but whoever
 * has the key, or much luck, is believed.
 */
export function decryptTrandata(trandata: string, resourceKey: string): string | null {
  if (trandata.length > LONGEST || trandata.length % BLOCK_HEX_DIGITS !== 0) return null;
  if (!/^[0-9a-f]+$/i.test(trandata)) return null;
  try {
    const decipher = createDecipheriv(CIPHER, resourceKey, resourceKey);
    const plain = decipher.update(trandata, 'hex', 'latin1') + decipher.final('latin1');
    return /^[\x20-\x7e]*$/.test(plain) ? plain : null;
  } catch {
    // Wrong padding: neither call throws for anything else with a key of the right length.
    return null;
  }
}

import { constants, type KeyObject, verify } from 'node:crypto';
import { DER, MalformedData, objectIdentifier, smallInteger, type Tlv, TlvReader, takeWhole } from './tlv.ts';

/** Hash functions that ICAO 9303-12 §4.4 allows and that are still sound; SHA-1 is refused. */
export type HashAlgorithm = 'sha224' | 'sha256' | 'sha384' | 'sha512';

/** How a signature was made, as its AlgorithmIdentifier says. */
export type SignatureAlgorithm =
  | { readonly scheme: 'ecdsa'; readonly hash: HashAlgorithm }
  | { readonly scheme: 'rsaPkcs1'; readonly hash: HashAlgorithm }
  /** RFC 4055 §3.1; `saltLength` in bytes. */
  | { readonly scheme: 'rsaPss'; readonly hash: HashAlgorithm; readonly saltLength: number };

const HASHES: Readonly<Record<string, HashAlgorithm>> = {
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

const HASHED_SIGNATURES: Readonly<Record<string, SignatureAlgorithm>> = {
  '1.2.840.10045.4.3.1': { scheme: 'ecdsa', hash: 'sha224' },
  '1.2.840.10045.4.3.2': { scheme: 'ecdsa', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { scheme: 'ecdsa', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { scheme: 'ecdsa', hash: 'sha512' },
  '1.2.840.113549.1.1.14': { scheme: 'rsaPkcs1', hash: 'sha224' },
  '1.2.840.113549.1.1.11': { scheme: 'rsaPkcs1', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { scheme: 'rsaPkcs1', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { scheme: 'rsaPkcs1', hash: 'sha512' },
};

/** rsaEncryption: in a CMS SignerInfo it leaves the hash to `digestAlgorithm` (RFC 3370 §3.2). */
const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
const RSASSA_PSS = '1.2.840.113549.1.1.10';
const MGF1 = '1.2.840.113549.1.1.8';

/** The identifier and its parameters, if any. */
function algorithmIdentifier(algorithm: Tlv): { identifier: string; parameters: Tlv | null } {
  if (algorithm.tag !== DER.sequence) throw new MalformedData('algorithm identifier');
  const fields = new TlvReader(algorithm.value);
  const identifier = objectIdentifier(fields.take(DER.objectIdentifier));
  const parameters = fields.atEnd ? null : fields.next();
  fields.end();
  return { identifier, parameters };
}

function insistNoParameters(parameters: Tlv | null): void {
  if (parameters === null) return;
  if (parameters.tag !== DER.null || parameters.value.length > 0)
    throw new MalformedData('algorithm parameters');
}

/** The hash function of an AlgorithmIdentifier (RFC 5754 §2). Throws {@link MalformedData} for any other. */
export function hashAlgorithm(algorithm: Tlv): HashAlgorithm {
  const { identifier, parameters } = algorithmIdentifier(algorithm);
  insistNoParameters(parameters);
  const hash = HASHES[identifier];
  if (hash === undefined) throw new MalformedData('hash algorithm');
  return hash;
}

/** RSASSA-PSS-params (RFC 4055 §3.1). The defaults there mean SHA-1, so each field must be present but the last. */
function pssParameters(parameters: Tlv): SignatureAlgorithm {
  const fields = new TlvReader(parameters.value);
  const hash = hashAlgorithm(takeWhole(fields.take(DER.context0).value, DER.sequence));
  const mask = algorithmIdentifier(takeWhole(fields.take(DER.context1).value, DER.sequence));
  if (mask.identifier !== MGF1 || mask.parameters === null || hashAlgorithm(mask.parameters) !== hash) {
    throw new MalformedData('mask generation function');
  }
  const saltLength = smallInteger(takeWhole(fields.take(DER.context2).value, DER.integer));
  const trailer = fields.takeOptional(DER.context3);
  if (trailer !== null && smallInteger(takeWhole(trailer.value, DER.integer)) !== 1) {
    throw new MalformedData('trailer field');
  }
  fields.end();
  return { scheme: 'rsaPss', hash, saltLength };
}

/**
 * The signature algorithm of a CMS SignerInfo, whose `digestAlgorithm` is `digest`.
 * Throws {@link MalformedData} when it is unknown or the two disagree.
 */
export function signatureAlgorithm(algorithm: Tlv, digest: HashAlgorithm): SignatureAlgorithm {
  const { identifier, parameters } = algorithmIdentifier(algorithm);
  if (identifier === RSASSA_PSS) {
    if (parameters?.tag !== DER.sequence) throw new MalformedData('algorithm parameters');
    return insistHash(pssParameters(parameters), digest);
  }
  insistNoParameters(parameters);
  if (identifier === RSA_ENCRYPTION) return { scheme: 'rsaPkcs1', hash: digest };
  const known = HASHED_SIGNATURES[identifier];
  if (known === undefined) throw new MalformedData('signature algorithm');
  return insistHash(known, digest);
}

function insistHash(algorithm: SignatureAlgorithm, digest: HashAlgorithm): SignatureAlgorithm {
  if (algorithm.hash !== digest) throw new MalformedData('hash of the signature differs from its digest');
  return algorithm;
}

/** Whether a certificate may be signed this way: any algorithm named above. `identifier` is dotted. */
export function isCertificateSignatureAllowed(identifier: string): boolean {
  return identifier === RSASSA_PSS || HASHED_SIGNATURES[identifier] !== undefined;
}

/** The kinds of key that fit each scheme, in the words of `node:crypto`. */
const KEY_TYPES: Readonly<Record<SignatureAlgorithm['scheme'], readonly string[]>> = {
  ecdsa: ['ec'],
  rsaPkcs1: ['rsa'],
  rsaPss: ['rsa', 'rsa-pss'],
};

/** Whether `signature` over `data` was made with the private half of `key`. A key of another kind answers false. */
export function verifySignature(
  algorithm: SignatureAlgorithm,
  key: KeyObject,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (!KEY_TYPES[algorithm.scheme].includes(key.asymmetricKeyType ?? '')) return false;
  switch (algorithm.scheme) {
    case 'ecdsa':
    case 'rsaPkcs1':
      return verify(algorithm.hash, data, key, signature);
    case 'rsaPss': {
      const { saltLength } = algorithm;
      return verify(
        algorithm.hash,
        data,
        { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength },
        signature,
      );
    }
  }
}

import { createHash, type KeyObject } from 'node:crypto';
import {
  type HashAlgorithm,
  hashAlgorithm,
  type SignatureAlgorithm,
  signatureAlgorithm,
  verifySignature,
} from './algorithms.ts';
import { DER, MalformedData, objectIdentifier, smallInteger, type Tlv, TlvReader, takeWhole } from './tlv.ts';

/** Which certificate a SignerInfo names (RFC 5652 §5.3). */
export type SignerIdentifier =
  | { readonly type: 'issuerAndSerialNumber'; readonly issuer: Uint8Array; readonly serialNumber: Uint8Array }
  | { readonly type: 'subjectKeyIdentifier'; readonly keyIdentifier: Uint8Array };

/** What one signer signed, and how. */
interface SignerInfo {
  readonly identifier: SignerIdentifier;
  readonly digestAlgorithm: HashAlgorithm;
  /** The signed attributes as signed: their DER with the tag of SET OF (RFC 5652 §5.4). */
  readonly signedAttributes: Uint8Array;
  /** Attribute content-type, dotted. */
  readonly contentType: string;
  /** Attribute message-digest. */
  readonly messageDigest: Uint8Array;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
}

/** CMS SignedData in the profile of ICAO 9303-10 §4.6.2: DER, one signer, and the signer's certificate. */
export interface SignedData {
  /** Type of the content, dotted. */
  readonly contentType: string;
  readonly content: Uint8Array;
  /** The one certificate, DER. */
  readonly certificate: Uint8Array;
  readonly signer: SignerInfo;
}

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
/** RFC 5652 §5.1: content other than id-data makes it version 3. */
const SIGNED_DATA_VERSION = 3;
const SIGNER_VERSIONS: Readonly<Record<SignerIdentifier['type'], number>> = {
  issuerAndSerialNumber: 1,
  subjectKeyIdentifier: 3,
};

/** The single value of the attribute `type` among `attributes`. */
function attributeValue(attributes: readonly Tlv[], type: string, tag: number): Tlv {
  const values = attributes.flatMap((attribute) => {
    const fields = new TlvReader(attribute.value);
    return objectIdentifier(fields.take(DER.objectIdentifier)) === type ? [fields.take(DER.set)] : [];
  });
  const [only] = values;
  if (only === undefined || values.length > 1)
    throw new MalformedData('signed attribute missing or repeated');
  return takeWhole(only.value, tag);
}

function parseSignerIdentifier(identifier: Tlv): SignerIdentifier {
  if (identifier.tag === DER.implicit0)
    return { type: 'subjectKeyIdentifier', keyIdentifier: identifier.value };
  if (identifier.tag !== DER.sequence) throw new MalformedData('signer identifier');
  const fields = new TlvReader(identifier.value);
  const issuer = fields.take(DER.sequence).encoded;
  const serialNumber = fields.take(DER.integer).value;
  fields.end();
  return { type: 'issuerAndSerialNumber', issuer, serialNumber };
}

function parseSigner(signerInfo: Tlv): SignerInfo {
  const fields = new TlvReader(signerInfo.value);
  const version = smallInteger(fields.take(DER.integer));
  const identifier = parseSignerIdentifier(fields.next());
  if (version !== SIGNER_VERSIONS[identifier.type]) throw new MalformedData('version of SignerInfo');
  const digestAlgorithm = hashAlgorithm(fields.take(DER.sequence));
  const attributes = fields.take(DER.context0);
  const algorithm = signatureAlgorithm(fields.take(DER.sequence), digestAlgorithm);
  const signature = fields.take(DER.octetString).value;
  fields.end();

  const attributeList = new TlvReader(attributes.value).rest();
  const signedAttributes = Uint8Array.from(attributes.encoded);
  signedAttributes[0] = DER.set;
  return {
    identifier,
    digestAlgorithm,
    signedAttributes,
    contentType: objectIdentifier(attributeValue(attributeList, CONTENT_TYPE, DER.objectIdentifier)),
    messageDigest: attributeValue(attributeList, MESSAGE_DIGEST, DER.octetString).value,
    signatureAlgorithm: algorithm,
    signature,
  };
}

/**
 * Parses a ContentInfo that holds SignedData (RFC 5652 §3, §5.1). What the profile has no use for (revocation lists,
 * unsigned attributes, further certificates or signers) is refused, so that no octet stays unchecked.
 * Throws {@link MalformedData}.
 */
export function parseSignedData(contentInfo: Uint8Array): SignedData {
  const outer = new TlvReader(takeWhole(contentInfo, DER.sequence).value);
  if (objectIdentifier(outer.take(DER.objectIdentifier)) !== SIGNED_DATA)
    throw new MalformedData('content type');
  const fields = new TlvReader(takeWhole(outer.take(DER.context0).value, DER.sequence).value);
  outer.end();

  if (smallInteger(fields.take(DER.integer)) !== SIGNED_DATA_VERSION)
    throw new MalformedData('version of SignedData');
  const digestAlgorithm = hashAlgorithm(takeWhole(fields.take(DER.set).value, DER.sequence));
  const encapsulated = new TlvReader(fields.take(DER.sequence).value);
  const contentType = objectIdentifier(encapsulated.take(DER.objectIdentifier));
  const content = takeWhole(encapsulated.take(DER.context0).value, DER.octetString).value;
  encapsulated.end();
  const certificate = takeWhole(fields.take(DER.context0).value, DER.sequence).encoded;
  const signer = parseSigner(takeWhole(fields.take(DER.set).value, DER.sequence));
  fields.end();

  if (signer.digestAlgorithm !== digestAlgorithm) throw new MalformedData('digest algorithm not announced');
  return { contentType, content, certificate, signer };
}

/** Whether the signer, whose key is `key`, signed exactly this content (RFC 5652 §5.6). */
export function isSignedBy(data: SignedData, key: KeyObject): boolean {
  const { signer } = data;
  const digest = createHash(signer.digestAlgorithm).update(data.content).digest();
  return (
    signer.contentType === data.contentType &&
    digest.equals(signer.messageDigest) &&
    verifySignature(signer.signatureAlgorithm, key, signer.signedAttributes, signer.signature)
  );
}

import { DATA_GROUPS } from './files.ts';
import { MalformedData, onlyChild, smallInteger, TlvReader, takeWhole } from './tlv.ts';

/** DG2 (ICAO 9303-10 §4.7.2): biometric information group template, and one template of it. */
const GROUP_TAG = 0x7f61;
const TEMPLATE_TAG = 0x7f60;
const COUNT_TAG = 0x02;
const BIOMETRIC_DATA_TAG = 0x5f2e;

/** ISO/IEC 19794-5:2005 §5: lengths of the fixed parts, in bytes. */
const FACIAL_RECORD_HEADER_BYTES = 14;
const FACIAL_INFORMATION_BYTES = 20;
const FEATURE_POINT_BYTES = 8;
const IMAGE_INFORMATION_BYTES = 12;
/** Format identifier `FAC` and version `010`, each ended by a zero. */
const FACIAL_RECORD_START = Buffer.from('FAC\x00010\x00', 'latin1');
const IMAGE_DATA_TYPE_JPEG = 0;
const JPEG_START = Buffer.of(0xff, 0xd8, 0xff);

/** The JPEG inside a facial record of ISO/IEC 19794-5:2005, first face. */
function jpegOfFacialRecord(record: Uint8Array): Uint8Array {
  const smallest = FACIAL_RECORD_HEADER_BYTES + FACIAL_INFORMATION_BYTES + IMAGE_INFORMATION_BYTES;
  if (record.length < smallest) throw new MalformedData('facial record too short');
  if (!FACIAL_RECORD_START.equals(record.subarray(0, FACIAL_RECORD_START.length))) {
    throw new MalformedData('not a facial record');
  }
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  const face = FACIAL_RECORD_HEADER_BYTES;
  const faceEnd = face + view.getUint32(face);
  const featurePoints = view.getUint16(face + 4);
  const imageInformation = face + FACIAL_INFORMATION_BYTES + featurePoints * FEATURE_POINT_BYTES;
  const image = imageInformation + IMAGE_INFORMATION_BYTES;
  if (faceEnd > record.length || image >= faceEnd) throw new MalformedData('facial record length');
  const octets = Uint8Array.from(record.subarray(image, faceEnd));
  if (view.getUint8(imageInformation + 1) !== IMAGE_DATA_TYPE_JPEG)
    throw new MalformedData('image is no JPEG');
  if (!JPEG_START.equals(octets.subarray(0, JPEG_START.length))) throw new MalformedData('image is no JPEG');
  return octets;
}

/**
 * The portrait in DG2, JPEG octets, copied out of the file; `null` when the file is malformed or holds another kind of
 * image (JPEG 2000 is not part of the civil ID profile).
 */
export function extractPortrait(dg2: Uint8Array): Uint8Array | null {
  try {
    const group = new TlvReader(onlyChild(takeWhole(dg2, DATA_GROUPS.dg2.tag), GROUP_TAG).value);
    if (smallInteger(group.take(COUNT_TAG)) < 1) throw new MalformedData('no biometric template');
    const template = group.take(TEMPLATE_TAG);
    return jpegOfFacialRecord(onlyChild(template, BIOMETRIC_DATA_TAG).value);
  } catch (error) {
    if (error instanceof MalformedData) return null;
    throw error;
  }
}

import { IsoDate } from '../../../contracts/calendar.ts';
import { CivilId } from '../../../contracts/civil-id.ts';
import { Holder } from '../../../contracts/person.ts';
import type { CardRefusalReason } from '../../../contracts/refusal.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { DATA_GROUPS } from './files.ts';
import { parseTd1, splitName, TD1_LENGTH, type Td1 } from './mrz.ts';
import { MalformedData, onlyChild, takeWhole } from './tlv.ts';

/** Document code of a civil ID in its machine-readable zone. */
const DOCUMENT_CODE = 'ID';
/** DG1: the machine-readable zone (ICAO 9303-10 §4.7.1). */
const MRZ_TAG = 0x5f1f;
/** DG11 (ICAO 9303-10 §4.7.11). */
const FULL_NAME_TAG = 0x5f0e;
const PERSONAL_NUMBER_TAG = 0x5f10;
/** ICAO 9303-3 §5 keeps one letter for Germany, where ISO 3166-1 has three. */
const NATIONALITIES: Readonly<Record<string, string>> = { D: 'DEU' };
const CENTURY_OF_CIVIL_ID: Readonly<Record<string, string>> = { '2': '19', '3': '20' };

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

function text(octets: Uint8Array): string {
  try {
    return strictUtf8.decode(octets);
  } catch {
    throw new MalformedData('text');
  }
}

function isoDate(century: string, yymmdd: string): IsoDate {
  const date = IsoDate.safeParse(
    `${century}${yymmdd.slice(0, 2)}-${yymmdd.slice(2, 4)}-${yymmdd.slice(4, 6)}`,
  );
  if (!date.success) throw new MalformedData('date');
  return date.data;
}

/**
 * The zone has no century. The civil ID number has one, and the same date of birth; where the two dates differ (a date
 * corrected after the number was given), the latest century that is not in the future.
 */
function birthDate(yymmdd: string, civilId: CivilId, today: IsoDate): IsoDate {
  const century = CENTURY_OF_CIVIL_ID[civilId.charAt(0)];
  if (century !== undefined && civilId.slice(1, 7) === yymmdd) return isoDate(century, yymmdd);
  const recent = isoDate('20', yymmdd);
  return recent <= today ? recent : isoDate('19', yymmdd);
}

/** Full name in Arabic script. Where the identifiers are separated as in the zone, other names come first, as spoken. */
function arabicName(field: string): string {
  const { primary, secondary } = splitName(field);
  return `${secondary} ${primary}`.trim();
}

/** What makes a document one that is not accepted here, if anything. */
function findRefusal(
  zone: Td1,
  expiry: IsoDate,
  issuingState: string,
  today: IsoDate,
): CardRefusalReason | null {
  if (zone.issuingState !== issuingState) return 'issuingStateWrong';
  if (zone.documentCode !== DOCUMENT_CODE) return 'notCivilId';
  return expiry < today ? 'cardExpired' : null;
}

/**
 * The holder whom DG1 and DG11 describe, both already authenticated.
 * Fails for a document that is no civil ID of `issuingState`, or has expired before `today` (a date in Kuwait; the day
 * of expiry still counts). Throws {@link MalformedData}.
 */
export function readHolder(
  dg1: Uint8Array,
  dg11: Uint8Array,
  issuingState: string,
  today: IsoDate,
): Result<Holder, CardRefusalReason> {
  const zoneText = text(onlyChild(takeWhole(dg1, DATA_GROUPS.dg1.tag), MRZ_TAG).value);
  if (zoneText.length !== TD1_LENGTH) return failure('notCivilId');
  const zone = parseTd1(zoneText);
  const documentExpiry = isoDate('20', zone.expiryDate);
  const refusal = findRefusal(zone, documentExpiry, issuingState, today);
  if (refusal !== null) return failure(refusal);

  const details = takeWhole(dg11, DATA_GROUPS.dg11.tag);
  const civilId = CivilId.safeParse(text(onlyChild(details, PERSONAL_NUMBER_TAG).value));
  if (!civilId.success) return failure('notCivilId');
  const holder = Holder.safeParse({
    civilId: civilId.data,
    nameArabic: arabicName(text(onlyChild(details, FULL_NAME_TAG).value)),
    nameLatin: { family: zone.primaryIdentifier, given: zone.secondaryIdentifier },
    birthDate: birthDate(zone.birthDate, civilId.data, today),
    sex: zone.sex,
    nationality: NATIONALITIES[zone.nationality] ?? zone.nationality,
    documentNumber: zone.documentNumber,
    documentExpiry,
  });
  return holder.success ? success(holder.data) : failure('cardUnreadable');
}

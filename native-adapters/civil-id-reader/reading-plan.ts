import type { CardRefusalReason } from '../../contracts/refusal.ts';
import { failure, type Result, success } from '../../contracts/result.ts';
import {
  internalAuthenticate,
  LARGEST_LE,
  LARGEST_OFFSET,
  LARGEST_SHORT_OFFSET,
  readBinary,
  readBinaryOfFile,
  selectApplication,
  selectFile,
} from './iso7816/commands.ts';
import { describeStatusWord, isRefusal, STATUS_WORD } from './iso7816/status-word.ts';
import type { Transmit } from './iso7816/transmit.ts';
import { type ChipFiles, DATA_GROUPS, EF_SOD, LDS1_APPLICATION, type LdsFile } from './lds1/files.ts';
import { fileLength } from './lds1/tlv.ts';
import type { ReaderLog } from './log.ts';

/** What a chip gave: the files that decide, and its answer to the challenge. */
export interface ChipReading {
  readonly files: ChipFiles;
  /** Empty when the chip would not sign. */
  readonly signature: Uint8Array;
}

/** READ BINARY reaches no further: its offset has 15 bits. */
const LONGEST_FILE_BYTES = LARGEST_OFFSET + LARGEST_LE;

/** Overwrites octets that came from a card with zeros. */
export function wipe(...buffers: readonly Uint8Array[]): void {
  for (const buffer of buffers) buffer.fill(0);
}

/** SELECTs the LDS1 application. `notCivilId`: the chip has none. */
export async function selectLds1(
  transmit: Transmit,
  log: ReaderLog,
): Promise<Result<'selected', CardRefusalReason>> {
  const answered = await transmit(selectApplication(LDS1_APPLICATION));
  if (!answered.ok) return answered;
  const { statusWord } = answered.value;
  if (statusWord === STATUS_WORD.success) return success('selected');
  log.info({ statusWord: describeStatusWord(statusWord) }, 'the chip did not select LDS1');
  return failure(isRefusal(statusWord) ? 'notCivilId' : 'cardUnreadable');
}

/** One READ BINARY, by short identifier as long as the offset fits, else of the file selected before. */
function readPart(transmit: Transmit, file: LdsFile, offset: number, le: number): ReturnType<Transmit> {
  return transmit(
    offset <= LARGEST_SHORT_OFFSET
      ? readBinaryOfFile(file.shortFileIdentifier, offset, le)
      : readBinary(offset, le),
  );
}

/** Reads one whole file. Its length comes from its first octets, so that nothing is asked beyond its end. */
export async function readFile(
  transmit: Transmit,
  file: LdsFile,
  log: ReaderLog,
): Promise<Result<Uint8Array, CardRefusalReason>> {
  let octets: Uint8Array | null = null;
  let filled = 0;
  let isSelected = false;
  while (octets === null || filled < octets.length) {
    if (filled > LARGEST_SHORT_OFFSET && !isSelected) {
      const selected = await transmit(selectFile(file.fileIdentifier));
      if (!selected.ok) return selected;
      if (selected.value.statusWord !== STATUS_WORD.success) return failure('cardUnreadable');
      isSelected = true;
    }
    const le: number = octets === null ? LARGEST_LE : Math.min(LARGEST_LE, octets.length - filled);
    const part = await readPart(transmit, file, filled, le);
    if (!part.ok) return part;
    const { data, statusWord } = part.value;
    const isData = statusWord === STATUS_WORD.success || statusWord === STATUS_WORD.endOfFileReached;
    if (!isData || data.length === 0) {
      log.info(
        { file: file.fileIdentifier, statusWord: describeStatusWord(statusWord) },
        'READ BINARY failed',
      );
      return failure(statusWord === STATUS_WORD.fileNotFound ? 'notCivilId' : 'cardUnreadable');
    }
    if (octets === null) {
      const length = fileLength(data, file.tag);
      if (length === null || length > LONGEST_FILE_BYTES) return failure('cardUnreadable');
      octets = new Uint8Array(length);
    }
    // An elementary file may be longer than the data object in it.
    octets.set(data.subarray(0, octets.length - filled), filled);
    filled += data.length;
  }
  return success(octets);
}

/** In the order in which they decide. */
const PLAN = [EF_SOD, DATA_GROUPS.dg1, DATA_GROUPS.dg11, DATA_GROUPS.dg15] as const;

/**
 * Reads what decides from the selected application (EF.SOD, DG1, DG11, DG15) and lets the chip sign `challenge`.
 * A chip that will not sign gives an empty signature: whether it is a clone is judged after its files.
 */
export async function readChip(
  transmit: Transmit,
  challenge: Uint8Array,
  log: ReaderLog,
): Promise<Result<ChipReading, CardRefusalReason>> {
  const read: Uint8Array[] = [];
  for (const file of PLAN) {
    const octets = await readFile(transmit, file, log);
    if (!octets.ok) {
      wipe(...read);
      return octets;
    }
    read.push(octets.value);
  }
  const answered = await transmit(internalAuthenticate(challenge));
  const [sod, dg1, dg11, dg15] = read;
  if (!answered.ok || !sod || !dg1 || !dg11 || !dg15) {
    wipe(...read);
    return answered.ok ? failure('cardUnreadable') : answered;
  }
  const { data, statusWord } = answered.value;
  if (statusWord !== STATUS_WORD.success) {
    log.info({ statusWord: describeStatusWord(statusWord) }, 'the chip would not sign');
  }
  const signature = statusWord === STATUS_WORD.success ? data : new Uint8Array(0);
  return success({ files: { sod, dg1, dg11, dg15 }, signature });
}

/** One elementary file of the LDS1 eMRTD application (ICAO 9303-10 §4.6 and §4.7). */
export interface LdsFile {
  readonly fileIdentifier: number;
  readonly shortFileIdentifier: number;
  /** Tag of the one data object that fills the file. */
  readonly tag: number;
}

/** A file that EF.SOD lists by the number of its data group. */
export interface DataGroupFile extends LdsFile {
  readonly dataGroup: number;
}

/** Application identifier of LDS1 (ICAO 9303-10 §4.6). */
export const LDS1_APPLICATION = Uint8Array.of(0xa0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01);

/** Document security object. */
export const EF_SOD: LdsFile = { fileIdentifier: 0x011d, shortFileIdentifier: 0x1d, tag: 0x77 };

export const DATA_GROUPS = {
  /** Machine-readable zone. */
  dg1: { dataGroup: 1, fileIdentifier: 0x0101, shortFileIdentifier: 0x01, tag: 0x61 },
  /** Face. */
  dg2: { dataGroup: 2, fileIdentifier: 0x0102, shortFileIdentifier: 0x02, tag: 0x75 },
  /** Additional personal details. */
  dg11: { dataGroup: 11, fileIdentifier: 0x010b, shortFileIdentifier: 0x0b, tag: 0x6b },
  /** Active authentication public key. */
  dg15: { dataGroup: 15, fileIdentifier: 0x010f, shortFileIdentifier: 0x0f, tag: 0x6f },
} as const satisfies Record<string, DataGroupFile>;

/** The whole octets of every file that decides whether a chip is believed. */
export interface ChipFiles {
  readonly sod: Uint8Array;
  readonly dg1: Uint8Array;
  readonly dg11: Uint8Array;
  readonly dg15: Uint8Array;
}

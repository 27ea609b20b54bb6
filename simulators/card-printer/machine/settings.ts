import type { RibbonType } from './physical-state.ts';

/** What commands have set; a restart forgets all of it. */
export interface Settings {
  /** Value of `Pem`, a sum of the bits below. */
  readonly errorMode: number;
  /** Replies of `Pcom` with flow `ACK/NACK`. */
  readonly acknowledgeFlow: boolean;
  /** `Pr`; `null` before the first. */
  readonly ribbon: RibbonType | null;
  /** `Pneab`. */
  readonly ejection: 'allowed' | 'suppressed';
  /** `Pcem`: where `Se` ejects to. */
  readonly ejectTo: 'bezel' | 'rejectBin';
  /** `Pcim`: where inserting commands take a card from. */
  readonly insertion: 'feeder' | 'bezel' | 'both';
  /** `Pcrm`: where `Ser` drops. */
  readonly bin: 'retainBin' | 'rejectBin';
}

export const POWER_UP_SETTINGS: Settings = {
  errorMode: 0,
  acknowledgeFlow: false,
  ribbon: null,
  ejection: 'allowed',
  ejectTo: 'bezel',
  insertion: 'feeder',
  bin: 'rejectBin',
};

/** Bits of `Pem` (Evolis programming guide, error management). */
const ERROR_MODE_BIT = { host: 2, coverIgnored: 4, acknowledge: 16 } as const;
/** The sum of all bits of `Pem`. */
export const ERROR_MODE_MAX = 63;

/** Whether the host manages errors: they are replied to instead of waited out. */
export function isSupervised({ errorMode }: Settings): boolean {
  return (errorMode & ERROR_MODE_BIT.host) !== 0;
}

export function isCoverIgnored({ errorMode }: Settings): boolean {
  return (errorMode & ERROR_MODE_BIT.coverIgnored) !== 0;
}

/** Whether replies are ACK and NACK instead of texts. */
export function isAcknowledging({ errorMode, acknowledgeFlow }: Settings): boolean {
  return acknowledgeFlow || (errorMode & ERROR_MODE_BIT.acknowledge) !== 0;
}

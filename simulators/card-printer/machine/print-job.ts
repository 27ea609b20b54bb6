import type { PrintPanel } from '../../../contracts/kiosk-view.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import type { Plane } from '../decoder/plane.ts';
import type { PanelLetter } from '../wire/raster-format.ts';
import type { ErrorWord } from '../wire/reply.ts';
import type { RibbonType } from './physical-state.ts';

/** Which panels a ribbon has for each side, in the order in which it carries them. */
interface RibbonPanels {
  readonly front: readonly PanelLetter[];
  readonly back: readonly PanelLetter[];
}

const MONOCHROME: RibbonPanels = { front: ['k'], back: ['k'] };

const RIBBON_PANELS: Readonly<Record<RibbonType, RibbonPanels>> = {
  ymcko: { front: ['y', 'm', 'c', 'k', 'o'], back: [] },
  ymckos: { front: ['y', 'm', 'c', 'k', 'o'], back: [] },
  ymckok: { front: ['y', 'm', 'c', 'k', 'o'], back: ['k'] },
  ko: { front: ['k', 'o'], back: ['k'] },
  h: { front: ['o'], back: [] },
  ho: { front: ['o'], back: [] },
  k: MONOCHROME,
  kb: MONOCHROME,
  kw: MONOCHROME,
  kr: MONOCHROME,
  kbl: MONOCHROME,
  kgr: MONOCHROME,
  kgo: MONOCHROME,
  ksi: MONOCHROME,
  ksc: MONOCHROME,
  ktc: MONOCHROME,
  ktp: MONOCHROME,
  ka: MONOCHROME,
};

const FRONT_NAMES: Readonly<Record<PanelLetter, PrintPanel>> = {
  y: 'yellow',
  m: 'magenta',
  c: 'cyan',
  k: 'black',
  o: 'overlay',
};

/** The shared name of a panel on a side, or `null` where none is in use (only black is printed on backs). */
export function panelName(side: 'front' | 'back', letter: PanelLetter): PrintPanel | null {
  if (side === 'front') return FRONT_NAMES[letter];
  return letter === 'k' ? 'backBlack' : null;
}

/** A job between `Ss` and `Se`. */
export interface PrintJob {
  readonly card: number;
  readonly ribbon: RibbonType;
  /** Chosen by `Sr` and `Sv`; `null` before. */
  readonly side: 'front' | 'back' | null;
  /** The last panel that was accepted on this side. */
  readonly lastOnSide: PanelLetter | null;
  /** How many panels were accepted. */
  readonly accepted: number;
  /** What has been printed so far. */
  readonly planes: ReadonlyMap<PrintPanel, Plane>;
  /** The error that ended it; every further command of the job answers with it. */
  readonly failure: ErrorWord | null;
}

/** A job as `Ss` opens it. */
export function openJob(card: number, ribbon: RibbonType): PrintJob {
  return { card, ribbon, side: null, lastOnSide: null, accepted: 0, planes: new Map(), failure: null };
}

/** `Sr` chooses the front, once and first; `Sv` turns the card, once and only after the front. */
export function chooseSide(job: PrintJob, side: 'front' | 'back'): Result<PrintJob, ErrorWord> {
  const allowed = side === 'front' ? job.side === null : job.side === 'front';
  if (!allowed || RIBBON_PANELS[job.ribbon][side].length === 0) return failure('ERROR CDE');
  return success({ ...job, side, lastOnSide: null });
}

/** Accepts a panel when the ribbon has it on this side and it comes after the last one. */
export function acceptPanel(
  job: PrintJob,
  letter: PanelLetter,
): Result<{ readonly job: PrintJob; readonly panel: PrintPanel }, ErrorWord> {
  if (job.side === null) return failure('ERROR CDE');
  const order = RIBBON_PANELS[job.ribbon][job.side];
  const place = order.indexOf(letter);
  const panel = panelName(job.side, letter);
  if (place < 0 || panel === null) return failure('ERROR PARAMETRES');
  if (job.lastOnSide !== null && place <= order.indexOf(job.lastOnSide)) return failure('ERROR CDE');
  return success({ job: { ...job, lastOnSide: letter, accepted: job.accepted + 1 }, panel });
}

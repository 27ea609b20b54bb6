import type { Bilingual } from '../../../contracts/language.ts';
import type { FaultInput } from '../../card-printer/control-schema.ts';
import type { ReaderFault } from '../../hid-reader/control.ts';

/** A switch of the dock: a fault of the printer, and the part it breaks. */
export interface PrinterFaultSwitch {
  readonly id: string;
  readonly label: Bilingual;
  readonly part: 'feeder' | 'ribbon' | 'transport' | 'bins' | 'line' | 'electronics';
  readonly fault: FaultInput;
}

/** Everything the dock can break in the printer, part by part. */
export const PRINTER_FAULTS: readonly PrinterFaultSwitch[] = [
  {
    id: 'feeder-empty',
    part: 'feeder',
    fault: { fault: 'feederEmpty' },
    label: { ar: 'لا بطاقة عند السحب', en: 'Feeding finds no card' },
  },
  {
    id: 'ribbon-ends',
    part: 'ribbon',
    fault: { fault: 'ribbonEnds', panel: 3 },
    label: { ar: 'ينتهي الشريط في اللوح الثالث', en: 'Ribbon ends in panel 3' },
  },
  {
    id: 'cover-opens',
    part: 'transport',
    fault: { fault: 'coverOpens', before: 'black' },
    label: { ar: 'يُفتح الغطاء قبل الأسود', en: 'Cover opens between cyan and black' },
  },
  {
    id: 'jam-printing',
    part: 'transport',
    fault: { fault: 'jam', command: 'Se' },
    label: { ar: 'تعلق عند نهاية الطباعة', en: 'Jam at the end of printing' },
  },
  {
    id: 'jam-eject',
    part: 'transport',
    fault: { fault: 'jam', command: 'Seb' },
    label: { ar: 'تعلق عند الإخراج', en: 'Jam at eject' },
  },
  {
    id: 'bin-full',
    part: 'bins',
    fault: { fault: 'retractBinFull' },
    label: { ar: 'الصندوق ممتلئ', en: 'Bin full' },
  },
  {
    id: 'silence',
    part: 'line',
    fault: { fault: 'silence', ms: 30_000, command: 'Dbc' },
    label: { ar: 'صمت ٣٠ ثانية', en: 'Silence for 30 s in a panel' },
  },
  {
    id: 'garbage',
    part: 'line',
    fault: { fault: 'garbageReply', command: 'Dbc' },
    label: { ar: 'رد غير مفهوم', en: 'Garbage reply' },
  },
  {
    id: 'truncated',
    part: 'line',
    fault: { fault: 'truncatedReply', command: 'Dbc' },
    label: { ar: 'رد مبتور', en: 'Truncated reply' },
  },
  {
    id: 'split',
    part: 'line',
    fault: { fault: 'splitReply', times: 20 },
    label: { ar: 'ردود مقسومة', en: 'Split replies' },
  },
  {
    id: 'merged',
    part: 'line',
    fault: { fault: 'mergedReplies', times: 5 },
    label: { ar: 'ردود ملتصقة', en: 'Merged replies' },
  },
  {
    id: 'stale-ok',
    part: 'line',
    fault: { fault: 'staleOk', command: 'Rrt' },
    label: { ar: 'رد قديم', en: 'Stale OK of the ribbon tag' },
  },
  {
    id: 'byte-dropped',
    part: 'line',
    fault: { fault: 'byteDropped', panel: 'magenta' },
    label: { ar: 'ضياع بايت داخل الصورة', en: 'A byte dropped inside a bitmap' },
  },
  {
    id: 'clear-to-send',
    part: 'line',
    fault: { fault: 'clearToSendLow' },
    label: { ar: 'الخط موقوف', en: 'Clear-to-send held low' },
  },
  {
    id: 'unknown-error',
    part: 'electronics',
    fault: { fault: 'unknownError', command: 'Dbc' },
    label: { ar: 'خطأ مجهول', en: 'Unknown error word' },
  },
  {
    id: 'reset-mid-panel',
    part: 'electronics',
    fault: { fault: 'reset', at: { when: 'inPanel', panel: 'cyan', afterBytes: 1000 } },
    label: { ar: 'إعادة تشغيل أثناء اللوح', en: 'Restart in the middle of a panel' },
  },
  {
    id: 'power-loss',
    part: 'electronics',
    fault: { fault: 'powerLoss', at: { when: 'atCommand', command: 'Seb', phase: 'done' }, ms: 3000 },
    label: { ar: 'انقطاع الكهرباء عند الإخراج', en: 'Power lost at the bezel for 3 s' },
  },
  {
    id: 'counter-stuck',
    part: 'electronics',
    fault: { fault: 'counterStuck' },
    label: { ar: 'العدّاد لا يتحرك', en: 'Card counter stuck' },
  },
];

/** What each part is called. */
export const PART_NAMES: Readonly<Record<PrinterFaultSwitch['part'], Bilingual>> = {
  feeder: { ar: 'المغذّي', en: 'Feeder' },
  ribbon: { ar: 'الشريط', en: 'Ribbon' },
  transport: { ar: 'مسار البطاقة', en: 'Transport' },
  bins: { ar: 'الصندوقان', en: 'Bins' },
  line: { ar: 'خط الاتصال', en: 'Line' },
  electronics: { ar: 'الإلكترونيات', en: 'Electronics' },
};

/** What each fault of the reader is called. */
export const READER_FAULT_NAMES: Readonly<Record<ReaderFault, Bilingual>> = {
  silence: { ar: 'صمت', en: 'Silence' },
  badCrc: { ar: 'مجموع تحقق خاطئ', en: 'Wrong CRC' },
  truncated: { ar: 'رد مبتور', en: 'Truncated replies' },
  unknownReports: { ar: 'تقارير غريبة', en: 'Unknown reports' },
  outOfOrder: { ar: 'تقارير مبعثرة', en: 'Reports out of order' },
  slow: { ar: 'بطء', en: 'Slow' },
  refused: { ar: 'رفض كل أمر', en: 'Refuses every command' },
};

import { kuwaitDate } from '../../../contracts/calendar.ts';
import type { CaseFormSheet, CaseId } from '../../../contracts/case.ts';
import type { Bilingual } from '../../../contracts/language.ts';
import { CASE_SHEET_LABELS, CASE_SHEET_PARAGRAPHS, CASE_SHEET_TITLES } from '../../texts/case-sheet-texts.ts';
import { formatDate } from '../../texts/format-date.ts';
import { BilingualDocument, COLOURS } from '../documents/bilingual-document.ts';

/** What a form is filled in with; `null` is left to be written by hand. */
export interface CaseSheetContent {
  readonly sheet: CaseFormSheet;
  readonly caseId: CaseId;
  readonly organisation: Bilingual | null;
  readonly unifiedNumber: string | null;
  readonly concernedPerson: Bilingual | null;
  readonly concernedCivilId: string | null;
  readonly email: string | null;
  /** When it is made, milliseconds since the Unix epoch. */
  readonly madeAt: number;
}

const TITLE_SIZE = 20;
const ARABIC = { size: 12, colour: COLOURS.ink } as const;
const ENGLISH = { size: 9, colour: COLOURS.quiet } as const;
/** Height in points of the place for signature and stamp, and of a line to write on. */
const SIGNATURE_HEIGHT = 104;
const WRITING_HEIGHT = 30;
/** What stands where something is to be written by hand. */
const BLANK = '........................................';

function paragraphs(paper: BilingualDocument, lines: readonly Bilingual[]): void {
  for (const { ar, en } of lines) {
    paper.paragraph(ar, 'ar', { ...ARABIC, text: paper.regular });
    paper.paragraph(en, 'en', { ...ENGLISH, text: paper.regular });
    paper.down(4);
  }
}

/** A form of S1 as PDF, Arabic with its English beside or below, filled in with what was typed, to be printed and signed. */
export function caseSheetDocument(content: CaseSheetContent): Promise<Buffer> {
  const { sheet, caseId, madeAt } = content;
  const title = CASE_SHEET_TITLES[sheet];
  const paper = new BilingualDocument({ title: `${title.en} ${caseId}`, madeAt });
  const { regular } = paper;
  const today = kuwaitDate(madeAt);
  paper.letterhead(title, TITLE_SIZE);
  paper.sides(regular, { ar: formatDate(today, 'ar'), en: formatDate(today, 'en') }, 10, COLOURS.quiet);
  paper.down(22);
  paragraphs(paper, CASE_SHEET_PARAGRAPHS[sheet].before);
  paper.down(4);
  const blank: Bilingual = { ar: BLANK, en: BLANK };
  paper.row(CASE_SHEET_LABELS.organisation, content.organisation ?? blank, regular);
  paper.fact(CASE_SHEET_LABELS.unifiedNumber, content.unifiedNumber ?? BLANK, regular);
  paper.row(CASE_SHEET_LABELS.concernedPerson, content.concernedPerson ?? blank, regular);
  paper.fact(CASE_SHEET_LABELS.userCode, content.concernedCivilId ?? BLANK, regular);
  paper.fact(CASE_SHEET_LABELS.email, content.email ?? BLANK, regular);
  paper.fact(CASE_SHEET_LABELS.reference, caseId, regular);
  paper.down(4);
  paragraphs(paper, CASE_SHEET_PARAGRAPHS[sheet].after);
  paper.need(SIGNATURE_HEIGHT);
  paper.down(4);
  paper.rule(COLOURS.rule, 1);
  paper.down(14);
  for (const label of [
    CASE_SHEET_LABELS.signatory,
    CASE_SHEET_LABELS.signature,
    CASE_SHEET_LABELS.stamp,
  ] as const) {
    paper.sides(regular, label, 10, COLOURS.quiet);
    paper.centred(regular, BLANK, 10, COLOURS.quiet);
    paper.down(WRITING_HEIGHT);
  }
  return paper.finish();
}

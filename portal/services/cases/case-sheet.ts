import { kuwaitDate } from '../../../contracts/calendar.ts';
import type { CaseFormSheet } from '../../../contracts/case.ts';
import { type CivilId, parseCivilId } from '../../../contracts/civil-id.ts';
import type { Bilingual } from '../../../contracts/language.ts';
import { UnifiedNumber } from '../../../contracts/organisation.ts';
import type { PersonName } from '../../../contracts/person.ts';
import type { CaseId } from '../../../contracts/portal-api/cases.ts';
import { findRegisteredOrganisation } from '../../store/organisations.ts';
import { findPerson } from '../../store/people.ts';
import type { StoreReader } from '../../store/store.ts';
import { CASE_SHEET_LABELS, CASE_SHEET_PARAGRAPHS, CASE_SHEET_TITLES } from '../../texts/case-sheet-texts.ts';
import { formatDate } from '../../texts/format-date.ts';
import { BilingualDocument, COLOURS } from '../documents/bilingual-document.ts';
import type { CaseApplicant, CaseContext } from './context.ts';
import { findOwnCase } from './case-view.ts';
import type { FormOf } from './definition.ts';

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

const fullName = ({ given, family }: PersonName) => `${given} ${family}`;

/**
 * What the register and the form give to fill in; whatever is not typed rightly is left blank. So is the name of anybody but
 * the applicant: nobody learns whose a number is by typing it.
 */
async function sheetContent(
  reader: StoreReader,
  form: FormOf<'companyAccount'>,
  applicant: CivilId,
): Promise<
  Pick<CaseSheetContent, 'organisation' | 'unifiedNumber' | 'concernedPerson' | 'concernedCivilId' | 'email'>
> {
  const unifiedNumber = UnifiedNumber.safeParse(form.unifiedNumber ?? '');
  const civilId = parseCivilId(form.concernedCivilId ?? '');
  const organisation = unifiedNumber.success
    ? await findRegisteredOrganisation(reader, 'company', unifiedNumber.data)
    : null;
  const person = civilId.ok && civilId.value === applicant ? await findPerson(reader, applicant) : null;
  return {
    organisation: organisation?.name ?? null,
    unifiedNumber: unifiedNumber.success ? unifiedNumber.data : null,
    concernedPerson:
      person === null ? null : { ar: fullName(person.nameArabic), en: fullName(person.nameLatin) },
    concernedCivilId: civilId.ok ? civilId.value : null,
    email: form.email,
  };
}

/** A form of an own case of S1, filled in; `null` for any other case. */
export async function caseSheet(
  { store: { reader }, clock }: CaseContext,
  applicant: Pick<CaseApplicant, 'accountId' | 'civilId'>,
  caseId: CaseId,
  sheet: CaseFormSheet,
): Promise<Buffer | null> {
  const filed = await findOwnCase(reader, applicant, caseId);
  if (filed?.form.type !== 'companyAccount') return null;
  return caseSheetDocument({
    ...(await sheetContent(reader, filed.form, applicant.civilId)),
    sheet,
    caseId,
    madeAt: clock.now(),
  });
}

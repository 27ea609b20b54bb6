import type { IsoDate } from '../../../contracts/calendar.ts';
import type { CaseType } from '../../../contracts/case.ts';
import type { CivilId } from '../../../contracts/civil-id.ts';
import type { Bilingual, Language } from '../../../contracts/language.ts';
import type { CaseField, CaseForm, CaseOpenPoint, DeskFact } from '../../../contracts/portal-api/cases.ts';
import type { AccountRole } from '../../../contracts/portal-api/route.ts';
import type { Result } from '../../../contracts/result.ts';
import type { AccountHolding } from '../../store/accounts.ts';
import type { CaseOnFile } from '../../store/cases.ts';
import type { StoreReader, StoreTransaction } from '../../store/store.ts';
import type { Moment } from '../applications/context.ts';
import type { AuditFact } from '../audit/audit-chain.ts';
import type { CaseContext } from './context.ts';

/** The form of a type of case. */
export type FormOf<Type extends CaseType> = Extract<CaseForm, { readonly type: Type }>;

type FieldPoint = Extract<CaseOpenPoint, { readonly at: 'field' }>;

/** What is wrong with a field of a form. */
export interface FieldFault {
  readonly field: CaseField;
  readonly fault: FieldPoint['fault'];
  /** Which part of a machine-readable zone, with the faults that are about one. */
  readonly part?: FieldPoint['part'];
}

/** Who files a case, and the day (in Kuwait) on which the form is judged. */
export interface Filing {
  readonly accountId: string;
  readonly civilId: CivilId;
  readonly holding: AccountHolding;
  readonly today: IsoDate;
}

/** A case that an officer approves, in the transaction that does so. */
export interface Approval {
  readonly context: CaseContext;
  readonly transaction: StoreTransaction;
  readonly filed: CaseOnFile;
  readonly now: Moment;
}

/** What differs between the types of case; everything else is the same for all of them. */
export interface CaseDefinition<Form extends CaseForm = CaseForm> {
  /** Who may file one. */
  readonly applicants: readonly AccountRole[];
  /** Civil ID or unified number that it is about, in canonical form, for look-ups; `null` until it was typed rightly. */
  subject(form: Form): string | null;
  /** What of the form is missing or wrong, in the order of its fields; missing documents are found for every type alike. */
  judge(reader: StoreReader, form: Form, filing: Filing): Promise<readonly FieldFault[]>;
  /** Name of the company, entity or person it is about, once the register knows it: a person's only if it is one of the filing account's. */
  about(reader: StoreReader, form: Form, accountId: string): Promise<Bilingual | null>;
  /** S8: the Latin name on record, to compare with; `null` for every other type. */
  currentLatinName(reader: StoreReader, form: Form, accountId: string): Promise<string | null>;
  /** Facts from the register that the officer decides by. */
  facts(reader: StoreReader, form: Form, language: Language): Promise<readonly DeskFact[]>;
  /** Persons it concerns: none of them decides it, and neither does whoever filed it. */
  concerned(form: Form): readonly CivilId[];
  /**
   * Carries out what was asked for, and tells the trail what it did. A refusal must come before anything was written:
   * `noLongerPossible` when what was right at submission is not any more.
   */
  approve(form: Form, approval: Approval): Promise<Result<readonly AuditFact[], 'noLongerPossible'>>;
}

import type { LicenceCategory } from '../../../contracts/licence.ts';
import type {
  DocumentKind,
  RequestForm,
  ServiceStanding,
  SubmissionFault,
} from '../../../contracts/portal-api/licences.ts';
import type { UploadType } from '../../../contracts/portal-api/uploads.ts';
import { photoFault } from '../uploads/photo-quality.ts';

/** An attached document as far as submission looks at it. */
export interface AttachedDocument {
  readonly type: UploadType;
  /** Pixels; `null` for documents. */
  readonly size: { readonly width: number; readonly height: number } | null;
}

/** Everything about a draft that decides whether it can be submitted, except what only the police know. */
export interface DraftFacts {
  readonly standing: ServiceStanding;
  /** Types of the licence that the request can be about. */
  readonly categories: readonly LicenceCategory[];
  readonly form: RequestForm;
  readonly attached: Partial<Record<DocumentKind, AttachedDocument>>;
  /** Whether the chosen machine exists. */
  readonly machineKnown: boolean;
}

/** Documents that must be pictures. */
const PICTURES: ReadonlySet<DocumentKind> = new Set(['photo', 'damagePhoto']);

function isMissing(kind: DocumentKind, { attached }: DraftFacts): boolean {
  const document = attached[kind];
  return document === undefined || (PICTURES.has(kind) && document.size === null);
}

function faultOfPhoto({ standing, attached }: DraftFacts): 'photoTooSmall' | 'photoNotPortrait' | null {
  const size = standing.documents.includes('photo') ? attached.photo?.size : null;
  return size ? photoFault(size) : null;
}

type DraftFault = Exclude<SubmissionFault, 'lossReportNotFound' | 'policeUnavailable' | 'notDeclared'>;

/** What each fault is found by. */
const FAULTS: Readonly<Record<DraftFault, (draft: DraftFacts) => boolean>> = {
  notEligible: ({ standing }) => standing.refusals.length > 0,
  categoryMissing: ({ form, categories }) => form.category === null || !categories.includes(form.category),
  damageTypeMissing: ({ standing, form }) => standing.kind === 'damaged' && form.damageType === null,
  lossReportMissing: ({ standing, form }) => standing.kind === 'lost' && form.lossReport === null,
  documentMissing: (draft) => draft.standing.documents.some((kind) => isMissing(kind, draft)),
  photoTooSmall: (draft) => faultOfPhoto(draft) === 'photoTooSmall',
  photoNotPortrait: (draft) => faultOfPhoto(draft) === 'photoNotPortrait',
  machineMissing: ({ machineKnown }) => !machineKnown,
};

/** What stands between a draft and its submission, in the order in which the form asks. */
export function draftFaults(draft: DraftFacts): DraftFault[] {
  return (Object.keys(FAULTS) as DraftFault[]).filter((fault) => FAULTS[fault](draft));
}

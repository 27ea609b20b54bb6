import type {
  DocumentKind,
  RequestView,
  SubmissionFault,
} from '../../../../contracts/portal-api/licences.ts';
import type { RequestKind } from '../../../../contracts/request.ts';

/** What an application asks, one topic a page. */
export const TOPICS = ['category', 'damage', 'lossReport', 'documents', 'machine', 'check'] as const;
/** One page of an application. */
export type Topic = (typeof TOPICS)[number];

/** The topics of each service, in the order in which they are asked. */
const TOPICS_OF: Readonly<Record<RequestKind, readonly [Topic, ...Topic[]]>> = {
  renewal: ['category', 'documents', 'machine', 'check'],
  damaged: ['category', 'damage', 'documents', 'machine', 'check'],
  lost: ['category', 'lossReport', 'documents', 'machine', 'check'],
};

/** The topic that puts right what stands in the way; `null`: nothing on these pages does. */
export const TOPIC_OF_FAULT: Readonly<Record<SubmissionFault, Topic | null>> = {
  notEligible: null,
  categoryMissing: 'category',
  damageTypeMissing: 'damage',
  documentMissing: 'documents',
  photoTooSmall: 'documents',
  photoNotPortrait: 'documents',
  lossReportMissing: 'lossReport',
  lossReportNotFound: 'lossReport',
  policeUnavailable: null,
  machineMissing: 'machine',
  notDeclared: 'check',
};

/** The topics that the application asks. */
export function topicsOf(kind: RequestKind): readonly Topic[] {
  return TOPICS_OF[kind];
}

/** Where an application begins. */
export function firstTopic(kind: RequestKind): Topic {
  return TOPICS_OF[kind][0];
}

/** Where an application is taken up again: at what is still missing, or at its check. */
export function topicToResume({ open }: Pick<RequestView, 'open'>): Topic {
  return open.map((fault) => TOPIC_OF_FAULT[fault]).find((topic) => topic !== null) ?? 'check';
}

/** The topic after `topic`; the check is the last. */
export function topicAfter(kind: RequestKind, topic: Topic): Topic {
  const topics = topicsOf(kind);
  return topics[topics.indexOf(topic) + 1] ?? 'check';
}

/** The topic before `topic`; `null` before the first. */
export function topicBefore(kind: RequestKind, topic: Topic): Topic | null {
  const topics = topicsOf(kind);
  return topics[topics.indexOf(topic) - 1] ?? null;
}

/** The mistakes in the documents of a draft that belong to `document`. */
export function faultsOfDocument(
  { open, uploads }: Pick<RequestView, 'open' | 'uploads'>,
  document: DocumentKind,
): SubmissionFault[] {
  return open.filter((fault) =>
    fault === 'documentMissing'
      ? uploads[document] === undefined
      : document === 'photo' && (fault === 'photoTooSmall' || fault === 'photoNotPortrait'),
  );
}

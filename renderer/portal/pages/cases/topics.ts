import type { CaseType } from '../../../../contracts/case.ts';
import type { CaseField, CaseOpenPoint, CaseView } from '../../../../contracts/portal-api/cases.ts';

/** What a case asks, one topic a page. */
export const TOPICS = [
  'organisation',
  'entity',
  'person',
  'latinName',
  'passport',
  'zone',
  'documents',
  'check',
] as const;
/** One page of filling in. */
export type Topic = (typeof TOPICS)[number];

/** The topics of each type, in the order in which they are asked. */
const TOPICS_OF: Readonly<Record<CaseType, readonly [Topic, ...Topic[]]>> = {
  companyAccount: ['organisation', 'documents', 'check'],
  governmentAccount: ['entity', 'documents', 'check'],
  latinNameAmendment: ['person', 'latinName', 'documents', 'check'],
  passportTransfer: ['person', 'passport', 'zone', 'documents', 'check'],
};

/** The fields that each topic asks. */
export const FIELDS_OF: Readonly<Record<Topic, readonly CaseField[]>> = {
  organisation: ['unifiedNumber', 'concernedCivilId', 'email'],
  entity: ['unifiedNumber', 'concernedCivilId', 'email'],
  person: ['subjectCivilId'],
  latinName: ['requestedGivenName', 'requestedFamilyName'],
  passport: ['passportNumber', 'issuedOn', 'expiresOn', 'placeOfIssue'],
  zone: ['mrz'],
  documents: [],
  check: [],
};

/** The topics that a type asks. */
export function topicsOf(type: CaseType): readonly Topic[] {
  return TOPICS_OF[type];
}

/** Where filling in begins. */
export function firstTopic(type: CaseType): Topic {
  return TOPICS_OF[type][0];
}

/** The topic that puts an open point right. */
export function topicOf(type: CaseType, point: CaseOpenPoint): Topic {
  if (point.at === 'document') return 'documents';
  return (
    topicsOf(type).find((topic) => FIELDS_OF[topic].some((field) => field === point.field)) ??
    firstTopic(type)
  );
}

/** Where a draft is taken up again: at what is still open, or at its check. */
export function topicToResume({ type, open }: Pick<CaseView, 'type' | 'open'>): Topic {
  const openTopics = new Set(open.map((point) => topicOf(type, point)));
  return topicsOf(type).find((topic) => openTopics.has(topic)) ?? 'check';
}

/** The topic after `topic`; the check is the last. */
export function topicAfter(type: CaseType, topic: Topic): Topic {
  const topics = topicsOf(type);
  return topics[topics.indexOf(topic) + 1] ?? 'check';
}

/** The topic before `topic`; `null` before the first. */
export function topicBefore(type: CaseType, topic: Topic): Topic | null {
  const topics = topicsOf(type);
  return topics[topics.indexOf(topic) - 1] ?? null;
}

/** The name of the reason of an open point, as the catalogue has it below `reason`. */
export function reasonOfPoint(point: CaseOpenPoint): string {
  if (point.at === 'document') return 'documentMissing';
  if (point.fault === 'missing') return `case.missing.${point.field}`;
  return point.part === null ? `case.${point.fault}` : `case.${point.fault}.${point.part}`;
}

/** The open points of the fields that `topic` asks. */
export function openFieldsOf(topic: Topic, open: readonly CaseOpenPoint[]) {
  return open.flatMap((point) =>
    point.at === 'field' && FIELDS_OF[topic].some((field) => field === point.field)
      ? [{ path: point.field, reason: reasonOfPoint(point) }]
      : [],
  );
}

import { addDays, type IsoDate, isoInstant } from '../../../contracts/calendar.ts';
import type { AUDIT_ROUTES, AuditEntryView, AuditSearch } from '../../../contracts/portal-api/audit.ts';
import type { AnswerOf } from '../../../contracts/portal-api/route.ts';
import { type FoundEntry, findAuditEntries, type TrailQuery } from '../../store/audit-search.ts';
import { moment, record } from '../applications/context.ts';
import type { PortalContext } from '../portal-context.ts';
import type { AuditActor } from './audit-chain.ts';
import type { RegisterFact } from './register-facts.ts';
import { verifyAudit } from './verify-audit.ts';

/** What the auditor's services work with. */
export type AuditContext = Pick<PortalContext, 'store' | 'clock' | 'datedSettings'>;

/** Entries of one page. */
export const AUDIT_PAGE_SIZE = 50;
/** Entries read at a time for an export. */
const EXPORT_PAGE_SIZE = 1_000;

/** The instant at which a day begins in Kuwait (UTC+3 the whole year). */
const dayBegins = (date: IsoDate) => isoInstant(Date.parse(`${date}T00:00:00+03:00`));

function trailQuery({ from, until, actor, action, subject }: AuditSearch): TrailQuery {
  return {
    from: from === undefined ? null : dayBegins(from),
    before: until === undefined ? null : dayBegins(addDays(until, 1)),
    actor: actor ?? null,
    action: action ?? null,
    subject: subject ?? null,
  };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

function entryView({ details, ...entry }: FoundEntry): AuditEntryView {
  const facts: Readonly<Record<string, unknown>> = JSON.parse(details);
  return {
    ...entry,
    // What is not there (a decision without a reason) is no fact.
    details: Object.entries(facts).flatMap(([name, value]) =>
      value === null ? [] : [{ name, value: textOf(value) }],
    ),
  };
}

/** Puts on the trail that somebody looked at it, and what for. */
function recordLook(context: AuditContext, fact: RegisterFact, by: AuditActor): Promise<void> {
  const now = moment(context);
  return context.store.transaction((transaction) => record(transaction, [fact], by, now.instant));
}

/** A page of the trail, newest first. The search is on the trail before anything is shown. */
export async function searchAudit(
  context: AuditContext,
  by: AuditActor,
  search: AuditSearch,
): Promise<AnswerOf<typeof AUDIT_ROUTES.auditEntries>> {
  await recordLook(context, { action: 'auditSearched', trail: 'audit', search: JSON.stringify(search) }, by);
  const found = await findAuditEntries(
    context.store.reader,
    trailQuery(search),
    search.before ?? null,
    AUDIT_PAGE_SIZE + 1,
  );
  const entries = found.slice(0, AUDIT_PAGE_SIZE).map(entryView);
  return { entries, before: found.length > AUDIT_PAGE_SIZE ? (entries.at(-1)?.seq ?? null) : null };
}

/** Recomputes the chain; that somebody asked, and what was found, is on the trail afterwards. */
export async function verifyTrail(
  context: AuditContext,
  by: AuditActor,
): Promise<AnswerOf<typeof AUDIT_ROUTES.auditChain>> {
  const verdict = await verifyAudit(context.store);
  await recordLook(context, { action: 'auditVerified', trail: 'audit', whole: verdict.intact }, by);
  return verdict.intact
    ? { whole: true, entries: verdict.entries, head: verdict.head }
    : { whole: false, brokenAt: verdict.seq };
}

/** Marks the file as UTF-8 for spreadsheets, which else take Arabic for something else. */
const BYTE_ORDER_MARK = '\ufeff';
/** What spreadsheets take for a formula, and run, when a cell begins with it. */
const FORMULA = /^[=+\-@\t\r]/;

/** One cell of RFC 4180, disarmed where it would be a formula. */
function cell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

const line = (cells: readonly string[]) => `${cells.map(cell).join(',')}\r\n`;

/**
 * Everything that fits, newest first, as CSV (RFC 4180) piece by piece: the trail may be larger than memory. Entries that are
 * added meanwhile are not in it. That it was taken along is on the trail before the first piece.
 */
export async function* exportAudit(
  context: AuditContext,
  by: AuditActor,
  search: AuditSearch,
): AsyncGenerator<string> {
  await recordLook(context, { action: 'auditExported', trail: 'audit', search: JSON.stringify(search) }, by);
  yield BYTE_ORDER_MARK + line(['seq', 'at', 'actor', 'origin', 'action', 'subject', 'details']);
  const query = trailQuery(search);
  for (let after = search.before ?? null; ; ) {
    const found = await findAuditEntries(context.store.reader, query, after, EXPORT_PAGE_SIZE);
    yield found
      .map(({ seq, at, actor, origin, action, subject, details }) =>
        line([String(seq), at, actor, origin, action, subject, details]),
      )
      .join('');
    const last = found.at(-1);
    if (last === undefined || found.length < EXPORT_PAGE_SIZE) return;
    after = last.seq;
  }
}

import type { Insertable } from 'kysely';
import {
  AUDIT_CHAIN_START,
  type AuditEntry,
  type AuditHead,
  auditHash,
} from '../../services/audit/audit-chain.ts';
import type { Database } from '../../store/schema.ts';

/** Rows of one table as plain values, so that they can be handed to another thread. */
export interface Rows {
  readonly table: keyof Database;
  readonly columns: readonly string[];
  /** Values of all rows, one row after another, each in the order of the columns. */
  readonly values: readonly unknown[];
}

/** Rows of one table that are being made. */
class TableRows<Table extends keyof Database> {
  readonly #table: Table;
  #columns: readonly string[] = [];
  #values: unknown[] = [];

  constructor(table: Table) {
    this.#table = table;
  }

  /** Adds a row. Every row names every column, in the same order. */
  add(row: Insertable<Database[Table]>): void {
    if (this.#columns.length === 0) this.#columns = Object.keys(row);
    this.#values.push(...Object.values(row));
  }

  /** What was added since the last time. */
  take(): Rows {
    const rows = { table: this.#table, columns: this.#columns, values: this.#values };
    this.#values = [];
    return rows;
  }
}

/** Rows of all tables that belong together, and where the trail ends after them. */
export interface Batch {
  /** Each table after those that its rows point to. */
  readonly rows: readonly Rows[];
  readonly auditHead: AuditHead;
}

/** The tables that a population fills. */
export class PopulationTables {
  readonly registeredOrganisations = new TableRows('registered_organisations');
  readonly companies = new TableRows('companies');
  readonly people = new TableRows('people');
  readonly passports = new TableRows('passports');
  readonly drivingLicences = new TableRows('driving_licences');
  readonly organisations = new TableRows('organisations');
  readonly accounts = new TableRows('accounts');
  readonly delegates = new TableRows('delegates');
  readonly delegateGrants = new TableRows('delegate_grants');
  readonly cases = new TableRows('cases');
  readonly renewals = new TableRows('renewals');
  readonly requests = new TableRows('requests');
  readonly applications = new TableRows('applications');
  readonly licences = new TableRows('licences');
  readonly uploads = new TableRows('uploads');
  readonly pickups = new TableRows('pickups');
  readonly pickupEvents = new TableRows('pickup_events');
  readonly permits = new TableRows('permits');
  readonly receipts = new TableRows('receipts');
  readonly payments = new TableRows('payments');
  readonly paymentLines = new TableRows('payment_lines');
  readonly dues = new TableRows('dues');
  readonly paymentLocks = new TableRows('payment_locks');
  readonly #audit = new TableRows('audit');
  #head = AUDIT_CHAIN_START;

  /** Adds an entry to the end of the trail. */
  record(entry: AuditEntry): void {
    const seq = this.#head.seq + 1;
    const hash = auditHash(this.#head.hash, seq, entry);
    const { at, actor, origin, action, subject, details } = entry;
    this.#audit.add({
      seq,
      at,
      actor,
      origin,
      action,
      subject,
      details,
      previous_hash: this.#head.hash,
      hash,
    });
    this.#head = { seq, hash };
  }

  /** What was added since the last time. */
  take(): Batch {
    const tables = [
      this.registeredOrganisations,
      this.companies,
      this.people,
      this.passports,
      this.drivingLicences,
      this.organisations,
      this.accounts,
      this.delegates,
      this.delegateGrants,
      this.cases,
      this.renewals,
      this.requests,
      this.applications,
      this.licences,
      this.uploads,
      this.pickups,
      this.pickupEvents,
      this.permits,
      this.receipts,
      this.payments,
      this.paymentLines,
      this.dues,
      this.paymentLocks,
      this.#audit,
    ];
    return { rows: tables.map((table) => table.take()), auditHead: this.#head };
  }
}

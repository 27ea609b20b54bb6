import type { RenewalId } from '../../../contracts/residency.ts';
import { auditEntry } from '../../services/audit/audit-chain.ts';
import type { Employer } from './organisations.ts';
import type { Person } from './people.ts';
import type { World } from './world.ts';

/** Days before the end of a residency within which its renewal may have begun: inside the window of two months. */
const WINDOW_DAYS = 55;
/** Of so many people whose residency ends soon, one is in a basket. */
const BEGUN = 2;
/** Of so many renewals one was taken out of its basket again. */
const REMOVED = 3;
/** A renewal began up to so many minutes ago. */
const BEGUN_MINUTES = 10 * 24 * 60;

/** A renewal as it was made, with the account of whoever began it. */
export interface MadeRenewal {
  readonly accountId: string;
  readonly renewalId: RenewalId;
}

/** Adds the renewal of somebody whose residency ends soon, by whoever they belong to; told while it is open. */
export function addRenewal(
  { tables, random, identifiers, calendar }: World,
  { civilId, residency }: Person,
  { companyId, type, delegate }: Employer,
): MadeRenewal | null {
  if (residency === null || residency.daysLeft > WINDOW_DAYS || random.below(BEGUN) > 0) return null;
  const accountId = residency.relation === 'worker' ? delegate : residency.renewer;
  if (accountId === null) return null;
  const renewalId = identifiers.uuid() as RenewalId;
  const ofWorker = residency.relation === 'worker';
  const removed = random.below(REMOVED) === 0;
  const createdAt = calendar.instant(-1 - random.below(BEGUN_MINUTES));
  const channel = ofWorker ? type : 'individual';
  const company = ofWorker ? companyId : null;
  tables.renewals.add({
    renewal_id: renewalId,
    version: removed ? 1 : 0,
    status: removed ? 'removed' : 'open',
    channel,
    company_id: company,
    account_id: accountId,
    creation_key: identifiers.uuid(),
    civil_id: civilId,
    months: null,
    name_matches: 0,
    terms_accepted: 0,
    insurance: 'unknown',
    insured_until: null,
    created_at: createdAt,
    payment_id: null,
    fee: null,
    old_expiry: null,
    new_expiry: null,
  });
  const by = { actor: `account:${accountId}`, origin: '192.0.2.1' };
  tables.record(auditEntry({ action: 'renewalBegun', renewalId, channel, company }, by, createdAt));
  if (!removed) return { accountId, renewalId };
  tables.record(
    auditEntry({ action: 'renewalRemoved', renewalId, takenOver: false }, by, calendar.instant(-1)),
  );
  return null;
}

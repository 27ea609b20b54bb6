import { randomUUID } from 'node:crypto';
import { isoInstant } from '../../contracts/calendar.ts';
import { systemClock } from '../../contracts/clock.ts';
import type { SeedDue, SeedPerson } from '../../contracts/demo-seed.ts';
import { CompanyId, OrganisationId } from '../../contracts/organisation.ts';
import { DelegateId } from '../../contracts/portal-api/organisations.ts';
import { loadSeed } from '../../portal/services/demo/load-seed.ts';
import { insertAccount } from '../../portal/store/accounts.ts';
import { insertDelegate, setGrants } from '../../portal/store/delegates.ts';
import { insertOrganisation } from '../../portal/store/organisations.ts';
import { examplePerson, HOLDER } from '../../portal/test-support/fixtures.ts';
import type { PortalStage } from './portal-stage.ts';
import type { StagedAccount } from './staged-account.ts';

/** The company of the delegate, and one that is somebody else's. */
export const COMPANY = CompanyId.parse('C-000001');
export const OTHER_COMPANY = CompanyId.parse('C-000009');
const UNIFIED_NUMBER = '100001';
const OTHER_UNIFIED_NUMBER = '100009';

/** Puts two companies and these people on the register of a stage; the delegate of {@link COMPANY}, signed in. */
export async function stageCompany(
  stage: PortalStage,
  people: readonly SeedPerson[],
  dues: readonly SeedDue[] = [],
): Promise<StagedAccount> {
  const name = { ar: 'شركة', en: 'Company' };
  const organisation = (unifiedNumber: string, companyId: CompanyId) => ({
    type: 'company' as const,
    unifiedNumber,
    name,
    companies: [{ companyId, name }],
  });
  await loadSeed(
    stage.store,
    {
      kiosks: [],
      requests: [],
      organisations: [
        organisation(UNIFIED_NUMBER, COMPANY),
        organisation(OTHER_UNIFIED_NUMBER, OTHER_COMPANY),
      ],
      people: [examplePerson({ civilId: HOLDER }), ...people],
      dues: [...dues],
    },
    systemClock,
  );
  const now = isoInstant(systemClock.now());
  const delegateId = DelegateId.parse(randomUUID());
  const organisationId = OrganisationId.parse(randomUUID());
  await stage.store.transaction(async (transaction) => {
    await insertOrganisation(transaction, { organisationId, unifiedNumber: UNIFIED_NUMBER }, now);
    await insertAccount(
      transaction,
      {
        accountId: delegateId,
        holding: { role: 'delegate', organisationId },
        civilId: HOLDER,
        email: 'delegate@example.org',
        mobile: null,
        language: 'ar',
      },
      now,
    );
    await insertDelegate(transaction, { delegateId, organisationId, key: randomUUID() });
    await setGrants(transaction, delegateId, [COMPANY]);
  });
  return stage.signIn(delegateId);
}

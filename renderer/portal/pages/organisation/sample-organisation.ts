import { CivilId } from '../../../../contracts/civil-id.ts';
import { CompanyId } from '../../../../contracts/organisation.ts';
import {
  type Delegate,
  DelegateId,
  type OrganisationView,
} from '../../../../contracts/portal-api/organisations.ts';

/** Two companies for tests. */
export const SAMPLE_COMPANIES = [
  { companyId: CompanyId.parse('C-100001'), name: { ar: 'المرجان', en: 'Marjan' } },
  { companyId: CompanyId.parse('C-100002'), name: { ar: 'اللؤلؤ', en: 'Lulu' } },
] as const;

/** A delegate for tests. */
export function sampleDelegate(order: number, more: Partial<Delegate> = {}): Delegate {
  return {
    delegateId: DelegateId.parse(`0c6f3f3a-5d0e-4b6a-8f57-0d3b1c1a00${String(order).padStart(2, '0')}`),
    version: 1,
    civilId: CivilId.parse('390010100036'),
    name: { ar: `مستخدم ${order}`, en: `User ${order}` },
    email: `user${order}@example.com`,
    emailAwaitingConfirmation: null,
    mobile: null,
    status: 'active',
    companies: [SAMPLE_COMPANIES[0].companyId],
    ...more,
  };
}

/** The account of a company group with these delegates, for tests. */
export function sampleOrganisation(delegates: readonly Delegate[]): OrganisationView {
  return {
    type: 'company',
    name: { ar: 'مجموعة المرجان', en: 'Marjan Group' },
    unifiedNumber: '1234567',
    companies: [...SAMPLE_COMPANIES],
    delegates: [...delegates],
    mostDelegates: 10,
  };
}

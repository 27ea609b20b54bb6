import './organisation.css';
import type { CompanyId } from '../../../../contracts/organisation.ts';
import type { Company } from '../../../../contracts/portal-api/organisations.ts';
import { BilingualText } from '../../kit/bilingual-text.tsx';

/** The names of those companies or entities that were chosen. */
export function CompanyNames(props: {
  readonly companies: readonly Company[];
  readonly chosen: readonly CompanyId[];
}) {
  return (
    <ul className="chosen-companies">
      {props.companies
        .filter(({ companyId }) => props.chosen.includes(companyId))
        .map(({ companyId, name }) => (
          <li key={companyId}>
            <bdi>
              <BilingualText text={name} />
            </bdi>
          </li>
        ))}
    </ul>
  );
}

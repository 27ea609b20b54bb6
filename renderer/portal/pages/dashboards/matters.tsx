import type { ReactNode } from 'react';
import type { CompanyId } from '../../../../contracts/organisation.ts';
import type { CompanyMatters } from '../../../../contracts/portal-api/dashboards.ts';
import { Message, useTranslate } from '../../../i18n/portal.ts';
import { BilingualText } from '../../kit/bilingual-text.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Card } from '../../kit/card.tsx';
import { Section } from '../../kit/section.tsx';

/** What may wait with a company or entity, in the order in which it presses. */
export const COMPANY_MATTERS = ['expired', 'qualifying', 'inBasket'] as const;
type CompanyMatter = (typeof COMPANY_MATTERS)[number];
type CaseMatter = 'casesToComplete' | 'casesWaiting';

/** How many of something wait, and the way to them. */
export function MatterCard(props: {
  readonly matter: CompanyMatter | CaseMatter | 'awaitingActivation';
  readonly count: number;
  readonly children: ReactNode;
}) {
  return (
    <Card title={<Message id={`overview.${props.matter}`} count={props.count} />} actions={props.children} />
  );
}

/** Own cases that wait. */
export function CasesCard({ matter, count }: { readonly matter: CaseMatter; readonly count: number }) {
  const t = useTranslate();
  return (
    <MatterCard matter={matter} count={count}>
      <ButtonLink look="secondary" to="/cases">
        {t(`overview.to.${matter}`)}
      </ButtonLink>
    </MatterCard>
  );
}

/** The way to the list that a number of a company counts; `null`: to where one company is chosen. */
function CompanyLink(props: {
  readonly matter: CompanyMatter;
  readonly company: CompanyId | null;
  readonly children: ReactNode;
}) {
  const company = props.company === null ? {} : { company: props.company };
  if (props.matter === 'inBasket')
    return (
      <ButtonLink look="secondary" to="/residency/basket" search={company}>
        {props.children}
      </ButtonLink>
    );
  const filter = props.matter === 'expired' ? 'expired' : 'qualifies';
  return (
    <ButtonLink look="secondary" to="/residency" search={{ ...company, filter }}>
      {props.children}
    </ButtonLink>
  );
}

/** Most companies that one matter names; the others are found where a company is chosen. */
const MOST_COMPANIES = 5;

/** What waits with companies: altogether, and company by company, since each has its own list. */
export function CompaniesCard(props: {
  readonly matter: CompanyMatter;
  readonly companies: readonly CompanyMatters[];
}) {
  const t = useTranslate();
  const { matter } = props;
  const concerned = props.companies
    .filter((company) => company[matter] > 0)
    .toSorted((first, second) => second[matter] - first[matter]);
  const [only, ...others] = concerned;
  if (only === undefined) return null;
  const word = t(`overview.to.${matter}`);
  return (
    <MatterCard matter={matter} count={concerned.reduce((sum, company) => sum + company[matter], 0)}>
      {others.length === 0 ? (
        <CompanyLink matter={matter} company={only.companyId}>
          {word}
        </CompanyLink>
      ) : (
        concerned.slice(0, MOST_COMPANIES).map(({ companyId, name, [matter]: count }) => (
          <CompanyLink key={companyId} matter={matter} company={companyId}>
            <bdi>
              <BilingualText text={name} />
            </bdi>
            {': '}
            <bdi>{count}</bdi>
          </CompanyLink>
        ))
      )}
      {concerned.length > MOST_COMPANIES ? (
        <CompanyLink matter={matter} company={null}>
          {word}
        </CompanyLink>
      ) : null}
    </MatterCard>
  );
}

/** What waits for one side, or that nothing does. */
export function Matters(props: {
  readonly title: string;
  readonly nothing: string;
  readonly cards: readonly ReactNode[];
}) {
  return (
    <Section title={props.title}>
      {props.cards.length === 0 ? <p>{props.nothing}</p> : <div className="cards">{props.cards}</div>}
    </Section>
  );
}

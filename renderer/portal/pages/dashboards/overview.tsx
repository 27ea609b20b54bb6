import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Message, useTranslate } from '../../../i18n/portal.ts';
import type { Answer } from '../../api/client.ts';
import { apiQuery, useSession } from '../../api/queries.ts';
import { BilingualText } from '../../kit/bilingual-text.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Card } from '../../kit/card.tsx';
import { Heading } from '../../kit/heading.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Page } from '../../kit/page.tsx';
import { Section } from '../../kit/section.tsx';
import { Expiries } from '../residency/expiries.tsx';

type Counts = Answer<'organisationDashboard'>;

interface Matter {
  readonly count: keyof Counts;
  /** Whose move it is. */
  readonly group: 'now' | 'waiting';
  readonly to: '/residency' | '/residency/basket' | '/cases' | '/organisation';
  /** Only the main user manages users. */
  readonly mainUserOnly?: true;
  readonly filter?: 'expired' | 'qualifies';
}

/** What may wait, in the order in which it presses. */
const MATTERS: readonly Matter[] = [
  { count: 'expired', group: 'now', to: '/residency', filter: 'expired' },
  { count: 'qualifying', group: 'now', to: '/residency', filter: 'qualifies' },
  { count: 'inBasket', group: 'now', to: '/residency/basket' },
  { count: 'casesReturned', group: 'now', to: '/cases' },
  { count: 'casesWaiting', group: 'waiting', to: '/cases' },
  { count: 'awaitingActivation', group: 'waiting', to: '/organisation', mainUserOnly: true },
];

function MatterCard({ matter, counts }: { readonly matter: Matter; readonly counts: Counts }) {
  const t = useTranslate();
  const word = t(`overview.to.${matter.count}`);
  return (
    <Card
      title={<Message id={`overview.${matter.count}`} count={counts[matter.count]} />}
      actions={
        matter.filter === undefined ? (
          <ButtonLink look="secondary" to={matter.to}>
            {word}
          </ButtonLink>
        ) : (
          <ButtonLink look="secondary" to="/residency" search={{ filter: matter.filter }}>
            {word}
          </ButtonLink>
        )
      }
    />
  );
}

function Matters(props: {
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

/** Expiries ahead of each company granted to the caller. */
function CompanyExpiries({ companies }: Pick<Answer<'ownCompanies'>, 'companies'>) {
  return companies.map(({ companyId, name }) => (
    <div key={companyId}>
      <Heading level={3}>
        <BilingualText text={name} />
      </Heading>
      <Expiries company={companyId} />
    </div>
  ));
}

/** Most companies whose charts stand on one page; each has its own page as well. */
const MOST_CHARTS = 3;

/** What the main user or a delegate has to do now, what others do, and what is ahead. */
export function OverviewPage() {
  const t = useTranslate();
  const role = useSession()?.role;
  const counts = useQuery(apiQuery('organisationDashboard', {}));
  const companies = useQuery(apiQuery('ownCompanies', {}));
  return (
    <Page title={t('overview.title')} lead={t('overview.lead')} width="wide">
      <Loaded query={counts}>
        {(found) => {
          const cards = (group: Matter['group']) =>
            MATTERS.filter(
              (matter) =>
                matter.group === group &&
                found[matter.count] > 0 &&
                (matter.mainUserOnly !== true || role === 'mainUser'),
            ).map((matter) => <MatterCard key={matter.count} matter={matter} counts={found} />);
          return (
            <>
              <Matters title={t('overview.now')} nothing={t('overview.nothing')} cards={cards('now')} />
              <Matters
                title={t('overview.waiting')}
                nothing={t('overview.nothingWaiting')}
                cards={cards('waiting')}
              />
            </>
          );
        }}
      </Loaded>
      <Section title={t('overview.ahead')}>
        <Loaded query={companies} blocks={1}>
          {({ companies: granted }) => <CompanyExpiries companies={granted.slice(0, MOST_CHARTS)} />}
        </Loaded>
        <ButtonLink look="secondary" icon="calendar" to="/residency/expiries">
          {t('overview.toExpiries')}
        </ButtonLink>
      </Section>
    </Page>
  );
}

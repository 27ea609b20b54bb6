import type { ReactNode } from 'react';
import { useTranslate } from '../../i18n/portal.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { Page } from './page.tsx';
import { Section } from './section.tsx';
import { SummaryList, type SummaryRow } from './summary-list.tsx';

/** One thing that is needed before beginning. */
export interface Need {
  readonly icon: IconName;
  readonly text: ReactNode;
}

/** What a service is, what is needed, what it costs and how long it takes; then the one button that begins. */
export function StartPage(props: {
  readonly title: string;
  readonly lead: string;
  readonly needs: readonly Need[];
  /** Fee, time and whatever else is to be known beforehand. */
  readonly facts: readonly SummaryRow[];
  /** What happens after the beginning, in order. */
  readonly steps: readonly string[];
  readonly above?: ReactNode;
  readonly children: ReactNode;
}) {
  const t = useTranslate();
  return (
    <Page title={props.title} lead={props.lead} above={props.above}>
      <Section title={t('start.needs')}>
        <ul className="needs">
          {props.needs.map(({ icon, text }) => (
            <li key={String(text)}>
              <Icon name={icon} />
              <span>{text}</span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('start.facts')}>
        <SummaryList rows={props.facts} />
      </Section>
      <Section title={t('start.steps')}>
        <ol className="steps-list">
          {props.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </Section>
      {props.children}
    </Page>
  );
}

import type { ReactNode } from 'react';
import { IsoDate } from '../../../../contracts/calendar.ts';
import type { DeskCase, DeskFact } from '../../../../contracts/portal-api/cases.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { DateText, InstantText } from '../../kit/date-text.tsx';
import { Section } from '../../kit/section.tsx';
import { SummaryList, type SummaryRow } from '../../kit/summary-list.tsx';
import { useFormRows } from '../cases/case-answers.tsx';
import { CaseTimeline } from '../cases/case-timeline.tsx';

/** A fact may have several lines; dates come as dates. */
function shownFact({ value }: DeskFact): ReactNode {
  const date = IsoDate.safeParse(value);
  if (date.success) return <DateText date={date.data} />;
  const lines = value.split('\n');
  return lines.length === 1 ? (
    <bdi>{value}</bdi>
  ) : (
    <ul>
      {lines.map((line) => (
        <li key={line}>
          <bdi>{line}</bdi>
        </li>
      ))}
    </ul>
  );
}

/** Everything in a case that is not a document: what is asked for, and what the register says. */
export function DeskFacts(props: { readonly case: DeskCase }) {
  const t = useTranslate();
  const { applicant, submittedAt, form, facts, timeline } = props.case;
  const asked = useFormRows(form).map(({ label, value }): SummaryRow => ({ label, value }));
  return (
    <>
      <Section title={t('review.asked')}>
        <SummaryList
          rows={[
            ...asked,
            { label: t('review.applicant'), value: <bdi>{applicant}</bdi> },
            { label: t('review.submitted'), value: <InstantText at={submittedAt} /> },
          ]}
        />
      </Section>
      <Section title={t('desk.register')}>
        {facts.length === 0 ? (
          <p>{t('desk.registerNothing')}</p>
        ) : (
          <SummaryList
            rows={facts.map((fact) => ({ label: t(`desk.fact.${fact.name}`), value: shownFact(fact) }))}
          />
        )}
      </Section>
      <Section title={t('review.history')}>
        <CaseTimeline status="submitted" timeline={timeline} />
      </Section>
    </>
  );
}

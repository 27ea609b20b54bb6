import './case.css';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { IsoDate } from '../../../../contracts/calendar.ts';
import type { CaseField, CaseForm, CaseView } from '../../../../contracts/portal-api/cases.ts';
import { UPLOAD_CONTENT_PATH } from '../../../../contracts/portal-api/uploads.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { fillPath } from '../../api/client.ts';
import { DateText } from '../../kit/date-text.tsx';
import { Reference } from '../../kit/reference.tsx';
import { SummaryList, type SummaryRow } from '../../kit/summary-list.tsx';
import { type CaseFieldShape, FIELD_SHAPES } from './case-types.ts';
import { FIELDS_OF, type Topic, topicsOf } from './topics.ts';

function latin(text: string): ReactNode {
  return (
    <bdi dir="ltr" lang="en">
      {text}
    </bdi>
  );
}

const SHOWN: Readonly<Record<CaseFieldShape, (answer: string) => ReactNode>> = {
  number: (answer) => <Reference value={answer} />,
  email: latin,
  capitals: latin,
  text: (answer) => <bdi dir="auto">{answer}</bdi>,
  date: (answer) => {
    const date = IsoDate.safeParse(answer);
    return date.success ? <DateText date={date.data} /> : answer;
  },
  zone: (answer) => <pre className="zone">{answer}</pre>,
};

/** The answers of `form` to the fields of a topic, as far as the form has them. */
function answersTo(form: CaseForm, topic: Topic): { field: CaseField; answer: string | null }[] {
  const answers = new Map<string, string | null>(Object.entries(form));
  return FIELDS_OF[topic].flatMap((field) =>
    answers.has(field) ? [{ field, answer: answers.get(field) ?? null }] : [],
  );
}

/** What a case asks for, field by field, with the topic that asks it. */
export function useFormRows(form: CaseForm): (SummaryRow & { readonly topic: Topic })[] {
  const t = useTranslate();
  return topicsOf(form.type).flatMap((topic) =>
    answersTo(form, topic).map(({ field, answer }) => ({
      topic,
      label: t(`case.field.${field}.label`),
      value: answer === null || answer === '' ? t('case.notFilledIn') : SHOWN[FIELD_SHAPES[field]](answer),
    })),
  );
}

/** What was filled in and attached, topic by topic; `changeable` leads back to each. */
export function CaseAnswers(props: { readonly case: CaseView; readonly changeable: boolean }) {
  const t = useTranslate();
  const { caseId, form, uploads, documentsNeeded } = props.case;
  const change = (topic: Topic, label: string) =>
    props.changeable ? (
      <Link
        to="/cases/$caseId/apply/$topic"
        params={{ caseId, topic }}
        aria-label={t('form.changeOf', { label })}
      >
        {t('form.change')}
      </Link>
    ) : null;
  const answers = useFormRows(form).map(
    ({ topic, label, value }): SummaryRow => ({ label, value, action: change(topic, label) }),
  );
  const documents = documentsNeeded.map((kind): SummaryRow => {
    const label = t(`case.document.${kind}.name`);
    const upload = uploads[kind];
    return {
      label,
      value:
        upload === undefined ? (
          t('case.notAttached')
        ) : (
          <a href={fillPath(UPLOAD_CONTENT_PATH, { uploadId: upload.uploadId })} download={upload.name}>
            <bdi>{upload.name}</bdi>
          </a>
        ),
      action: change('documents', label),
    };
  });
  return <SummaryList rows={[...answers, ...documents]} />;
}

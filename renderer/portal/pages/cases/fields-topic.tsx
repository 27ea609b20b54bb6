import './case.css';
import type { ReactNode } from 'react';
import { IsoDate } from '../../../../contracts/calendar.ts';
import type { CaseField } from '../../../../contracts/portal-api/cases.ts';
import { failure } from '../../../../contracts/result.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { DateField } from '../../kit/date-field.tsx';
import type { FieldProps } from '../../kit/field-frame.tsx';
import { TextField } from '../../kit/text-field.tsx';
import { useForm } from '../../kit/use-form.ts';
import { FIELD_SHAPES } from './case-types.ts';
import { NameOnRecord } from './name-on-record.tsx';
import { useSaveCase } from './save-case.ts';
import { TopicForm, type TopicProps, useGoOn } from './topic-form.tsx';
import { FIELDS_OF, openFieldsOf } from './topics.ts';
import { ZoneParts } from './zone-parts.tsx';

/** Longest answers that the portal takes, in characters. */
const MOST_LENGTH = 128;
const ZONE_MOST_LENGTH = 256;

function CaseFieldInput(props: Omit<FieldProps<string>, 'label' | 'hint'> & { readonly name: CaseField }) {
  const t = useTranslate();
  const { name, ...binding } = props;
  const field = {
    ...binding,
    label: t(`case.field.${name}.label`),
    hint: t(`case.field.${name}.hint`),
  };
  switch (FIELD_SHAPES[name]) {
    case 'number':
      return <TextField {...field} inputMode="numeric" size="medium" maxLength={MOST_LENGTH} latin />;
    case 'email':
      return <TextField {...field} type="email" inputMode="email" maxLength={MOST_LENGTH} latin />;
    case 'capitals':
      return (
        <TextField
          {...field}
          onChange={(typed) => field.onChange(typed.toUpperCase())}
          maxLength={MOST_LENGTH}
          latin
        />
      );
    case 'text':
      return <TextField {...field} maxLength={MOST_LENGTH} />;
    case 'date':
      return <DateField {...field} />;
    case 'zone':
      return (
        <div className="zone-field">
          <TextField
            {...field}
            onChange={(typed) => field.onChange(typed.toUpperCase())}
            lines={3}
            maxLength={ZONE_MOST_LENGTH}
            latin
          />
        </div>
      );
  }
}

/** Fields that are dates and not whole ones. */
function wrongDates(answers: Readonly<Record<string, string | null>>) {
  return Object.entries(answers).flatMap(([path, answer]) => {
    const isDate = FIELD_SHAPES[path as CaseField] === 'date';
    return isDate && answer !== null && !IsoDate.safeParse(answer).success
      ? [{ path, reason: 'dateMissing' }]
      : [];
  });
}

/**
 * The fields of one topic. What was typed is kept even when it will not do, and then it is said why; the page goes on when
 * nothing of it is open.
 */
export function FieldsTopic(props: TopicProps) {
  const { topic } = props;
  const { caseId, form: filledIn, open } = props.case;
  const save = useSaveCase(caseId);
  const typed = new Map<string, string | null>(Object.entries(filledIn));
  const fields = FIELDS_OF[topic];
  const form = useForm({
    initial: Object.fromEntries(fields.map((field) => [field, typed.get(field) ?? ''])),
    submit: async (values) => {
      const answers = Object.fromEntries(
        Object.entries(values).map(([field, answer]) => [field, answer.trim() === '' ? null : answer.trim()]),
      );
      const dates = wrongDates(answers);
      if (dates.length > 0) return failure({ error: 'invalidBody', fields: dates });
      const saved = await save({ answers });
      if (!saved.ok) return saved;
      const stillOpen = openFieldsOf(topic, saved.value.open);
      return stillOpen.length > 0 ? failure({ error: 'invalidBody', fields: stillOpen }) : saved;
    },
    onDone: useGoOn(topic),
  });
  const inputs: ReactNode = fields.map((field) => (
    <CaseFieldInput key={field} name={field} {...form.field(field)} />
  ));
  return (
    <TopicForm case={props.case} topic={topic} form={form}>
      {topic === 'latinName' ? (
        <div className="names-compared">
          <NameOnRecord name={props.case.currentLatinName} />
          <div>{inputs}</div>
        </div>
      ) : (
        inputs
      )}
      {topic === 'zone' && filledIn.type === 'passportTransfer' && filledIn.mrz !== null ? (
        <ZoneParts open={open} />
      ) : null}
    </TopicForm>
  );
}

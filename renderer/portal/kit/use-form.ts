import { useId, useRef, useState } from 'react';
import type { Problem } from '../../../contracts/portal-api/problem.ts';
import type { Result } from '../../../contracts/result.ts';
import { useTranslate } from '../../i18n/portal.ts';
import { problemText, reasonText } from './problem-text.ts';

/** What a field holds. */
type FieldValue = string | boolean;

/** A mistake as the summary lists it; without `fieldId` it belongs to no field. */
export interface FormError {
  readonly fieldId?: string;
  readonly text: string;
}

/** Ties a field of the kit to the form: `<TextField {...form.field('email')} label="…" />`. */
interface FieldBinding<Value> {
  readonly id: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly error: string | undefined;
}

/** A form being filled in. */
export interface FormState<Values> {
  readonly values: Values;
  readonly errors: readonly FormError[];
  /** The name of what the last attempt failed with. */
  readonly fault: string | null;
  /** Counts the attempts that failed, so that the summary takes the focus each time. */
  readonly failures: number;
  readonly pending: boolean;
  field<Name extends keyof Values & string>(name: Name): FieldBinding<Values[Name]>;
  submit(): void;
}

/**
 * Holds the values of a form, sends them once at a time, and says what was wrong field by field.
 * `submit` answers with the problem of the call, or one found beforehand (`{ error: 'invalidBody', fields }`).
 * The last part of a field's path that names a value is the field; `faultFields` says which field other faults are about.
 */
export function useForm<Values extends Readonly<Record<string, FieldValue>>, Value>(options: {
  readonly initial: Values;
  readonly submit: (values: Values) => Promise<Result<Value, Problem>>;
  readonly onDone: (value: Value) => void;
  readonly faultFields?: Readonly<Record<string, keyof Values & string>>;
}): FormState<Values> {
  const t = useTranslate();
  const id = useId();
  const [values, setValues] = useState(options.initial);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [failures, setFailures] = useState(0);
  const [pending, setPending] = useState(false);
  const sending = useRef(false);

  const about = (path: string) =>
    path
      .split('.')
      .reverse()
      .find((part) => part in values);
  const faultField = problem === null ? undefined : options.faultFields?.[problem.error];
  const reasons =
    problem === null || faultField === undefined
      ? (problem?.fields ?? []).map(({ path, reason }) => ({ name: about(path), reason }))
      : [{ name: faultField, reason: problem.error }];
  // Only the first mistake of a field: the next may be gone with it.
  const ofField = new Map(
    reasons.toReversed().flatMap((each) => (each.name ? [[each.name, each.reason]] : [])),
  );
  const errors = [...ofField]
    .toReversed()
    .map(([name, reason]) => ({ fieldId: `${id}-${name}`, text: reasonText(t, reason) }));
  const general = problem !== null && errors.length === 0 ? [{ text: problemText(t, problem) }] : [];

  const send = async () => {
    sending.current = true;
    setPending(true);
    try {
      const result = await options.submit(values);
      setProblem(result.ok ? null : result.fault);
      if (result.ok) options.onDone(result.value);
      else setFailures((before) => before + 1);
    } finally {
      sending.current = false;
      setPending(false);
    }
  };

  return {
    values,
    errors: [...errors, ...general],
    fault: problem?.error ?? null,
    failures,
    pending,
    field: (name) => {
      const reason = ofField.get(name);
      return {
        id: `${id}-${name}`,
        value: values[name],
        onChange: (value) => setValues((before) => ({ ...before, [name]: value })),
        error: reason === undefined ? undefined : reasonText(t, reason),
      };
    },
    submit: () => {
      if (!sending.current) void send();
    },
  };
}

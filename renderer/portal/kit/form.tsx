import type { ReactNode } from 'react';
import { ErrorSummary } from './error-summary.tsx';
import type { FormState } from './use-form.ts';

/** A form with the summary of its mistakes on top. Its sending button is `<Button submits busy={form.pending} …>`. */
export function Form(props: {
  readonly form: Pick<FormState<unknown>, 'errors' | 'failures' | 'submit'>;
  readonly children: ReactNode;
}) {
  const { errors, failures, submit } = props.form;
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {errors.length > 0 ? <ErrorSummary key={failures} errors={errors} /> : null}
      {props.children}
    </form>
  );
}

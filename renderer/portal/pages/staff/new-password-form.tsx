import { toLatinDigits } from '../../../../contracts/language.ts';
import { PasswordFault } from '../../../../contracts/portal-api/accounts.ts';
import type { Problem } from '../../../../contracts/portal-api/problem.ts';
import { failure, type Result } from '../../../../contracts/result.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import { Actions } from '../../kit/actions.tsx';
import { Form } from '../../kit/form.tsx';
import { PasswordField } from '../../kit/password-field.tsx';
import { TextField } from '../../kit/text-field.tsx';
import { useForm } from '../../kit/use-form.ts';

/** What a member of staff gives with a new password. */
export interface StaffPassword {
  /** Empty where there is none yet. */
  readonly presentPassword: string;
  readonly password: string;
  /** Of the authenticator, in Latin digits. */
  readonly code: string;
}

/** Faults of a new password and of the code stand at their fields. */
const FAULT_FIELDS = {
  ...Object.fromEntries(PasswordFault.options.map((fault) => [fault, 'password' as const])),
  codeWrong: 'code',
} as const;

/** A new password of staff, typed twice, with the code that proves who sets it. */
export function NewStaffPasswordForm(props: {
  readonly asksPresent: boolean;
  /** What the button says. */
  readonly act: string;
  readonly submit: (given: StaffPassword) => Promise<Result<unknown, Problem>>;
  readonly onDone: () => void;
}) {
  const t = useTranslate();
  const form = useForm({
    initial: { presentPassword: '', password: '', again: '', code: '' },
    faultFields: FAULT_FIELDS,
    submit: async ({ presentPassword, password, again, code }) =>
      password === again
        ? props.submit({ presentPassword, password, code: toLatinDigits(code).replace(/\s/g, '') })
        : failure({ error: 'invalidBody', fields: [{ path: 'again', reason: 'passwordsDiffer' }] }),
    onDone: props.onDone,
  });
  return (
    <Form form={form}>
      {props.asksPresent ? (
        <PasswordField
          {...form.field('presentPassword')}
          label={t('staff.presentPassword')}
          autoComplete="current-password"
        />
      ) : null}
      <PasswordField
        {...form.field('password')}
        label={t('account.newPassword')}
        hint={t('account.policy.modern')}
        autoComplete="new-password"
      />
      <PasswordField
        {...form.field('again')}
        label={t('account.passwordAgain')}
        autoComplete="new-password"
      />
      <TextField
        {...form.field('code')}
        label={t('staff.code')}
        hint={t('staff.codeHint')}
        inputMode="numeric"
        autoComplete="one-time-code"
        size="short"
        latin
      />
      <Actions>
        <Button look="primary" submits busy={form.pending}>
          {props.act}
        </Button>
      </Actions>
    </Form>
  );
}

import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useRef } from 'react';
import type { CivilId } from '../../../../contracts/civil-id.ts';
import type { CaseForm } from '../../../../contracts/portal-api/cases.ts';
import type { ButtonRole } from '../../../ui/button.tsx';
import { Button } from '../../../ui/button.tsx';
import { useTranslate } from '../../../i18n/portal.ts';
import { useCall } from '../../api/queries.ts';
import { Notice } from '../../kit/notice.tsx';
import { problemText } from '../../kit/problem-text.ts';

/** Requests beside a renewal (S8, S9). */
export type SideRequest = 'latinNameAmendment' | 'passportTransfer';

/** A form about `subject` with nothing else filled in. */
function emptyForm(type: SideRequest, subject: CivilId): CaseForm {
  return type === 'latinNameAmendment'
    ? { type, subjectCivilId: subject, requestedGivenName: null, requestedFamilyName: null }
    : {
        type,
        subjectCivilId: subject,
        passportNumber: null,
        issuedOn: null,
        expiresOn: null,
        placeOfIssue: null,
        mrz: null,
      };
}

/** Begins an amendment of the Latin name or a transfer of passport information for a person, and goes on with it. */
export function BeginCase(props: {
  readonly type: SideRequest;
  readonly subject: CivilId;
  readonly look: ButtonRole;
  /** Needed where several persons stand on the page. */
  readonly label?: string;
  readonly children: ReactNode;
}) {
  const t = useTranslate();
  const call = useCall();
  const navigate = useNavigate();
  const key = useRef(crypto.randomUUID());
  const begin = useMutation({
    mutationFn: () =>
      call('createCase', { body: { key: key.current, form: emptyForm(props.type, props.subject) } }),
    onSuccess: async (begun) => {
      if (begun.ok) await navigate({ to: '/cases/$caseId', params: { caseId: begun.value.caseId } });
    },
  });
  return (
    <>
      <Button
        look={props.look}
        busy={begin.isPending}
        onPress={() => begin.mutate()}
        {...(props.label === undefined ? {} : { label: props.label })}
      >
        {props.children}
      </Button>
      {begin.data?.ok === false ? (
        <Notice tone="stop" announced>
          <p>{problemText(t, begin.data.fault)}</p>
        </Notice>
      ) : null}
    </>
  );
}

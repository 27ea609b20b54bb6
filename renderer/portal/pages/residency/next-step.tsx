import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { RenewalView } from '../../../../contracts/portal-api/residency.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { Actions } from '../../kit/actions.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Notice } from '../../kit/notice.tsx';
import { BeginCase } from './begin-case.tsx';
import { FaultTitle } from './fault-title.tsx';
import type { CheckFault, UnmetCheck } from './renewal-steps.ts';

interface Shown {
  readonly renewal: RenewalView;
  readonly check: UnmetCheck;
}

function ToDues({ renewal }: Shown) {
  const t = useTranslate();
  // An individual sees and pays the dues of those they sponsor; a company asks after its worker's.
  return renewal.channel === 'individual' ? (
    <ButtonLink look="primary" to="/dues">
      {t('payments.toDues')}
    </ButtonLink>
  ) : (
    <ButtonLink look="primary" to="/dues-inquiry">
      {t('nav.duesInquiry')}
    </ButtonLink>
  );
}

function ToTransfer({ renewal }: Shown) {
  const t = useTranslate();
  return (
    <BeginCase type="passportTransfer" subject={renewal.resident.civilId} look="primary">
      {t('renewal.beginTransfer')}
    </BeginCase>
  );
}

function ToCase({ check }: Shown) {
  const t = useTranslate();
  return check.caseId === null ? null : (
    <Link to="/cases/$caseId" params={{ caseId: check.caseId }}>
      {t('renewal.seeCase')}
    </Link>
  );
}

/** What can be done about a fault beside what its words say; the faults missing here are settled in their own step. */
const ACTS: Readonly<Partial<Record<CheckFault, (shown: Shown) => ReactNode>>> = {
  noPassport: (shown) => <ToTransfer {...shown} />,
  passportExpired: (shown) => <ToTransfer {...shown} />,
  passportTooShort: (shown) => <ToTransfer {...shown} />,
  duesUnpaid: (shown) => <ToDues {...shown} />,
  nameUnderAmendment: (shown) => <ToCase {...shown} />,
  passportUnderTransfer: (shown) => <ToCase {...shown} />,
};

/** A precondition that does not hold, with its next step. */
export function NextStep(shown: Shown) {
  const t = useTranslate();
  const act = ACTS[shown.check.fault];
  return (
    <Notice tone="attention">
      <p>
        <strong>
          <FaultTitle check={shown.check} />
        </strong>
      </p>
      <p>{t(`renewal.fault.${shown.check.fault}.next`)}</p>
      {act ? <Actions>{act(shown)}</Actions> : null}
    </Notice>
  );
}

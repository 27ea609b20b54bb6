import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { CivilId } from '../../../../contracts/civil-id.ts';
import type { Resident } from '../../../../contracts/portal-api/residency.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { Message, useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import { BilingualText } from '../../kit/bilingual-text.tsx';
import { Checkbox } from '../../kit/checkbox.tsx';
import { DateText } from '../../kit/date-text.tsx';
import { Reference } from '../../kit/reference.tsx';
import { Tag } from '../../kit/tag.tsx';
import { DaysLeft } from './days-left.tsx';

function Standing({ resident }: { readonly resident: Resident }) {
  const t = useTranslate();
  const { standing } = resident;
  switch (standing.standing) {
    case 'qualifies':
      return (
        <Tag tone={resident.daysLeft < 0 ? 'stop' : 'done'}>
          {t(resident.daysLeft < 0 ? 'residency.standing.expired' : 'residency.standing.qualifies')}
        </Tag>
      );
    case 'tooEarly':
      return (
        <span className="resident-from">
          <Message id="residency.standing.tooEarly" values={{ from: <DateText date={standing.from} /> }} />
        </span>
      );
    case 'inBasket':
      return (
        <Tag tone="info" icon="check">
          {t('residency.standing.inBasket')}
        </Tag>
      );
    case 'beingPaid':
      return (
        <Link to="/payments">
          <Tag tone="attention" icon="lock">
            {t('residency.standing.beingPaid')}
          </Tag>
        </Link>
      );
  }
}

/** What can be done with the residents of a list. */
export interface ResidentActs {
  /** Whether the caller may renew at all. */
  readonly mayRenew: boolean;
  readonly onToggle: (civilId: CivilId) => void;
  readonly onRenew: (resident: Resident) => void;
}

/** The cells of one resident: who, until when, and whether they can be chosen. */
export const ResidentCells = memo(function ResidentCells(props: {
  readonly resident: Resident;
  readonly ticked: boolean;
  readonly acts: ResidentActs;
}) {
  const t = useTranslate();
  const language = useLanguage();
  const { resident, ticked, acts } = props;
  const { civilId, standing } = resident;
  const name = resident.name[language];
  return (
    <>
      <td className="resident-tick">
        {acts.mayRenew && standing.standing === 'qualifies' ? (
          <Checkbox
            id={`tick-${civilId}`}
            value={ticked}
            onChange={() => acts.onToggle(civilId)}
            error={undefined}
            label={<span className="visually-hidden">{t('residency.chooseOne', { name })}</span>}
          />
        ) : null}
      </td>
      <th scope="row" className="resident-name">
        <strong>
          <bdi>{name}</bdi>
        </strong>
        <span className="resident-minor">
          <Reference value={civilId} />
        </span>
      </th>
      <td>
        <BilingualText text={resident.nationality} />
      </td>
      <td>
        {t(`residency.relation.${resident.relation}`)}
        <span className="resident-minor">
          <Message id="residency.article" values={{ article: resident.article }} />
        </span>
      </td>
      <td>
        <DateText date={resident.residencyExpiresOn} />
        <span className="resident-minor">
          <DaysLeft days={resident.daysLeft} />
        </span>
      </td>
      <td>
        <Standing resident={resident} />
      </td>
      <td className="resident-act">
        {acts.mayRenew && standing.standing === 'inBasket' ? (
          <Link
            className="button button-quiet"
            to="/residency/renewals/$renewalId"
            params={{ renewalId: standing.renewalId }}
            aria-label={t('residency.openOf', { name })}
          >
            <span>{t('residency.open')}</span>
          </Link>
        ) : acts.mayRenew && standing.standing === 'qualifies' ? (
          <Button
            look="secondary"
            label={t('residency.renewOf', { name })}
            onPress={() => acts.onRenew(resident)}
          >
            {t('residency.renew')}
          </Button>
        ) : null}
      </td>
    </>
  );
});

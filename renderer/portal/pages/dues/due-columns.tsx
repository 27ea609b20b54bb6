import { formatFils } from '../../../../contracts/money.ts';
import type { Due, NotPayableReason, PublicDue } from '../../../../contracts/portal-api/payments.ts';
import { formatDate } from '../../../i18n/dates.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { Message, type Translate, useTranslate } from '../../../i18n/portal.ts';
import { BilingualText } from '../../kit/bilingual-text.tsx';
import { DateText } from '../../kit/date-text.tsx';
import { Money } from '../../kit/money.tsx';
import { Reference } from '../../kit/reference.tsx';
import type { Column } from '../../kit/table.tsx';

type ResidencyFine = Extract<Due, { type: 'residencyFine' }>;

/** How a residency fine came about: days over, the dated tariff's rates, and its cap. */
function FineCalculation({ fine }: { readonly fine: ResidencyFine }) {
  const language = useLanguage();
  const t = useTranslate();
  return (
    <ul className="due-minor">
      <li>
        <Message id="dues.expiredOn" values={{ date: formatDate(fine.expiredOn, language) }} />{' '}
        <Message id="dues.daysOver" count={fine.daysOver} />
      </li>
      {fine.rates.map(({ fromDay, perDay }) => (
        <li key={fromDay}>
          <Message id="dues.rate" values={{ fromDay, perDay: formatFils(perDay, language) }} />
        </li>
      ))}
      <li>
        <Message id="dues.cap" values={{ cap: formatFils(fine.cap, language) }} />
        {fine.capped ? <> {t('dues.capped')}</> : null}
      </li>
    </ul>
  );
}

/** What a due is for. */
export function DueName({ due }: { readonly due: Due }) {
  const t = useTranslate();
  return due.type === 'residencyFine' ? t('dues.kind.residencyFine') : <BilingualText text={due.violation} />;
}

/** Whose a due is, where it is not one's own. */
export function DueOwner({ due }: { readonly due: Due }) {
  return due.dependant === null ? null : (
    <p className="due-minor">
      <Message id="dues.ofDependant" values={{ name: <BilingualText text={due.dependant} /> }} />
    </p>
  );
}

function DueText({ due }: { readonly due: Due }) {
  const t = useTranslate();
  return (
    <>
      <p className="due-name">
        <DueName due={due} />
      </p>
      <DueOwner due={due} />
      {due.type === 'residencyFine' ? (
        <FineCalculation fine={due} />
      ) : (
        <p className="due-minor">
          {t('dues.kind.trafficViolation')}
          {due.description.ar === due.violation.ar ? null : (
            <>
              {' · '}
              <BilingualText text={due.description} />
            </>
          )}
        </p>
      )}
    </>
  );
}

/** Why a due is not payable online, and where to go. */
function WhereToGo({ reason }: { readonly reason: NotPayableReason }) {
  const t = useTranslate();
  return (
    <div className="due-where">
      <p className="due-name">{t(`dues.notPayable.${reason}.reason`)}</p>
      <p>{t(`dues.notPayable.${reason}.where`)}</p>
    </div>
  );
}

const yearOf = (due: Due): number =>
  due.type === 'trafficViolation' ? due.year : Number(due.expiredOn.slice(0, 4));

/** Every field of an own due (S11), apart from how it is paid. */
export function dueColumns(t: Translate): readonly Column<Due>[] {
  return [
    { header: t('dues.due'), cell: (due) => <DueText due={due} /> },
    {
      header: t('dues.numberAndYear'),
      cell: (due) => (
        <>
          <Reference value={due.number} /> <span className="due-minor">({yearOf(due)})</span>
        </>
      ),
    },
    {
      header: t('dues.dateAndTime'),
      cell: (due) =>
        due.type === 'residencyFine' ? (
          <DateText date={due.expiredOn} />
        ) : (
          <>
            <DateText date={due.date} /> <bdi className="due-minor">{due.time}</bdi>
          </>
        ),
    },
    {
      header: t('dues.place'),
      cell: (due) => (due.type === 'residencyFine' ? null : <BilingualText text={due.place} />),
    },
    {
      header: t('dues.plate'),
      cell: (due) =>
        due.type === 'residencyFine' || due.plate === null ? null : <Reference value={due.plate} />,
    },
  ];
}

/** The fields that the public inquiry shows. */
export function publicDueColumns(t: Translate): readonly Column<PublicDue>[] {
  return [
    { header: t('dues.type'), cell: (due) => t(`dues.kind.${due.type}`) },
    { header: t('dues.number'), cell: (due) => <Reference value={due.number} /> },
    { header: t('dues.year'), cell: (due) => <bdi>{due.year}</bdi> },
  ];
}

/** What every due costs. */
export function amountColumn(t: Translate): Column<Pick<Due, 'amount'>> {
  return { header: t('dues.amount'), numeric: true, cell: ({ amount }) => <Money amount={amount} /> };
}

/** Of dues that are not payable online: why, and where to go. */
export function whereColumn(t: Translate): Column<Pick<Due, 'standing'>> {
  return {
    header: t('dues.where'),
    cell: ({ standing }) => (standing.payable ? null : <WhereToGo reason={standing.reason} />),
  };
}

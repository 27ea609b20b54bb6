import './dashboards.css';
import { useQuery } from '@tanstack/react-query';
import { useTranslate } from '../../../i18n/portal.ts';
import { apiQuery } from '../../api/queries.ts';
import { BilingualText } from '../../kit/bilingual-text.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Card } from '../../kit/card.tsx';
import { DateText } from '../../kit/date-text.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Section } from '../../kit/section.tsx';
import { PassportDaysLeft } from '../passports/days-left.tsx';
import { DaysLeft } from '../residency/days-left.tsx';
import { useResidents } from '../residency/residents-query.ts';

/** Most lines of one card; the page behind it has the rest. */
const MOST_SHOWN = 5;

/** Residencies that can be renewed now, of those whom the person sponsors: they end first. */
function Residencies() {
  const t = useTranslate();
  const query = useResidents({ company: null, filter: 'qualifies', text: '' });
  return (
    <Card
      title={t('ahead.residencies')}
      icon="calendar"
      actions={
        <ButtonLink look="secondary" to="/residency">
          {t('ahead.toResidency')}
        </ButtonLink>
      }
    >
      <Loaded query={query} blocks={1}>
        {({ pages }) => {
          const residents = pages.flatMap((page) => page.residents).slice(0, MOST_SHOWN);
          return residents.length === 0 ? (
            <p>{t('ahead.noResidencies')}</p>
          ) : (
            <ul className="ahead">
              {residents.map(({ civilId, name, residencyExpiresOn, daysLeft }) => (
                <li key={civilId}>
                  <strong>
                    <BilingualText text={name} />
                  </strong>
                  <span>
                    <DateText date={residencyExpiresOn} /> · <DaysLeft days={daysLeft} />
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Card>
  );
}

/** Passports in use that expire soon or have expired. */
function Passports() {
  const t = useTranslate();
  const query = useQuery(apiQuery('passports', {}));
  return (
    <Card
      title={t('ahead.passports')}
      icon="idCard"
      actions={
        <ButtonLink look="secondary" to="/passports">
          {t('ahead.toPassports')}
        </ButtonLink>
      }
    >
      <Loaded query={query} blocks={1}>
        {({ passports }) => {
          const ending = passports
            .filter(({ status }) => status === 'expiresSoon' || status === 'expired')
            .toSorted((first, second) => first.daysLeft - second.daysLeft)
            .slice(0, MOST_SHOWN);
          return ending.length === 0 ? (
            <p>{t('ahead.noPassports')}</p>
          ) : (
            <ul className="ahead">
              {ending.map(({ passportId, name, expiresOn, daysLeft }) => (
                <li key={passportId}>
                  <strong>
                    <BilingualText text={name} />
                  </strong>
                  <span>
                    <DateText date={expiresOn} /> ·{' '}
                    {daysLeft > 0 ? <DaysLeft days={daysLeft} /> : <PassportDaysLeft days={daysLeft} />}
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Card>
  );
}

/** What of an individual's affairs ends soon: residencies of the sponsored, and passports. */
export function ExpiriesAhead() {
  const t = useTranslate();
  return (
    <Section title={t('ahead.title')}>
      <div className="cards">
        <Residencies />
        <Passports />
      </div>
    </Section>
  );
}

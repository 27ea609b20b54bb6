import { LICENCE_CATEGORY_NAMES, type LicenceCategory } from '../../../../contracts/licence.ts';
import type { LicenceOnRecord, ReviewCase } from '../../../../contracts/portal-api/licences.ts';
import { POLICE_STATION_NAMES } from '../../../../contracts/police-stations.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { Message, useTranslate } from '../../../i18n/portal.ts';
import { DateText, InstantText } from '../../kit/date-text.tsx';
import { Reference } from '../../kit/reference.tsx';
import { Section } from '../../kit/section.tsx';
import { SummaryList, type SummaryRow } from '../../kit/summary-list.tsx';
import { Timeline } from '../../kit/timeline.tsx';

function Categories(props: { readonly categories: readonly LicenceCategory[] }) {
  const language = useLanguage();
  return props.categories
    .map((category) => LICENCE_CATEGORY_NAMES[category][language])
    .join(language === 'ar' ? '، ' : ', ');
}

function LicenceFacts({ licence }: { readonly licence: LicenceOnRecord }) {
  const t = useTranslate();
  return (
    <SummaryList
      rows={[
        { label: t('review.licenceNumber'), value: <Reference value={licence.number} /> },
        { label: t('review.issued'), value: <DateText date={licence.issueDate} /> },
        { label: t('review.expires'), value: <DateText date={licence.expiryDate} /> },
        { label: t('review.categories'), value: <Categories categories={licence.categories} /> },
      ]}
    />
  );
}

/** What was asked for, as far as the service has it. */
function useAsked({ kind, category, submittedAt, form }: ReviewCase): SummaryRow[] {
  const t = useTranslate();
  const language = useLanguage();
  const { damageType, lossReport, machine } = form;
  return [
    { label: t('review.kind'), value: t(`kind.${kind}`) },
    ...(category === null
      ? []
      : [{ label: t('review.category'), value: LICENCE_CATEGORY_NAMES[category][language] }]),
    ...(damageType === null
      ? []
      : [{ label: t('review.damageType'), value: t(`damage.${damageType}.name`) }]),
    ...(lossReport === null
      ? []
      : [
          { label: t('review.reportNumber'), value: <Reference value={lossReport.reportNumber} /> },
          { label: t('review.station'), value: POLICE_STATION_NAMES[lossReport.station][language] },
          { label: t('review.reportedOn'), value: <DateText date={lossReport.reportedOn} /> },
        ]),
    ...(machine === null ? [] : [{ label: t('review.machine'), value: <Reference value={machine} /> }]),
    { label: t('review.submitted'), value: <InstantText at={submittedAt} /> },
  ];
}

/** Everything in a case that is not a document. */
export function CaseFacts(props: { readonly case: ReviewCase }) {
  const t = useTranslate();
  const { licence, timeline, ...one } = props.case;
  const asked = useAsked(props.case);
  return (
    <>
      <Section title={t('review.applicant')}>
        <SummaryList
          rows={[
            {
              label: t('review.nameArabic'),
              value: (
                <bdi lang="ar" dir="rtl">
                  {one.nameArabic}
                </bdi>
              ),
            },
            {
              label: t('review.nameLatin'),
              value: (
                <bdi lang="en" dir="ltr">
                  {one.nameLatin}
                </bdi>
              ),
            },
            { label: t('review.personAge'), value: <Message id="review.years" count={one.age} /> },
            {
              label: t('review.civilId'),
              value: (
                <bdi dir="ltr">
                  <span aria-hidden="true">•••• •••• {one.civilIdLastFour}</span>
                  <span className="visually-hidden">
                    {t('review.civilIdMasked', { lastFour: one.civilIdLastFour })}
                  </span>
                </bdi>
              ),
            },
          ]}
        />
      </Section>
      <Section title={t('review.asked')}>
        <SummaryList rows={asked} />
      </Section>
      <Section title={t('review.licence')}>
        {licence === null ? <p>{t('review.licenceNone')}</p> : <LicenceFacts licence={licence} />}
      </Section>
      <Section title={t('review.history')}>
        <Timeline
          label={t('review.history')}
          steps={timeline.map(({ at, status, note }, index) => ({
            key: `${at} ${status}`,
            title: t(`status.${status}`),
            state: index === timeline.length - 1 ? 'now' : 'done',
            at,
            ...(note === null ? {} : { note }),
          }))}
        />
      </Section>
    </>
  );
}

import './passports.css';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { PassportStatus, PassportView } from '../../../../contracts/portal-api/passports.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import type { IconName } from '../../../ui/icon.tsx';
import { apiQuery, useCall } from '../../api/queries.ts';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Card } from '../../kit/card.tsx';
import { DateText } from '../../kit/date-text.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Notice, type Tone } from '../../kit/notice.tsx';
import { Page } from '../../kit/page.tsx';
import { problemText } from '../../kit/problem-text.ts';
import { Reference } from '../../kit/reference.tsx';
import { Section } from '../../kit/section.tsx';
import { SummaryList } from '../../kit/summary-list.tsx';
import { Tag } from '../../kit/tag.tsx';
import { PassportDaysLeft } from './days-left.tsx';

const LOOK: Readonly<Record<PassportStatus, { readonly tone: Tone; readonly icon?: IconName }>> = {
  valid: { tone: 'done' },
  expiresSoon: { tone: 'attention', icon: 'clock' },
  expired: { tone: 'stop' },
  replaced: { tone: 'info', icon: 'refresh' },
};

/** Where a passport stands. */
export function PassportStatusTag({ status }: { readonly status: PassportStatus }) {
  const t = useTranslate();
  return <Tag {...LOOK[status]}>{t(`passport.status.${status}`)}</Tag>;
}

/** The number, masked until it is asked for: that is on the trail. It is kept nowhere and hidden again by a press. */
function PassportNumber({ passport }: { readonly passport: PassportView }) {
  const t = useTranslate();
  const call = useCall();
  const language = useLanguage();
  const name = passport.name[language];
  const reveal = useMutation({
    mutationFn: () => call('revealPassport', { params: { passportId: passport.passportId } }),
    gcTime: 0,
  });
  const revealed = reveal.data?.ok ? reveal.data.value.number : null;
  return (
    <div className="passport-number">
      <span role="status">
        <Reference value={revealed ?? passport.numberMasked} />
      </span>
      <Button
        look="quiet"
        busy={reveal.isPending}
        label={t(revealed === null ? 'passport.revealOf' : 'passport.hideOf', { name })}
        onPress={() => (revealed === null ? reveal.mutate() : reveal.reset())}
      >
        {t(revealed === null ? 'form.show' : 'form.hide')}
      </Button>
      {reveal.data?.ok === false ? (
        <Notice tone="stop" announced>
          <p>{problemText(t, reveal.data.fault)}</p>
        </Notice>
      ) : null}
    </div>
  );
}

function PassportCard({ passport }: { readonly passport: PassportView }) {
  const t = useTranslate();
  const language = useLanguage();
  const current = passport.status !== 'replaced';
  return (
    <Card
      title={<bdi>{passport.name[language]}</bdi>}
      icon="idCard"
      beside={<PassportStatusTag status={passport.status} />}
    >
      <SummaryList
        rows={[
          { label: t('passport.holder'), value: t(`residency.relation.${passport.relation}`) },
          { label: t('passport.latinName'), value: <bdi dir="ltr">{passport.latinName}</bdi> },
          { label: t('passport.number'), value: <PassportNumber passport={passport} /> },
          { label: t('passport.issuedOn'), value: <DateText date={passport.issuedOn} /> },
          { label: t('passport.expiresOn'), value: <DateText date={passport.expiresOn} /> },
          ...(current
            ? [{ label: t('passport.timeLeft'), value: <PassportDaysLeft days={passport.daysLeft} /> }]
            : []),
          { label: t('passport.placeOfIssue'), value: <bdi>{passport.placeOfIssue}</bdi> },
        ]}
      />
    </Card>
  );
}

/** Passports of oneself and of those one sponsors (S10): those in use first, then those that others replaced. */
export function PassportsPage() {
  const t = useTranslate();
  const query = useQuery(apiQuery('passports', {}));
  return (
    <Page title={t('passport.title')} lead={t('passport.lead')} width="wide">
      <Loaded query={query}>
        {({ passports }) => {
          const current = passports.filter(({ status }) => status !== 'replaced');
          const replaced = passports.filter(({ status }) => status === 'replaced');
          return (
            <>
              {passports.length === 0 ? (
                <EmptyState icon="idCard" title={t('passport.noneTitle')}>
                  <p>{t('passport.none')}</p>
                </EmptyState>
              ) : (
                <Section title={t('passport.currentTitle')}>
                  <div className="cards">
                    {current.map((passport) => (
                      <PassportCard key={passport.passportId} passport={passport} />
                    ))}
                  </div>
                </Section>
              )}
              <Section title={t('passport.transferTitle')}>
                <p>{t('passport.transferMeaning')}</p>
                <ButtonLink look="primary" to="/cases/begin/$type" params={{ type: 'passportTransfer' }}>
                  {t('renewal.beginTransfer')}
                </ButtonLink>
              </Section>
              {replaced.length > 0 ? (
                <Section title={t('passport.replacedTitle')}>
                  <div className="cards">
                    {replaced.map((passport) => (
                      <PassportCard key={passport.passportId} passport={passport} />
                    ))}
                  </div>
                </Section>
              ) : null}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

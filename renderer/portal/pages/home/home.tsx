import { Link } from '@tanstack/react-router';
import { RequestKind } from '../../../../contracts/request.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import type { IconName } from '../../../ui/icon.tsx';
import { useSession } from '../../api/queries.ts';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Card } from '../../kit/card.tsx';
import { Page } from '../../kit/page.tsx';
import { Section } from '../../kit/section.tsx';

const ICONS: Readonly<Record<RequestKind, IconName>> = {
  renewal: 'licence',
  damaged: 'refresh',
  lost: 'search',
};

/** The services, for everybody. */
export function HomePage() {
  const t = useTranslate();
  const signedIn = useSession();
  return (
    <Page title={t('home.title')} lead={t('home.lead')} width="wide">
      <Section title={t('home.licences')}>
        <div className="cards">
          {RequestKind.options.map((kind) => (
            <Card
              key={kind}
              title={t(`kind.${kind}`)}
              icon={ICONS[kind]}
              actions={
                <ButtonLink look="secondary" to="/services/$kind" params={{ kind }}>
                  {t(`home.open.${kind}`)}
                </ButtonLink>
              }
            >
              <p>{t(`home.about.${kind}`)}</p>
            </Card>
          ))}
        </div>
      </Section>
      <Section title={t('home.dues')}>
        <div className="cards">
          <Card
            title={t('nav.duesInquiry')}
            icon="money"
            actions={
              <ButtonLink look="secondary" to="/dues-inquiry">
                {t('home.open.dues')}
              </ButtonLink>
            }
          >
            <p>{t('home.about.dues')}</p>
          </Card>
        </div>
      </Section>
      {signedIn === null ? (
        <p>
          {t('home.newHere')} <Link to="/register">{t('account.register')}</Link>
        </p>
      ) : null}
    </Page>
  );
}

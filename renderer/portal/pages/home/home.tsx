import { Link } from '@tanstack/react-router';
import { useTranslate } from '../../../i18n/portal.ts';
import { useSession } from '../../api/queries.ts';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Card } from '../../kit/card.tsx';
import { Page } from '../../kit/page.tsx';
import { Section } from '../../kit/section.tsx';
import { SERVICE_GROUP_NAMES, SERVICE_GROUPS, SERVICE_ICONS, type Service } from '../services/services.ts';

function ServiceCard({ service }: { readonly service: Service }) {
  const t = useTranslate();
  const title = t(`services.${service}.title`);
  return (
    <Card
      title={title}
      icon={SERVICE_ICONS[service]}
      actions={
        <ButtonLink
          look="secondary"
          to="/services/$service"
          params={{ service }}
          aria-label={t('services.openOf', { title })}
        >
          {t('services.open')}
        </ButtonLink>
      }
    >
      <p>{t(`services.${service}.about`)}</p>
    </Card>
  );
}

/** The ministry's electronic services in the groups of its guide, for everybody. */
export function HomePage() {
  const t = useTranslate();
  const signedIn = useSession();
  return (
    <Page title={t('services.title')} lead={t('services.lead')} width="wide">
      {SERVICE_GROUP_NAMES.map((group) => (
        <Section key={group} title={t(`services.group.${group}`)}>
          <div className="cards">
            {SERVICE_GROUPS[group].map((service) => (
              <ServiceCard key={service} service={service} />
            ))}
          </div>
        </Section>
      ))}
      {signedIn === null ? (
        <p>
          {t('services.newHere')} <Link to="/register">{t('account.register')}</Link>
        </p>
      ) : null}
    </Page>
  );
}

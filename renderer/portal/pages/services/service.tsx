import { getRouteApi } from '@tanstack/react-router';
import type { Role } from '../../../../contracts/portal-api/route.ts';
import type { RequestKind } from '../../../../contracts/request.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { PORTAL_CATALOGUE, type Translate, useTranslate } from '../../../i18n/portal.ts';
import type { ButtonRole } from '../../../ui/button.tsx';
import { useSession } from '../../api/queries.ts';
import { Actions } from '../../kit/actions.tsx';
import { BackLink } from '../../kit/back-link.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Notice } from '../../kit/notice.tsx';
import { StartPage } from '../../kit/start-page.tsx';
import { NotFound } from '../../shell/not-found.tsx';
import { factsOf, needsOf, stepsOf } from '../licences/service-facts.ts';
import {
  type GeneralService,
  isLicenceService,
  NEED_ICONS,
  parseService,
  SERVICE_FACTS,
  type Service,
  type Start,
} from './services.ts';

const route = getRouteApi('/services/$service');

function StartLink(props: { readonly start: Start; readonly look: ButtonRole; readonly children: string }) {
  const { start, look, children } = props;
  return start.page === 'case' ? (
    <ButtonLink look={look} icon="arrow" to="/cases/begin/$type" params={{ type: start.type }}>
      {children}
    </ButtonLink>
  ) : (
    <ButtonLink look={look} icon="arrow" to={start.page}>
      {children}
    </ButtonLink>
  );
}

function RegisterLink() {
  const t = useTranslate();
  return (
    <ButtonLink look="secondary" to="/register">
      {t('account.register')}
    </ButtonLink>
  );
}

const toServices = (text: string) => <BackLink to="/">{text}</BackLink>;

/** The steps of a service, as the catalogue counts them. */
function stepsOfGeneral(t: Translate, service: GeneralService): string[] {
  return Array.from({ length: SERVICE_FACTS[service].steps }, (_, index) => {
    const key = `services.${service}.step${index + 1}`;
    if (!PORTAL_CATALOGUE.has(key)) throw new Error(`No text for ${key}`);
    return t(key);
  });
}

/** Whether somebody signed in may use the service; those who are not may sign in first. */
function mayUse(service: GeneralService, role: Role | undefined): boolean {
  const { who } = SERVICE_FACTS[service];
  return who === null || role === undefined || who.some((each) => each === role);
}

function GeneralServicePage({ service }: { readonly service: GeneralService }) {
  const t = useTranslate();
  const role = useSession()?.role;
  const { needs, documents, fee, time, start, who } = SERVICE_FACTS[service];
  return (
    <StartPage
      title={t(`services.${service}.title`)}
      lead={t(`services.${service}.about`)}
      above={toServices(t('nav.services'))}
      needs={[
        ...needs.map((need) => ({ icon: NEED_ICONS[need], text: t(`services.need.${need}`) })),
        ...documents.map((kind) => ({ icon: 'licence' as const, text: t(`case.document.${kind}.name`) })),
      ]}
      facts={[
        { label: t('services.who'), value: t(`services.${service}.who`) },
        { label: t('service.fee'), value: t(`services.fee.${fee}`) },
        { label: t('services.time'), value: t(`services.duration.${time}`) },
      ]}
      steps={stepsOfGeneral(t, service)}
    >
      {mayUse(service, role) ? (
        <Actions>
          <StartLink start={start} look="primary">
            {t(who === null || role !== undefined ? 'service.start' : 'service.signInAndStart')}
          </StartLink>
          {role === undefined && who?.includes('individual') ? <RegisterLink /> : null}
        </Actions>
      ) : (
        <Notice tone="attention" title={t('services.otherAccountTitle')}>
          <p>{t('services.otherAccount')}</p>
        </Notice>
      )}
    </StartPage>
  );
}

function LicenceServicePage({ kind }: { readonly kind: RequestKind }) {
  const t = useTranslate();
  const language = useLanguage();
  const signedIn = useSession();
  return (
    <StartPage
      title={t(`kind.${kind}`)}
      lead={t(`services.${kind}.about`)}
      above={toServices(t('nav.services'))}
      needs={needsOf(t, kind)}
      facts={factsOf(t, language)}
      steps={stepsOf(t)}
    >
      <Actions>
        <ButtonLink look="primary" icon="arrow" to="/services/$kind/begin" params={{ kind }}>
          {t(signedIn ? 'service.start' : 'service.signInAndStart')}
        </ButtonLink>
        {signedIn ? null : <RegisterLink />}
      </Actions>
    </StartPage>
  );
}

/** What a service is, what it needs, who may use it and how it goes, for everybody; then the one button that begins. */
export function ServicePage() {
  const service: Service | undefined = parseService(route.useParams().service);
  if (service === undefined) return <NotFound />;
  return isLicenceService(service) ? (
    <LicenceServicePage kind={service} />
  ) : (
    <GeneralServicePage service={service} />
  );
}

import { getRouteApi } from '@tanstack/react-router';
import { RequestKind } from '../../../../contracts/request.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { useTranslate } from '../../../i18n/portal.ts';
import { useSession } from '../../api/queries.ts';
import { Actions } from '../../kit/actions.tsx';
import { BackLink } from '../../kit/back-link.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { StartPage } from '../../kit/start-page.tsx';
import { NotFound } from '../../shell/not-found.tsx';
import { factsOf, needsOf, stepsOf } from './service-facts.ts';

const route = getRouteApi('/services/$kind');

/** What a service is and what it needs, for everybody. */
export function ServicePage() {
  const t = useTranslate();
  const language = useLanguage();
  const signedIn = useSession();
  const kind = RequestKind.safeParse(route.useParams().kind).data;
  if (kind === undefined) return <NotFound />;
  return (
    <StartPage
      title={t(`kind.${kind}`)}
      lead={t(`home.about.${kind}`)}
      above={<BackLink to="/">{t('nav.services')}</BackLink>}
      needs={needsOf(t, kind)}
      facts={factsOf(t, language)}
      steps={stepsOf(t)}
    >
      <Actions>
        <ButtonLink look="primary" icon="arrow" to="/services/$kind/begin" params={{ kind }}>
          {t(signedIn ? 'service.start' : 'service.signInAndStart')}
        </ButtonLink>
        {signedIn ? null : (
          <ButtonLink look="secondary" to="/register">
            {t('account.register')}
          </ButtonLink>
        )}
      </Actions>
    </StartPage>
  );
}

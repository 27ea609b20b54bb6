import { Link } from '@tanstack/react-router';
import { Language } from '../../../contracts/language.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { LANGUAGE_NAMES, useTranslate } from '../../i18n/portal.ts';
import { Button } from '../../ui/button.tsx';
import { Emblem } from '../../ui/emblem.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useSession } from '../api/queries.ts';
import { useChooseLanguage } from './language-choice.tsx';
import { Navigation } from './navigation.tsx';
import { SignOutButton } from './sign-out-button.tsx';

function LanguageSwitch() {
  const current = useLanguage();
  const choose = useChooseLanguage();
  const [other] = Language.options.filter((language) => language !== current);
  return other === undefined ? null : (
    <Button look="quiet" lang={other} onPress={() => choose(other)}>
      {LANGUAGE_NAMES[other]}
    </Button>
  );
}

function SignInState() {
  const t = useTranslate();
  const language = useLanguage();
  const signedIn = useSession();
  if (signedIn === undefined) return null;
  if (signedIn === null)
    return (
      <Link to="/sign-in" className="button button-quiet">
        <Icon name="person" />
        <span>{t('nav.signIn')}</span>
      </Link>
    );
  return (
    <div className="signed-in">
      <p className="signed-in-name">
        <Icon name="person" />
        <span className="visually-hidden">{t('nav.signedInAs')}</span>{' '}
        <bdi>{language === 'ar' ? signedIn.nameArabic : signedIn.nameLatin}</bdi>
      </p>
      <SignOutButton />
    </div>
  );
}

/** Whose portal it is, the language, who is signed in, and the pages of that role. */
export function Header() {
  const t = useTranslate();
  return (
    <header className="site-header">
      <div className="site-bar">
        <Link to="/" className="site-name">
          <Emblem />
          <span>
            <span className="site-ministry">{t('site.ministry')}</span>
            <span className="site-title">{t('site.name')}</span>
          </span>
        </Link>
        <div className="site-tools">
          <LanguageSwitch />
          <SignInState />
        </div>
      </div>
      <Navigation />
    </header>
  );
}

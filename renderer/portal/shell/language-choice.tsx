import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useState,
} from 'react';
import { Language } from '../../../contracts/language.ts';
import { TranslationProvider } from '../../i18n/language.tsx';
import { loadTexts } from '../../i18n/portal.ts';
import { call } from '../api/client.ts';
import { useSession } from '../api/queries.ts';

/** Where the browser keeps the language that was chosen. */
const STORAGE_KEY = 'language';

const ChoiceContext = createContext<(language: Language) => void>(() => undefined);

/** Changes the language of the pages; for who is signed in also that of the mails. */
export function useChooseLanguage(): (language: Language) => void {
  return useContext(ChoiceContext);
}

function chosenBefore(): Language | null {
  const chosen = Language.safeParse(localStorage.getItem(STORAGE_KEY));
  return chosen.success ? chosen.data : null;
}

/** The language of the pages before it is known who is signed in; its texts are loaded before anything is shown. */
export function languageChosenBefore(): Language {
  return chosenBefore() ?? 'ar';
}

/**
 * Keeps the language: the one chosen in this browser, else the one of the account, else Arabic. Another language shows once
 * its texts have come; when they cannot be fetched the pages stay as they are.
 */
export function LanguageChoice(props: { readonly children: ReactNode }) {
  const signedIn = useSession();
  const [chosen, setChosen] = useState(chosenBefore);
  const [language, setLanguage] = useState(languageChosenBefore);
  const wanted = chosen ?? signedIn?.language ?? 'ar';
  const isSignedIn = Boolean(signedIn);
  useEffect(() => {
    let current = true;
    loadTexts(wanted).then(
      () => current && setLanguage(wanted),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [wanted]);
  useLayoutEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
  }, [language]);
  const choose = useCallback((next: Language) => {
    localStorage.setItem(STORAGE_KEY, next);
    setChosen(next);
  }, []);
  const accountLanguage = signedIn?.language;
  // The account follows what was chosen here, so that the mails come in the language of the pages.
  useEffect(() => {
    if (isSignedIn && chosen !== null && chosen !== accountLanguage)
      void call('changeLanguage', { body: { language: chosen } });
  }, [isSignedIn, chosen, accountLanguage]);
  return (
    <ChoiceContext value={choose}>
      <TranslationProvider language={language}>{props.children}</TranslationProvider>
    </ChoiceContext>
  );
}

import type { Fils } from '../../../../contracts/money.ts';
import { formatFils } from '../../../../contracts/money.ts';
import type { DocumentKind } from '../../../../contracts/portal-api/licences.ts';
import { OLD_LICENCE_REQUIRED, type RequestKind } from '../../../../contracts/request.ts';
import type { Language } from '../../../../contracts/language.ts';
import type { MessageKey, Translate } from '../../../i18n/portal.ts';
import type { IconName } from '../../../ui/icon.tsx';
import type { Need } from '../../kit/start-page.tsx';

const DOCUMENT_ICONS: Readonly<Record<DocumentKind, IconName>> = {
  photo: 'person',
  eyeTest: 'search',
  damagePhoto: 'camera',
  policeReport: 'shield',
};

/** What each service may ask for, as far as it is known before anybody has signed in. */
const USUAL_DOCUMENTS: Readonly<Record<RequestKind, readonly DocumentKind[]>> = {
  renewal: ['photo', 'eyeTest'],
  damaged: ['damagePhoto'],
  lost: ['policeReport'],
};

/** What to have at hand before beginning; `documents` are those of the person once they are known. */
export function needsOf(t: Translate, kind: RequestKind, documents?: readonly DocumentKind[]): Need[] {
  const asked = documents ?? USUAL_DOCUMENTS[kind];
  return [
    ...(kind === 'lost' ? [{ icon: 'building' as const, text: t('service.needReport') }] : []),
    ...asked.map((document) => ({
      icon: DOCUMENT_ICONS[document],
      text: t(
        documents === undefined && document === 'eyeTest'
          ? 'service.needEyeTestPerhaps'
          : `document.${document}.need`,
      ),
    })),
    { icon: 'money', text: t('service.needCard') },
    ...(OLD_LICENCE_REQUIRED[kind] ? [{ icon: 'licence' as const, text: t('service.needOldLicence') }] : []),
  ];
}

/** Fee and time; the fee is known once the person is. */
export function factsOf(t: Translate, language: Language, fee?: Fils) {
  return [
    { label: t('service.fee'), value: fee === undefined ? t('service.feeLater') : formatFils(fee, language) },
    { label: t('service.time'), value: t('service.timeNeeded') },
    { label: t('service.collection'), value: t('service.collectionHow') },
  ];
}

const STEPS = ['apply', 'review', 'pay', 'collect'] as const;

/** How the service goes, in order; `reviewed` where an officer is known to look, or not to. */
export function stepsOf(t: Translate, reviewed?: boolean): string[] {
  return STEPS.filter((step) => step !== 'review' || reviewed !== false).map((step) => {
    const key: MessageKey = `service.step.${step}`;
    return t(step === 'review' && reviewed === undefined ? 'service.step.reviewPerhaps' : key);
  });
}

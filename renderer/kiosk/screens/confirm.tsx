import type { ReactNode } from 'react';
import { LICENCE_CATEGORY_NAMES } from '../../../contracts/licence.ts';
import { formatFils } from '../../../contracts/money.ts';
import { formatDate } from '../../i18n/dates.ts';
import { useLanguage, useTranslate } from '../../i18n/translation.tsx';
import { Icon } from '../../ui/icon.tsx';
import { CancelAction, PrimaryAction } from '../frame/actions.tsx';
import { ScreenLayout } from '../frame/screen-layout.tsx';
import { type ScreenProps, useOneIntent } from '../screen.ts';

function Fact(props: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

/** The photo from the chip, or its empty frame until it has been read. */
function Portrait(props: { readonly portrait: string | null }) {
  const t = useTranslate();
  if (props.portrait === null) {
    return (
      <div className="portrait portrait-empty" role="img" aria-label={t('confirm.portraitLoading')}>
        <Icon name="person" />
      </div>
    );
  }
  return (
    <img className="portrait" alt={t('confirm.portrait')} src={`data:image/jpeg;base64,${props.portrait}`} />
  );
}

/** The holder sees what is needed to recognise themselves, and no more: all but four digits stay hidden. */
export function ConfirmScreen({ view, dispatch }: ScreenProps<'confirm'>) {
  const t = useTranslate();
  const language = useLanguage();
  const { pending, send } = useOneIntent(dispatch);
  const { holder, request } = view;
  return (
    <ScreenLayout
      heading={t('confirm.title')}
      lead={t('confirm.check')}
      actions={
        <>
          <CancelAction
            label={t('confirm.notMine')}
            busy={pending?.type === 'cancel'}
            onPress={() => void send({ type: 'cancel' })}
          />
          <PrimaryAction
            label={t('confirm.confirm')}
            icon="check"
            busy={pending?.type === 'confirm'}
            onPress={() => void send({ type: 'confirm' })}
          />
        </>
      }
    >
      <div className="holder">
        <Portrait portrait={view.portrait} />
        <dl className="facts-person">
          <Fact name={t('confirm.nameArabic')}>
            <span className="fact-name" lang="ar" dir="rtl">
              {holder.nameArabic}
            </span>
          </Fact>
          <Fact name={t('confirm.nameLatin')}>
            <span className="fact-name" lang="en" dir="ltr">
              {holder.nameLatin}
            </span>
          </Fact>
          <Fact name={t('confirm.civilId')}>
            <bdi dir="ltr">
              <span aria-hidden="true">•••• •••• {holder.civilIdLastFour}</span>
              <span className="visually-hidden">
                {t('confirm.civilIdMasked', { lastFour: holder.civilIdLastFour })}
              </span>
            </bdi>
          </Fact>
        </dl>
        <dl className="facts-request">
          <Fact name={t('confirm.category')}>{LICENCE_CATEGORY_NAMES[request.category][language]}</Fact>
          <Fact name={t('confirm.kind')}>{t(`kind.${request.kind}`)}</Fact>
          <Fact name={t('confirm.fee')}>
            <bdi>{formatFils(request.feePaid, language)}</bdi>
          </Fact>
          <Fact name={t('confirm.paidOn')}>
            <bdi>{formatDate(request.paidOn, language)}</bdi>
          </Fact>
        </dl>
      </div>
      {request.oldLicenceDue ? (
        <p className="note">
          <Icon name="licence" />
          {t(request.kind === 'damaged' ? 'confirm.damagedLicenceNext' : 'confirm.oldLicenceNext')}
        </p>
      ) : null}
    </ScreenLayout>
  );
}

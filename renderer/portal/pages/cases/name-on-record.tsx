import { useTranslate } from '../../../i18n/portal.ts';

/** The Latin name that the register has now, to compare with (S8). */
export function NameOnRecord({ name }: { readonly name: string | null }) {
  const t = useTranslate();
  return (
    <p className="name-on-record">
      {t('case.nameOnRecord')}
      {name === null ? (
        <strong>{t('case.nameNotOnRecord')}</strong>
      ) : (
        <strong>
          <bdi dir="ltr" lang="en">
            {name}
          </bdi>
        </strong>
      )}
    </p>
  );
}

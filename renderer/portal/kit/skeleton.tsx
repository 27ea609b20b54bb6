import { useTranslate } from '../../i18n/portal.ts';

/** The shape of what is being fetched: `blocks` of a heading and two lines. */
export function Skeleton(props: { readonly blocks?: number }) {
  const t = useTranslate();
  return (
    <div className="skeleton" role="status">
      <span className="visually-hidden">{t('page.loading')}</span>
      {Array.from({ length: props.blocks ?? 2 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks are all alike
        <div key={index} className="skeleton-block" aria-hidden="true">
          <span />
          <span />
          <span />
        </div>
      ))}
    </div>
  );
}

import './chips.css';
import { useTranslate } from '../../i18n/portal.ts';
import { Icon } from '../../ui/icon.tsx';

/** What a list is narrowed by, with the way to take it off. */
export interface Chip {
  readonly key: string;
  readonly text: string;
  readonly onRemove: () => void;
}

/** The filters that are on: each goes with a press. */
export function Chips(props: { readonly chips: readonly Chip[] }) {
  const t = useTranslate();
  if (props.chips.length === 0) return null;
  return (
    <ul className="chips" aria-label={t('list.filters')}>
      {props.chips.map(({ key, text, onRemove }) => (
        <li key={key}>
          <button
            type="button"
            className="chip"
            aria-label={t('list.removeFilter', { name: text })}
            onClick={onRemove}
          >
            <bdi>{text}</bdi>
            <Icon name="cross" />
          </button>
        </li>
      ))}
    </ul>
  );
}

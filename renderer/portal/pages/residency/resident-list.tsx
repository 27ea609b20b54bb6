import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { CivilId } from '../../../../contracts/civil-id.ts';
import type { Resident } from '../../../../contracts/portal-api/residency.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import { type ResidentActs, ResidentCells } from './resident-row.tsx';

/** Height of a row before it has been measured, in CSS pixels. */
const ROW_HEIGHT = 84;
/** Rows drawn beyond each edge of the window. */
const OVERSCAN = 8;
/** The next page is fetched when this many rows before the end are reached. */
const FETCH_AHEAD = 20;

const COLUMNS = ['choose', 'person', 'nationality', 'relation', 'expiresOn', 'state', 'act'] as const;

/** `range` with the row that holds the focus, wherever it is, so that scrolling takes no focus away. */
export function withFocused(range: Range, focused: number | null): number[] {
  const indexes = defaultRangeExtractor(range);
  return focused === null || focused >= range.count || indexes.includes(focused)
    ? indexes
    : [...indexes, focused].sort((first, second) => first - second);
}

/**
 * Any number of residents, of whom only those in sight are drawn. The length of the table is told by `aria-rowcount`, and each
 * row says which it is (WAI-ARIA 1.2).
 */
export function ResidentList(props: {
  readonly label: string;
  readonly residents: readonly Resident[];
  /** How many there are, fetched or not. */
  readonly total: number;
  readonly ticked: ReadonlySet<CivilId>;
  readonly acts: ResidentActs;
  readonly more: { readonly onPress: () => void; readonly busy: boolean } | null;
}) {
  const t = useTranslate();
  const { residents, more } = props;
  const list = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  const [focused, setFocused] = useState<number | null>(null);
  // What stands above the list may grow and shrink, and the page with it. While the list is scrolled nothing asks for a layout.
  useLayoutEffect(() => {
    const measure = () => {
      const now = list.current === null ? 0 : list.current.getBoundingClientRect().top + window.scrollY;
      setTop((before) => (Math.abs(before - now) < 1 ? before : now));
    };
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(document.body);
    return () => resized.disconnect();
  }, []);
  const rows = useWindowVirtualizer({
    count: residents.length,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    scrollMargin: top,
    getItemKey: (index) => residents[index]?.civilId ?? index,
    rangeExtractor: (range) => withFocused(range, focused),
    useFlushSync: false,
  });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const near = more !== null && !more.busy && last >= residents.length - FETCH_AHEAD;
  const fetchMore = more?.onPress;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once each time that the end comes near
  useEffect(() => {
    if (near) fetchMore?.();
  }, [near, residents.length]);
  return (
    <>
      <table aria-label={props.label} aria-rowcount={props.total + 1} className="residents">
        <thead className="residents-head">
          <tr aria-rowindex={1} className="resident">
            {COLUMNS.map((name) => (
              <th key={name} scope="col">
                <span className={name === 'choose' || name === 'act' ? 'visually-hidden' : undefined}>
                  {t(`residency.column.${name}`)}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody
          ref={list}
          className="residents-body"
          style={{ height: rows.getTotalSize() }}
          onBlur={() => setFocused(null)}
        >
          {shown.map(({ index, key, start }) => {
            const resident = residents[index];
            return resident === undefined ? null : (
              <tr
                key={key}
                ref={rows.measureElement}
                data-index={index}
                aria-rowindex={index + 2}
                className={
                  resident.standing.standing === 'tooEarly' ? 'resident resident-greyed' : 'resident'
                }
                style={{ transform: `translateY(${start - top}px)` }}
                onFocus={() => setFocused(index)}
              >
                <ResidentCells
                  resident={resident}
                  ticked={props.ticked.has(resident.civilId)}
                  acts={props.acts}
                />
              </tr>
            );
          })}
        </tbody>
      </table>
      {more === null ? null : (
        <Button look="secondary" busy={more.busy} onPress={more.onPress}>
          {t('list.more')}
        </Button>
      )}
    </>
  );
}

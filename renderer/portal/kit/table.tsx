import type { ReactNode } from 'react';
import { useTranslate } from '../../i18n/portal.ts';
import { Button } from '../../ui/button.tsx';

/** One column of a table. */
export interface Column<Row> {
  readonly header: string;
  /** `null` where a row has nothing to say: left out where rows stand as blocks. */
  readonly cell: (row: Row) => ReactNode;
  readonly numeric?: boolean;
  /** Holds what can be done with the row: speaks for itself where rows stand as blocks. */
  readonly action?: boolean;
}

/** A list; on a narrow screen each row stands as a block. `more` fetches the next page where there is one. */
export function Table<Row>(props: {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Shown instead of the table when there are no rows. */
  readonly empty: ReactNode;
  readonly more?: { readonly onPress: () => void; readonly busy: boolean };
}) {
  const t = useTranslate();
  if (props.rows.length === 0) return props.empty;
  return (
    <>
      <table className="table">
        <caption className="visually-hidden">{props.caption}</caption>
        <thead>
          <tr>
            {props.columns.map(({ header, numeric }) => (
              <th key={header} scope="col" className={numeric ? 'table-numeric' : undefined}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={props.rowKey(row)}>
              {props.columns.map(({ header, cell, numeric, action }) => {
                const content = cell(row);
                return (
                  <td
                    key={header}
                    data-label={action ? undefined : header}
                    data-empty={content === null || undefined}
                    className={numeric ? 'table-numeric' : undefined}
                  >
                    <div>{content}</div>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {props.more ? (
        <Button look="secondary" busy={props.more.busy} onPress={props.more.onPress}>
          {t('list.more')}
        </Button>
      ) : null}
    </>
  );
}

import './chart.css';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslate } from '../../i18n/portal.ts';
import { Table } from './table.tsx';

/** Whole numbers by category, in one or two series. */
export interface ChartData {
  readonly categories: readonly string[];
  /** What stands at the axis where the categories' own names are too long for it. */
  readonly labels?: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** The drawing library comes only with a page that draws. */
const BarChart = lazy(() => import('./bar-chart.tsx'));

/** Numbers as bars to be looked at, and as a table to be read: whoever cannot see the one has the other. */
export function Chart(props: {
  readonly label: string;
  /** What the categories are, such as "Month". */
  readonly category: string;
  readonly data: ChartData;
}) {
  const t = useTranslate();
  const { data, category, label } = props;
  const rows = useMemo(
    () =>
      data.categories.map((name, index) => ({
        name,
        values: data.series.map(({ values }) => values[index] ?? 0),
      })),
    [data],
  );
  if (rows.every(({ values }) => values.every((value) => value === 0))) return <p>{t('chart.nothing')}</p>;
  return (
    <figure className="chart">
      <Suspense fallback={<div className="chart-drawing" />}>
        <BarChart data={data} label={label} />
      </Suspense>
      {data.series.length > 1 ? (
        <ul className="chart-legend" aria-hidden="true">
          {data.series.map(({ name }, index) => (
            <li key={name}>
              <span className={index === 0 ? 'chart-key' : 'chart-key chart-key-second'} />
              {name}
            </li>
          ))}
        </ul>
      ) : null}
      <details className="chart-table">
        <summary>{t('chart.asTable')}</summary>
        <Table
          caption={label}
          rows={rows}
          rowKey={({ name }) => name}
          columns={[
            { header: category, cell: ({ name }) => name },
            ...data.series.map(({ name }, series) => ({
              header: name,
              numeric: true,
              cell: (row: (typeof rows)[number]) => <bdi>{row.values[series]}</bdi>,
            })),
          ]}
          empty={null}
        />
      </details>
    </figure>
  );
}

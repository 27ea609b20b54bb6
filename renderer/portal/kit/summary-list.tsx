import type { ReactNode } from 'react';

/** One fact, or one answer with the way to change it. */
export interface SummaryRow {
  readonly label: string;
  readonly value: ReactNode;
  readonly action?: ReactNode;
}

/** Facts or answers below each other: label, value, and what can be changed. */
export function SummaryList(props: { readonly rows: readonly SummaryRow[] }) {
  return (
    <dl className="summary">
      {props.rows.map(({ label, value, action }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
          {action ? <dd className="summary-action">{action}</dd> : null}
        </div>
      ))}
    </dl>
  );
}

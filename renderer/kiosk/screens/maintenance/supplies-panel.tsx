import { useState } from 'react';
import type { SupplyCount } from '../../../../contracts/kiosk-view.ts';
import { Message, useTranslate } from '../../../i18n/translation.tsx';
import { Button } from '../../../ui/button.tsx';
import type { Dispatch, IntentOf } from '../../screen.ts';

/** What a technician leaves behind: feeder and ribbon filled, bins emptied. */
const AFTER_SERVICE = {
  cards: 'filled',
  ribbon: 'filled',
  retainBin: 'emptied',
  rejectBin: 'emptied',
} as const satisfies Record<SupplyCount['unit'], 'filled' | 'emptied'>;

/** Changes of the count by one press. */
const STEPS = [-10, -1, 1, 10] as const;

function SupplyRow(props: {
  readonly supply: SupplyCount;
  readonly dispatch: Dispatch<IntentOf<'maintenance'>>;
}) {
  const t = useTranslate();
  const { supply, dispatch } = props;
  const [draft, setDraft] = useState<number | null>(null);
  const [answer, setAnswer] = useState<'saved' | 'refused' | null>(null);
  const unit = t(`maintenance.unit.${supply.unit}`);
  const service = AFTER_SERVICE[supply.unit];
  const serviced = service === 'filled' ? supply.capacity : 0;
  const value = draft ?? supply.count;

  const change = (count: number) => {
    setAnswer(null);
    setDraft(Math.min(Math.max(count, 0), supply.capacity));
  };
  const save = async () => {
    const { outcome } = await dispatch({ type: 'replenish', unit: supply.unit, count: value });
    setDraft(null);
    setAnswer(outcome === 'accepted' ? 'saved' : 'refused');
  };
  const step = (by: number) => (
    <Button
      key={by}
      look="secondary"
      label={t(by < 0 ? 'maintenance.less' : 'maintenance.more', { step: Math.abs(by), unit })}
      onPress={() => change(value + by)}
    >
      <bdi dir="ltr">{by < 0 ? `−${-by}` : `+${by}`}</bdi>
    </Button>
  );

  return (
    <li className="supply">
      <p className="supply-name">
        <strong>{unit}</strong>
        <span>
          <Message id="maintenance.counted" values={{ count: supply.count, capacity: supply.capacity }} />
        </span>
        <span className="supply-answer" role="status">
          {answer === null ? '' : t(`maintenance.${answer}`)}
        </span>
      </p>
      <meter className="supply-meter" min={0} max={supply.capacity} value={supply.count} aria-label={unit} />
      <div className="supply-controls">
        {STEPS.filter((by) => by < 0).map(step)}
        <output className="supply-value">{value}</output>
        {STEPS.filter((by) => by > 0).map(step)}
        <Button
          look="secondary"
          label={t('maintenance.setTo', { action: t(`maintenance.${service}`), unit })}
          onPress={() => change(serviced)}
        >
          {t(`maintenance.${service}`)}
        </Button>
        <Button
          look="primary"
          disabled={draft === null}
          label={t('maintenance.saveUnit', { unit })}
          onPress={() => void save()}
        >
          {t('maintenance.save')}
        </Button>
      </div>
    </li>
  );
}

/** What the storage units hold, and what they hold after service. */
export function SuppliesPanel(props: {
  readonly supplies: readonly SupplyCount[];
  readonly dispatch: Dispatch<IntentOf<'maintenance'>>;
}) {
  const t = useTranslate();
  return (
    <section className="supplies">
      <h2>{t('maintenance.supplies')}</h2>
      <ul>
        {props.supplies.map((supply) => (
          <SupplyRow key={supply.unit} supply={supply} dispatch={props.dispatch} />
        ))}
      </ul>
    </section>
  );
}

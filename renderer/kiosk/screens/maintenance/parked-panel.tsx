import { useState } from 'react';
import type { ParkedPickup } from '../../../../contracts/kiosk-view.ts';
import type { PickupEvidence } from '../../../../contracts/pickup.ts';
import { formatInstant } from '../../../i18n/dates.ts';
import { isMessageKey } from '../../../i18n/translate.ts';
import { Message, useLanguage, useTranslate } from '../../../i18n/translation.tsx';
import { Button } from '../../../ui/button.tsx';
import type { Dispatch, IntentOf } from '../../screen.ts';

type Finding = Extract<IntentOf<'maintenance'>, { type: 'resolvePickup' }>['finding'];

const CONFIRM_SENTENCE = {
  handedOver: 'maintenance.confirmHandedOver',
  noCard: 'maintenance.confirmNoCard',
} as const satisfies Record<Finding, string>;

function Counters(props: { readonly evidence: PickupEvidence }) {
  const t = useTranslate();
  const { countersBefore, countersAfter } = props.evidence;
  const shown = (count: number | undefined) =>
    count === undefined ? t('maintenance.notRead') : String(count);
  return (
    <table className="counters">
      <thead>
        <tr>
          <td />
          <th scope="col">{t('maintenance.before')}</th>
          <th scope="col">{t('maintenance.after')}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{t('maintenance.cardsPrinted')}</th>
          <td>{shown(countersBefore?.cardsPrinted)}</td>
          <td>{shown(countersAfter?.cardsPrinted)}</td>
        </tr>
        <tr>
          <th scope="row">{t('maintenance.ribbonCounter')}</th>
          <td>{shown(countersBefore?.ribbonRemaining)}</td>
          <td>{shown(countersAfter?.ribbonRemaining)}</td>
        </tr>
      </tbody>
    </table>
  );
}

/** A cause is one word, or two with a colon between: translated where there is a text, otherwise as it came. */
function Cause(props: { readonly cause: string }) {
  const t = useTranslate();
  const [word = '', detail] = props.cause.split(':');
  const key = `cause.${word}`;
  return (
    <>
      {isMessageKey(key) ? t(key) : <bdi>{word}</bdi>}
      {detail === undefined ? null : (
        <>
          {' '}
          (<bdi>{detail}</bdi>)
        </>
      )}
    </>
  );
}

function Evidence(props: { readonly pickup: ParkedPickup }) {
  const t = useTranslate();
  const language = useLanguage();
  const { reference, at, evidence } = props.pickup;
  return (
    <div className="evidence">
      <dl>
        <div>
          <dt>{t('frame.reference')}</dt>
          <dd>
            <bdi>{reference}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t('maintenance.parkedAt')}</dt>
          <dd>
            <bdi>{formatInstant(at, language)}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t('maintenance.cause')}</dt>
          <dd>
            <Cause cause={evidence.cause} />
          </dd>
        </div>
        <div>
          <dt>{t('maintenance.cardLocation')}</dt>
          <dd>{t(`evidenceLocation.${evidence.cardLocation}`)}</dd>
        </div>
      </dl>
      <Counters evidence={evidence} />
    </div>
  );
}

/** The two findings, and the question whether one is sure: it cannot be undone. */
function Decision(props: {
  readonly pickup: ParkedPickup;
  readonly dispatch: Dispatch<IntentOf<'maintenance'>>;
}) {
  const t = useTranslate();
  const [finding, setFinding] = useState<Finding | null>(null);
  const [refused, setRefused] = useState(false);
  const resolve = async (found: Finding) => {
    const { outcome } = await props.dispatch({
      type: 'resolvePickup',
      pickupId: props.pickup.pickupId,
      finding: found,
    });
    setFinding(null);
    setRefused(outcome === 'refused');
  };
  if (finding === null) {
    return (
      <div className="decision">
        <p role="status" className="decision-refused">
          {refused ? t('maintenance.refused') : ''}
        </p>
        <Button look="secondary" icon="licence" onPress={() => setFinding('handedOver')}>
          {t('maintenance.handedOver')}
        </Button>
        <Button look="secondary" icon="cross" onPress={() => setFinding('noCard')}>
          {t('maintenance.noCard')}
        </Button>
      </div>
    );
  }
  return (
    <fieldset className="decision decision-confirm">
      <legend className="visually-hidden">{t('maintenance.confirmTitle')}</legend>
      <p role="alert">{t(CONFIRM_SENTENCE[finding])}</p>
      <Button look="secondary" icon="cross" onPress={() => setFinding(null)}>
        {t('maintenance.back')}
      </Button>
      <Button look="primary" icon="check" onPress={() => void resolve(finding)}>
        {t('maintenance.confirm')}
      </Button>
    </fieldset>
  );
}

/** Pickups that wait for a person who looks where the card is, one at a time with its evidence. */
export function ParkedPanel(props: {
  readonly parked: readonly ParkedPickup[];
  readonly dispatch: Dispatch<IntentOf<'maintenance'>>;
}) {
  const t = useTranslate();
  const [position, setPosition] = useState(0);
  const total = props.parked.length;
  const index = Math.min(position, Math.max(total - 1, 0));
  const pickup = props.parked[index];
  return (
    <section className="parked">
      <h2>{t('maintenance.parked')}</h2>
      {pickup === undefined ? (
        <p className="parked-none">{t('maintenance.noneParked')}</p>
      ) : (
        <>
          <Evidence pickup={pickup} />
          <Decision key={pickup.pickupId} pickup={pickup} dispatch={props.dispatch} />
          {total > 1 ? (
            <div className="parked-pager">
              <Button look="quiet" disabled={index === 0} onPress={() => setPosition(index - 1)}>
                {t('maintenance.previous')}
              </Button>
              <p>
                <Message id="maintenance.position" values={{ position: index + 1, total }} />
              </p>
              <Button look="quiet" disabled={index === total - 1} onPress={() => setPosition(index + 1)}>
                {t('maintenance.next')}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </section>
  );
}

import type { ViewOf } from '../../../../contracts/kiosk-view.ts';
import { useTranslate } from '../../../i18n/translation.tsx';
import { Icon, type IconName } from '../../../ui/icon.tsx';
import { binTone, type Tone, toneOf } from './tone.ts';

const TONE_ICON = { good: 'check', watch: 'clock', act: 'warning' } as const satisfies Record<Tone, IconName>;

function Status(props: { readonly name: string; readonly value: string; readonly tone: Tone }) {
  return (
    <div className={`status status-${props.tone}`}>
      <dt>{props.name}</dt>
      <dd>
        <Icon name={TONE_ICON[props.tone]} />
        {props.value}
      </dd>
    </div>
  );
}

/** The state of every device in the words of XFS4IoT, with a sign for what needs a hand. */
export function StatusPanel({ view }: { readonly view: ViewOf<'maintenance'> }) {
  const t = useTranslate();
  const { printer, reader } = view;
  return (
    <div className="status-groups">
      <section className="status-group">
        <h2>{t('maintenance.printer')}</h2>
        <dl>
          <Status
            name={t('maintenance.device')}
            value={t(`deviceState.${printer.device}`)}
            tone={toneOf(printer.device)}
          />
          <Status
            name={t('maintenance.media')}
            value={t(`mediaState.${printer.media}`)}
            tone={toneOf(printer.media)}
          />
          <Status
            name={t('maintenance.cover')}
            value={t(`coverState.${printer.cover}`)}
            tone={toneOf(printer.cover)}
          />
          <Status
            name={t('maintenance.cards')}
            value={t(`supplyState.${printer.cards}`)}
            tone={toneOf(printer.cards)}
          />
          <Status
            name={t('maintenance.ribbon')}
            value={t(`supplyState.${printer.ribbon}`)}
            tone={toneOf(printer.ribbon)}
          />
          <Status
            name={t('maintenance.ribbonRemaining')}
            value={
              printer.ribbonRemaining === null ? t('maintenance.notRead') : String(printer.ribbonRemaining)
            }
            tone={printer.ribbonRemaining === null ? 'watch' : toneOf(printer.ribbon)}
          />
          <Status
            name={t('maintenance.printerBin')}
            value={t(`binState.${printer.retractBin}`)}
            tone={binTone(printer.retractBin)}
          />
        </dl>
      </section>
      <section className="status-group">
        <h2>{t('maintenance.reader')}</h2>
        <dl>
          <Status
            name={t('maintenance.device')}
            value={t(`deviceState.${reader.device}`)}
            tone={toneOf(reader.device)}
          />
          <Status
            name={t('maintenance.media')}
            value={t(`mediaState.${reader.media}`)}
            tone={toneOf(reader.media)}
          />
          <Status
            name={t('maintenance.chip')}
            value={t(`chipState.${reader.chip}`)}
            tone={toneOf(reader.chip)}
          />
        </dl>
      </section>
      <section className="status-group">
        <h2>{t('maintenance.kiosk')}</h2>
        <dl>
          <Status
            name={t('maintenance.portal')}
            value={t(`maintenance.${view.portal}`)}
            tone={toneOf(view.portal)}
          />
          <Status
            name={t('maintenance.outbox')}
            value={String(view.outboxLength)}
            tone={view.outboxLength === 0 ? 'good' : 'watch'}
          />
          <Status
            name={t('maintenance.journal')}
            value={t(view.journalIntact ? 'maintenance.journalIntact' : 'maintenance.journalBroken')}
            tone={view.journalIntact ? 'good' : 'act'}
          />
          <Status
            name={t('maintenance.retractBin')}
            value={t(`binState.${view.retractBin}`)}
            tone={binTone(view.retractBin)}
          />
        </dl>
      </section>
    </div>
  );
}

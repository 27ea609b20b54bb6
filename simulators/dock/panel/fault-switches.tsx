import type { PrinterSnapshot } from '../../card-printer/control-schema.ts';
import { ReaderFault, type ReaderState } from '../../hid-reader/control.ts';
import { useDock } from './dock-context.ts';
import { PART_NAMES, PRINTER_FAULTS, type PrinterFaultSwitch, READER_FAULT_NAMES } from './faults.ts';

const PARTS = Object.keys(PART_NAMES) as PrinterFaultSwitch['part'][];

/** Switches for everything that can break, grouped by the part that breaks. */
export function FaultSwitches({
  printer,
  reader,
}: {
  readonly printer: PrinterSnapshot | null;
  readonly reader: ReaderState | null;
}) {
  const { language, say, act, printer: printerControl, reader: readerControl } = useDock();
  const armedIds = (fault: PrinterFaultSwitch['fault']) =>
    (printer?.faults ?? []).filter((armed) => armed.fault.fault === fault.fault).map(({ id }) => id);
  return (
    <section className="panel faults" aria-labelledby="faults-title">
      <h2 id="faults-title">{say('faults')}</h2>
      {PARTS.map((part) => (
        <fieldset key={part}>
          <legend>{PART_NAMES[part][language]}</legend>
          {PRINTER_FAULTS.filter((one) => one.part === part).map(({ id, label, fault }) => {
            const armed = armedIds(fault);
            return (
              <label key={id}>
                <input
                  type="checkbox"
                  data-testid={`fault-${id}`}
                  checked={armed.length > 0}
                  disabled={!printer}
                  onChange={() =>
                    act(() =>
                      armed.length > 0
                        ? Promise.all(armed.map((one) => printerControl.disarm(one)))
                        : printerControl.arm(fault),
                    )
                  }
                />
                {label[language]}
              </label>
            );
          })}
        </fieldset>
      ))}
      <fieldset>
        <legend>{say('readerFaults')}</legend>
        <select
          aria-label={say('readerFaults')}
          value={reader?.fault ?? ''}
          disabled={!reader}
          onChange={({ target }) =>
            act(() => readerControl.setFault(ReaderFault.safeParse(target.value).data ?? null))
          }
        >
          <option value="">{say('noFault')}</option>
          {ReaderFault.options.map((fault) => (
            <option key={fault} value={fault}>
              {READER_FAULT_NAMES[fault][language]}
            </option>
          ))}
        </select>
        <button
          type="button"
          disabled={!reader}
          onClick={() => act(() => readerControl.plug(!reader?.connected))}
        >
          {say(reader?.connected ? 'pullCable' : 'plugCable')}
        </button>
      </fieldset>
      <div className="buttons">
        <button
          type="button"
          disabled={!printer?.faults.length}
          onClick={() => act(() => printerControl.disarmAll())}
        >
          {say('clearFaults')}
        </button>
        <button type="button" disabled={!printer} onClick={() => act(() => printerControl.reset())}>
          {say('reset')}
        </button>
      </div>
    </section>
  );
}

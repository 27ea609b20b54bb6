import { useCallback, useState } from 'react';
import type { WireEntry as PrinterWireEntry } from '../../card-printer/control-schema.ts';
import type { WireEntry as ReaderWireEntry } from '../../hid-reader/control.ts';
import { useDock } from './dock-context.ts';
import { useWire } from './use-simulator.ts';

/** Characters of hexadecimal shown of one entry. */
const HEX_SHOWN = 96;
/** Lines in view; earlier ones unfold, so that the keyboard reaches them and nothing scrolls within the page. */
const NEWEST_LINES = 18;

interface Line {
  readonly number: number;
  readonly time: string;
  readonly down: boolean;
  readonly name: string;
  readonly hex: string;
  readonly bytes: number;
}

const readerNumber = (entry: ReaderWireEntry) => entry.n;
const printerNumber = (entry: PrinterWireEntry) => entry.index;

function readerLine(entry: ReaderWireEntry): Line {
  return {
    number: entry.n,
    time: entry.at.slice(11, 23),
    down: entry.direction === 'toReader',
    name: entry.name,
    hex: entry.hex,
    bytes: entry.hex.length / 2,
  };
}

function printerLine(entry: PrinterWireEntry): Line {
  return {
    number: entry.index,
    time: new Date(entry.at).toISOString().slice(11, 23),
    down: entry.direction === 'toPrinter',
    name: [entry.text, ...entry.parameters].join(';'),
    hex: entry.head,
    bytes: entry.bytes,
  };
}

function Lines({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <ol dir="ltr">
      {lines.map((line) => (
        <li key={line.number} className={line.down ? 'down' : 'up'}>
          <time>{line.time}</time>
          <span className="arrow">{line.down ? '→' : '←'}</span>
          <span className="name">{line.name}</span>
          <span className="bytes">{line.bytes}</span>
          <code>{line.hex.slice(0, HEX_SHOWN)}</code>
        </li>
      ))}
    </ol>
  );
}

/** What goes over the two wires, decoded, newest first. */
export function WireView() {
  const { say, reader, printer } = useDock();
  const [shown, setShown] = useState<'printer' | 'reader'>('printer');
  const readerEntries = useWire(
    useCallback((after: number) => reader.wire(after), [reader]),
    readerNumber,
  );
  const printerEntries = useWire(
    useCallback((after: number) => printer.wire(after), [printer]),
    printerNumber,
  );
  const lines = shown === 'printer' ? printerEntries.map(printerLine) : readerEntries.map(readerLine);
  const newestFirst = lines.toReversed();
  return (
    <section className="panel wire" aria-labelledby="wire-title">
      <header>
        <h2 id="wire-title">{say('wire')}</h2>
        <div className="tabs" role="tablist">
          {(['printer', 'reader'] as const).map((wire) => (
            <button
              key={wire}
              type="button"
              role="tab"
              aria-selected={shown === wire}
              onClick={() => setShown(wire)}
            >
              {say(wire)}
            </button>
          ))}
        </div>
      </header>
      {lines.length === 0 && <p className="nothing">{say('nothingYet')}</p>}
      <Lines lines={newestFirst.slice(0, NEWEST_LINES)} />
      {newestFirst.length > NEWEST_LINES && (
        <details>
          <summary>{say('earlier')}</summary>
          <Lines lines={newestFirst.slice(NEWEST_LINES)} />
        </details>
      )}
    </section>
  );
}

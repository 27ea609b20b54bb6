import { useEffect, useState } from 'react';
import type { z } from 'zod';

/** How often the wire's newest entries are fetched. */
export const WIRE_POLL_MS = 500;
/** Entries of the wire that the page keeps. */
const WIRE_KEPT = 400;

/** The state of a simulator, kept up to date by its server-sent events; `null` until the first one and while it is away. */
export function useSimulator<State>(eventsPath: string, schema: z.ZodType<State>): State | null {
  const [state, setState] = useState<State | null>(null);
  useEffect(() => {
    const source = new EventSource(eventsPath);
    source.onmessage = (event) => setState(schema.parse(JSON.parse(event.data)));
    source.onerror = () => setState(null);
    return () => source.close();
  }, [eventsPath, schema]);
  return state;
}

/**
 * What went over a wire, newest last. `load` answers the entries after a number, `numberOf` tells an entry's own; both must be the
 * same functions on every render.
 */
export function useWire<Entry>(
  load: (after: number) => Promise<readonly Entry[]>,
  numberOf: (entry: Entry) => number,
): readonly Entry[] {
  const [entries, setEntries] = useState<readonly Entry[]>([]);
  useEffect(() => {
    let after = 0;
    let asking = false;
    const ask = async () => {
      if (asking) return;
      asking = true;
      try {
        const newer = await load(after);
        const last = newer.at(-1);
        if (last) {
          after = numberOf(last);
          setEntries((known) => [...known, ...newer].slice(-WIRE_KEPT));
        }
      } catch {
        // The simulator is away; its state shows that. A restarted one counts from 1 again.
        after = 0;
      } finally {
        asking = false;
      }
    };
    void ask();
    const timer = setInterval(ask, WIRE_POLL_MS);
    return () => clearInterval(timer);
  }, [load, numberOf]);
  return entries;
}

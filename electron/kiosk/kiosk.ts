import type { Clock } from '../../contracts/clock.ts';
import type { IntentOutcome } from '../../contracts/kiosk-intent.ts';
import type { KioskView } from '../../contracts/kiosk-view.ts';
import type { CardPrinter } from '../../native-adapters/card-printer/port.ts';
import type { CivilIdReader } from '../../native-adapters/civil-id-reader/port.ts';
import type { EncodeQr, RenderCardFace } from './collect/pickup-deps.ts';
import type { KioskConfig } from './config.ts';
import type { Journal } from './journal/journal.ts';
import { startOutboxSender } from './journal/outbox-sender.ts';
import type { KioskLog } from './log.ts';
import { createChallengeStock } from './portal-client/challenge-stock.ts';
import type { PortalClient } from './portal-client/portal.ts';
import { watchReachability } from './portal-client/reachability.ts';
import { startStatusReports } from './portal-client/status-reports.ts';
import { suspecting } from './portal-client/suspecting.ts';
import { startSession } from './session/start.ts';
import { SCREEN_TIMEOUTS_MS } from './session/timeouts.ts';

/** The kiosk as its hosts see it: views out, intents in. */
export interface Kiosk {
  /** The current view. */
  view(): KioskView;
  /** Calls `listener` with every later view; returns the end of the subscription. */
  subscribe(listener: (view: KioskView) => void): () => void;
  /** Takes whatever a carrier received: parsed here, refused when invalid or not allowed by the current screen. */
  dispatch(intent: unknown): IntentOutcome;
  close(): Promise<void>;
}

/** What a kiosk is made of. Whoever made the parts closes them, after the kiosk. */
export interface KioskParts {
  readonly reader: CivilIdReader;
  readonly printer: CardPrinter;
  readonly portal: PortalClient;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly config: KioskConfig;
  readonly log: KioskLog;
  readonly renderCardFace: RenderCardFace;
  readonly encodeQr: EncodeQr;
}

/**
 * Makes a kiosk and starts it: it first settles what an earlier run has left with the printer, then serves.
 * `close` stops it at once, also within a session; the next one goes on where the journal says.
 */
export async function createKiosk(parts: KioskParts): Promise<Kiosk> {
  const { reader, printer, clock, config, log, renderCardFace, encodeQr } = parts;
  const portal = suspecting(parts.portal, () => watch.suspect());
  const journal = announcing(parts.journal, () => {
    sender.notify();
    session.send({ type: 'journalChanged' });
  });
  const challenges = createChallengeStock({ portal, clock });
  const timeouts = { ...SCREEN_TIMEOUTS_MS, ...config.timeouts };
  const { askPin, pinDigits, machine, helpLine, capacities } = config;
  const { technicians } = config.maintenance;
  const session = startSession(
    {
      reader,
      printer,
      portal,
      journal,
      clock,
      log,
      renderCardFace,
      encodeQr,
      challenges,
      capacities,
      technicians,
      askPin,
      timeouts,
    },
    { machine, helpLine, pinDigits, timeouts },
  );
  const sender = startOutboxSender({
    journal: parts.journal,
    portal,
    clock,
    log,
    onChange: () => session.send({ type: 'journalChanged' }),
  });
  const watch = watchReachability({
    portal: parts.portal,
    clock,
    onSettings: (settings) => journal.keepPortalSettings(settings),
    onChange: (reachability) => {
      log.info({ reachability }, 'portal reachability');
      session.send({ type: 'portalReachability', reachability });
      if (reachability === 'unreachable') return;
      challenges.refill();
      sender.retryNow();
      reports.reportNow();
    },
  });
  const reports = startStatusReports({
    portal: parts.portal,
    clock,
    canPrint: () => servesPeople(session.view()),
  });
  const endOfViews = session.subscribe(() => reports.notify());
  return {
    view: session.view,
    subscribe: session.subscribe,
    dispatch: session.dispatch,
    close: async () => {
      endOfViews();
      reports.close();
      watch.close();
      sender.close();
      challenges.close();
      session.stop();
    },
  };
}

/** Whether a person who comes now gets a licence, or does once the person before has theirs. */
function servesPeople({ screen }: KioskView): boolean {
  return screen !== 'outOfService' && screen !== 'maintenance';
}

/** The journal, calling `onWrite` after each entry. */
function announcing(journal: Journal, onWrite: () => void): Journal {
  return {
    ...journal,
    append: (pickupId, entry) => {
      const record = journal.append(pickupId, entry);
      onWrite();
      return record;
    },
  };
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { delay, systemClock } from '../../contracts/clock.ts';
import { failure, type Result, success } from '../../contracts/result.ts';
import { openCardPrinter } from '../../native-adapters/card-printer/index.ts';
import { openCivilIdReader } from '../../native-adapters/civil-id-reader/index.ts';
import { renderCardFace } from '../kiosk/card-face/card-face.ts';
import { encodeQr } from '../kiosk/card-face/qr.ts';
import type { RenderCardFace } from '../kiosk/collect/pickup-deps.ts';
import { type KioskConfig, loadKioskConfig } from '../kiosk/config.ts';
import { openJournal } from '../kiosk/journal/journal.ts';
import { createKiosk, type Kiosk } from '../kiosk/kiosk.ts';
import type { KioskLog } from '../kiosk/log.ts';
import { createPortalClient } from '../kiosk/portal-client/client.ts';
import type { HostArguments } from './arguments.ts';
import { readKioskKey, readTrustAnchors } from './credentials.ts';
import { mistakes } from './mistakes.ts';
import { openRecording, type Recording } from './recording.ts';

/** A running kiosk and everything it is made of. */
export interface Composition {
  readonly kiosk: Kiosk;
  readonly config: KioskConfig;
  /** Ends the kiosk and then its parts, whatever is under way; the journal knows where to go on. */
  close(): Promise<void>;
}

/** How long devices may take to let go of their lines when the kiosk ends. */
export const CLOSE_DEADLINE_MS = 3_000;

const RECORD_ONLY_IN_DEMO =
  '--record writes personal data (what the chip holds, the PIN, portraits, printed licences) to files: it is a tool for ' +
  'developers and starts only with a configuration that says "demo": true';

/**
 * Makes the kiosk that the configuration file describes: the one way in which it is put together, for both hosts.
 * The fault says everything that has to be corrected, one line each.
 */
export async function composeKiosk({
  config: path,
  record,
  log,
}: HostArguments & { readonly log: KioskLog }): Promise<Result<Composition, string>> {
  const loaded = loadKioskConfig(path);
  if (!loaded.ok) return failure(mistakes(path, loaded.fault));
  const config = loaded.value;
  if (record !== null && !config.demo) return failure(RECORD_ONLY_IN_DEMO);
  const key = readKioskKey(config.portal.keyFile);
  const trustAnchors = readTrustAnchors(config.cscaFolder);
  if (!key.ok || !trustAnchors.ok) {
    return failure(
      mistakes(
        path,
        [key, trustAnchors].flatMap((part) => (part.ok ? [] : [part.fault])),
      ),
    );
  }
  mkdirSync(config.dataFolder, { recursive: true });
  const clock = systemClock;
  const opened = openJournal({ path: join(config.dataFolder, 'journal.sqlite'), clock });
  if (!opened.ok) return failure(opened.fault);
  const journal = opened.value;

  const recording = record === null ? null : openRecording(record, clock);
  const reader = openCivilIdReader(config.reader, {
    clock,
    log,
    trustAnchors: trustAnchors.value,
    ...(recording ? { onReport: recording.readerReport } : {}),
  });
  const printer = openCardPrinter(config.printer, clock, log, recording?.printerBytes);
  const portal = createPortalClient({
    url: new URL(config.portal.url),
    machine: config.machine,
    key: key.value,
    clock,
    log,
  });
  const kiosk = await createKiosk({
    reader,
    printer,
    portal,
    journal,
    clock,
    config,
    log,
    encodeQr,
    renderCardFace: recordFaces(recording),
  });
  if (recording) {
    recording.screen(kiosk.view().screen);
    kiosk.subscribe(({ screen }) => recording.screen(screen));
  }
  return success({
    kiosk,
    config,
    close: async () => {
      await kiosk.close();
      const closed = new AbortController();
      const devices = Promise.all([reader.close(), printer.close()]).then(() => closed.abort());
      await Promise.race([devices, delay(clock, CLOSE_DEADLINE_MS, closed.signal)]);
      portal.close();
      journal.close();
      recording?.close();
    },
  });
}

/** The card face, shown to the recording where there is one. */
function recordFaces(recording: Recording | null): RenderCardFace {
  if (!recording) return renderCardFace;
  return async (input) => {
    const face = await renderCardFace(input);
    recording.face(face);
    return face;
  };
}

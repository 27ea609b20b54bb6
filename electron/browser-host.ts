/**
 * The kiosk without Electron, for a browser on the same machine or a test:
 *
 *   node electron/browser-host.ts --config <kiosk.json> [--record <folder>]
 *
 * Prints one line of JSON once the screen can be opened: `{"listening":"http://127.0.0.1:<port>/#token=…"}`.
 */
import { fileURLToPath } from 'node:url';
import { readHostArguments } from './host/arguments.ts';
import { type Composition, composeKiosk } from './host/compose.ts';
import { createHostLog } from './host/log.ts';
import { serveScreen } from './host/screen-server.ts';
import { EXIT, endOnUnexpected } from './host/unexpected.ts';

/** The built screen. */
const RENDERER = fileURLToPath(new URL('../dist/renderer/kiosk', import.meta.url));

const log = createHostLog();
endOnUnexpected(log, (code) => process.exit(code));

const given = readHostArguments(process.argv.slice(2));
const composed = given.ok ? await composeKiosk({ ...given.value, log }) : given;
if (composed.ok) await serve(composed.value);
else {
  console.error(composed.fault);
  process.exitCode = EXIT.cannotStart;
}

async function serve({ kiosk, config, close }: Composition): Promise<void> {
  const screen = await serveScreen(kiosk, RENDERER, config.browserHost, log);
  if (!screen.ok) {
    console.error(screen.fault);
    process.exit(EXIT.cannotStart);
  }
  const { url, close: closeScreen } = screen.value;
  const end = () => void Promise.all([closeScreen(), close()]).then(() => process.exit());
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  console.log(JSON.stringify({ listening: url }));
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { makeCsca, makeDocumentSigner } from '../civil-id-card/certificate.ts';
import { issueAllCards } from '../civil-id-card/office.ts';
import { ReaderControl } from './control.ts';
import { TestHost } from './host.test-helper.ts';

const folder = mkdtempSync(join(tmpdir(), 'reader-control-'));
const cardsFolder = join(folder, 'cards');
const ReadyLine = z.strictObject({ listening: z.url(), control: z.url(), reports: z.string() });

beforeAll(() => {
  const now = Date.now();
  mkdirSync(cardsFolder);
  for (const file of issueAllCards({ signer: makeDocumentSigner(makeCsca(now), now), now }).slice(0, 3))
    writeFileSync(join(cardsFolder, `${file.card}.json`), JSON.stringify(file));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});

/** Starts the process and waits for its ready line. */
async function startProcess(...more: string[]) {
  const script = fileURLToPath(new URL('main.ts', import.meta.url));
  const fixed = ['--cards', cardsFolder, '--socket', join(folder, 'reader.sock'), '--control', '0'];
  const child = spawn(process.execPath, [script, ...fixed, ...more], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const ready = ReadyLine.parse(JSON.parse(String(line)));
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await once(child, 'exit');
    running.delete(child);
    return child.exitCode;
  };
  return { ready, control: new ReaderControl(ready.control), end };
}

describe('the process', () => {
  test('serves reports and control, outlives a kill, and ends cleanly when asked', async () => {
    const first = await startProcess('--latency', '0');
    expect(first.ready.reports).toBe(join(folder, 'reader.sock'));
    expect(await first.control.insert('ready-damaged')).toMatchObject({ card: 'ready-damaged' });
    await first.end('SIGKILL');

    const second = await startProcess();
    expect(await second.control.state()).toMatchObject({ card: 'ready-damaged', connected: true });
    const host = await TestHost.open(second.ready.reports);
    host.send(0x2c, 0x12, '20');
    await host.until(() => host.messages.length === 1);
    expect(host.messages[0]).toMatchObject({ command: 0x2c, status: 0 });
    expect(await second.end('SIGTERM')).toBe(0);
    await host.until(() => host.closed);
  });
});

describe('the control door', () => {
  test('does what hands and cables do', async () => {
    const { control, end } = await startProcess();
    await control.remove();
    const stories = await control.cards();
    expect(stories.map(({ card }) => card)).toEqual(['ready-renewal', 'ready-damaged', 'ready-lost']);
    expect(stories[0]).toMatchObject({ holder: { civilId: '390010100028' }, pinTriesLeft: 3 });
    expect(await control.setLatency(2.5)).toMatchObject({ latencyMs: 2.5 });
    expect(await control.setFault('silence')).toMatchObject({ fault: 'silence', faultReplies: null });
    expect(await control.setFault('badCrc', 2)).toMatchObject({ fault: 'badCrc', faultReplies: 2 });
    expect(await control.setFault(null)).toMatchObject({ fault: null, faultReplies: null });
    expect(await control.plug(false)).toMatchObject({ connected: false });
    expect(await control.plug(true)).toMatchObject({ connected: true });
    expect(await control.unblockPin('ready-lost')).toMatchObject({ card: 'ready-lost', pinTriesLeft: 3 });
    expect(await control.wire()).toEqual([]);

    await control.insert('ready-lost');
    await expect(control.insert('ready-renewal')).rejects.toMatchObject({ status: 409, error: 'occupied' });
    await expect(control.insert('nobody')).rejects.toMatchObject({ status: 409, error: 'occupied' });
    await control.remove();
    await expect(control.insert('nobody')).rejects.toMatchObject({ status: 404, error: 'unknownCard' });
    await expect(control.insert('../secrets')).rejects.toMatchObject({ status: 400, error: 'invalid' });
    await expect(control.unblockPin('nobody')).rejects.toMatchObject({ status: 404 });
    await expect(control.setLatency(-1)).rejects.toMatchObject({ status: 400 });

    const watching = new AbortController();
    const seen: (string | null)[] = [];
    for await (const { card } of control.events(watching.signal)) {
      seen.push(card);
      if (seen.length === 1) await control.insert('ready-renewal');
      if (seen.length === 2) await control.remove();
      if (seen.length === 3) watching.abort();
    }
    expect(seen).toEqual([null, 'ready-renewal', null]);
    expect(await end('SIGTERM')).toBe(0);
  });
});

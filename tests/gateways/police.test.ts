import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { IsoDate } from '../../contracts/calendar.ts';
import { CivilId } from '../../contracts/civil-id.ts';
import { createPoliceClient } from '../../portal/gateways/police/police-client.ts';
import {
  type ControlServer,
  post,
  refuse,
  reply,
  startControlServer,
} from '../../simulators/control-server.ts';
import { type LossReport, PoliceControl } from '../../simulators/police/control.ts';
import { type Service, startService } from '../../simulators/stand/service.ts';

const REPORT: LossReport = {
  reportNumber: '2026/1234',
  station: 'salmiya',
  reportedOn: IsoDate.parse('2026-11-20'),
  civilId: CivilId.parse('390010100028'),
};
const UNREACHABLE = { ok: false, fault: 'unreachable' };
const CONFIRMED = { ok: true, value: 'confirmed' };
const NO_SUCH_REPORT = { ok: true, value: 'noSuchReport' };

const folder = mkdtempSync(join(tmpdir(), 'police-'));
const data = join(folder, 'data');
let service: Service;
let control: PoliceControl;

const start = async () => {
  service = await startService({
    name: 'police',
    script: 'simulators/police/main.ts',
    arguments: ['--port', '0', '--control', '0', '--data', data],
    root: fileURLToPath(new URL('../..', import.meta.url)),
    logFile: join(folder, 'police.log'),
  });
  control = new PoliceControl(service.listening);
};
const police = (answerTimeoutMs?: number) =>
  createPoliceClient({ url: String(service.ready['service']) }, answerTimeoutMs);

beforeAll(async () => {
  mkdirSync(data);
  writeFileSync(join(data, 'loss-reports.json'), JSON.stringify({ reports: [REPORT] }));
  await start();
});
afterEach(async () => {
  await control.setLatency(0);
  await control.plug(true);
});
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a report on file is confirmed, its number in any digits', async () => {
  expect(await police().findLossReport(REPORT)).toEqual(CONFIRMED);
  expect(await police().findLossReport({ ...REPORT, reportNumber: '٢٠٢٦/١٢٣٤' })).toEqual(CONFIRMED);
});

test.each([
  ['number', { reportNumber: '2026/1235' }],
  ['station', { station: 'hawalli' }],
  ['day', { reportedOn: IsoDate.parse('2026-11-21') }],
  ['person', { civilId: CivilId.parse('390010100036') }],
] as const)('another %s is no such report', async (_field, change) => {
  expect(await police().findLossReport({ ...REPORT, ...change })).toEqual(NO_SUCH_REPORT);
});

test('a report made now is found, also after the register was killed', async () => {
  const next: LossReport = { ...REPORT, reportNumber: '2026/5678', station: 'jahra' };
  expect(await police().findLossReport(next)).toEqual(NO_SUCH_REPORT);
  await control.addReport(next);
  expect(await police().findLossReport(next)).toEqual(CONFIRMED);
  await service.kill();
  await start();
  expect(await police().findLossReport(next)).toEqual(CONFIRMED);
  expect((await control.state()).reports).toEqual([REPORT, next]);
});

test('off the net it is unreachable, and back at the same address', async () => {
  const client = police();
  await control.plug(false);
  expect(await client.findLossReport(REPORT)).toEqual(UNREACHABLE);
  await control.plug(true);
  expect(await client.findLossReport(REPORT)).toEqual(CONFIRMED);
});

test('a late answer is taken as long as the caller has patience', async () => {
  await control.setLatency(50);
  expect(await police().findLossReport(REPORT)).toEqual(CONFIRMED);
  await control.setLatency(120_000);
  expect(await police(100).findLossReport(REPORT)).toEqual(UNREACHABLE);
});

describe('what cannot be relied on is no answer', () => {
  let odd: ControlServer;
  const asked: unknown[] = [];
  const answers = {
    '/failed': () => refuse(500, 'internal'),
    '/other-words': () => reply({ result: 'maybe' }),
    '/no-json': () => ({ status: 200, contentType: 'text/html', octets: new Uint8Array(), headers: {} }),
    '/refused': () => ({ status: 403, json: { result: 'confirmed' } }),
    '/moved': () => ({
      status: 307,
      contentType: 'text/plain',
      octets: new Uint8Array(),
      headers: { location: '/elsewhere' },
    }),
  };
  beforeAll(async () => {
    odd = await startControlServer({
      port: 0,
      routes: [
        ...Object.entries(answers).map(([path, answer]) =>
          post(`${path}/loss-report-inquiries`, z.unknown(), answer),
        ),
        post('/elsewhere', z.unknown(), (body) => {
          asked.push(body);
          return reply({ result: 'confirmed' });
        }),
      ],
    });
  });
  afterAll(() => odd.close());

  test.each(Object.keys(answers))('%s', async (path) => {
    expect(await createPoliceClient({ url: odd.url + path }).findLossReport(REPORT)).toEqual(UNREACHABLE);
    expect(asked).toEqual([]);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { addDays, addYears, IsoDate, kuwaitDate } from '../../contracts/calendar.ts';
import { CivilId } from '../../contracts/civil-id.ts';
import { systemClock } from '../../contracts/clock.ts';
import { createHealthInsuranceClient } from '../../portal/gateways/health-insurance/health-insurance-client.ts';
import { COVERS_MOST_PEOPLE } from '../../portal/ports/health-insurance.ts';
import {
  type ControlServer,
  post,
  refuse,
  reply,
  startControlServer,
} from '../../simulators/control-server.ts';
import { HealthInsuranceControl } from '../../simulators/health-insurance/control.ts';
import { payInsurance } from '../../simulators/health-insurance/payer.ts';
import { type Service, startService } from '../../simulators/stand/service.ts';

const ONE = CivilId.parse('390010100028');
const OTHER = CivilId.parse('390010100036');
const STRANGER = CivilId.parse('390010100044');
const UNTIL = IsoDate.parse('2028-02-29');
const UNREACHABLE = { ok: false, fault: 'unreachable' };

const folder = mkdtempSync(join(tmpdir(), 'health-insurance-'));
let service: Service;
let control: HealthInsuranceControl;
let today: IsoDate;

const start = async () => {
  service = await startService({
    name: 'health-insurance',
    script: 'simulators/health-insurance/main.ts',
    arguments: ['--port', '0', '--control', '0', '--data', folder],
    root: fileURLToPath(new URL('../..', import.meta.url)),
    logFile: join(folder, 'health-insurance.log'),
  });
  control = new HealthInsuranceControl(service.listening);
};
const url = () => String(service.ready['service']);
const client = (answerTimeoutMs?: number) => createHealthInsuranceClient({ url: url() }, answerTimeoutMs);
const found = (...covers: readonly (readonly [CivilId, IsoDate | null])[]) => ({
  ok: true,
  value: new Map(covers),
});

beforeAll(start);
beforeEach(async () => {
  today = kuwaitDate(systemClock.now());
  await control.setCovers([
    { civilId: ONE, until: UNTIL },
    { civilId: OTHER, until: null },
  ]);
  await control.setUnknown([STRANGER]);
});
afterEach(async () => {
  await control.setLatency(0);
  await control.setGarbage(false);
  await control.plug(true);
});
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('an inquiry', () => {
  test('tells of each whether and until when they are insured; whom the register does not know is not', async () => {
    expect(await client().findCovers([STRANGER, ONE, OTHER])).toEqual(
      found([STRANGER, null], [ONE, UNTIL], [OTHER, null]),
    );
  });

  test('of as many people as are asked for at once', async () => {
    const serials = Array.from({ length: 9_999 }, (_, index) => String(index).padStart(4, '0'));
    const many = serials
      .flatMap((serial) => '0123456789'.split('').map((check) => `39002010${serial.slice(1)}${check}`))
      .flatMap((text) => CivilId.safeParse(text).data ?? []);
    const people = [...new Set(many)].slice(0, COVERS_MOST_PEOPLE);
    expect(people).toHaveLength(COVERS_MOST_PEOPLE);
    await control.setCovers(people.map((civilId) => ({ civilId, until: UNTIL })));
    const answer = await client().findCovers(people);
    expect(answer.ok && [...answer.value.values()].every((until) => until === UNTIL)).toBe(true);
    await control.setCovers(people.map((civilId) => ({ civilId, until: null })));
  });

  test('of nobody needs no answer', async () => {
    await control.plug(false);
    expect(await client().findCovers([])).toEqual(found());
  });

  test('is unreachable off the net, and back at the same address', async () => {
    const one = client();
    await control.plug(false);
    expect(await one.findCovers([ONE])).toEqual(UNREACHABLE);
    await control.plug(true);
    expect(await one.findCovers([ONE])).toEqual(found([ONE, UNTIL]));
  });

  test('takes a late answer as long as the caller has patience', async () => {
    await control.setLatency(50);
    expect(await client().findCovers([ONE])).toEqual(found([ONE, UNTIL]));
    await control.setLatency(120_000);
    expect(await client(100).findCovers([ONE])).toEqual(UNREACHABLE);
  });

  test('takes garbage for no answer', async () => {
    await control.setGarbage(true);
    expect(await client().findCovers([ONE])).toEqual(UNREACHABLE);
  });
});

describe('paying', () => {
  const pay = (civilId: CivilId, years: number) => payInsurance(url(), { civilId, years, group: 'standard' });

  test('years run from the end of the insurance there is', async () => {
    expect(await pay(ONE, 2)).toBe(200);
    expect(await client().findCovers([ONE])).toEqual(found([ONE, IsoDate.parse('2030-02-28')]));
  });

  test('and from today where there is none, or it has ended', async () => {
    await control.setCovers([{ civilId: ONE, until: addDays(today, -1) }]);
    for (const civilId of [ONE, OTHER]) expect(await pay(civilId, 1)).toBe(200);
    const end = addYears(today, 1);
    expect(await client().findCovers([ONE, OTHER])).toEqual(found([ONE, end], [OTHER, end]));
  });

  test('is kept when the process is killed', async () => {
    expect(await pay(OTHER, 1)).toBe(200);
    await service.kill();
    await start();
    expect(await client().findCovers([OTHER])).toEqual(found([OTHER, addYears(today, 1)]));
  });

  test('for somebody whom the register does not know is refused', async () => {
    expect(await pay(STRANGER, 1)).toBe(422);
    expect((await control.state()).covers).toEqual([{ civilId: ONE, until: UNTIL }]);
  });
});

describe('the page', () => {
  const send = async (path: string, form: Readonly<Record<string, string>>) => {
    const answer = await fetch(url() + path, { method: 'POST', body: new URLSearchParams(form) });
    return { status: answer.status, page: await answer.text() };
  };
  const order = { civilId: OTHER, years: '2', group: 'standard' };
  const card = { month: '09', year: '2021', pin: '١٢٣٤' };

  test.each([
    ['ar', '/', 'dir="rtl"', 'دفع رسوم الضمان الصحي'],
    ['en', '/?lang=en', 'dir="ltr"', 'Pay health insurance'],
  ])('in %s', async (_language, path, direction, title) => {
    const page = await (await fetch(url() + path)).text();
    expect(page).toContain(direction);
    expect(page).toContain(title);
  });

  test('shows what will be paid before anything is', async () => {
    const { status, page } = await send('/payments?lang=en', { ...order, civilId: '٣٩٠٠١٠١٠٠٠٣٦' });
    expect(status).toBe(200);
    for (const text of ['KD 200.000', OTHER, addYears(today, 2)]) expect(page).toContain(text);
    expect(await client().findCovers([OTHER])).toEqual(found([OTHER, null]));
  });

  test('asks for no card where nothing is to be paid', async () => {
    const { status, page } = await send('/payments/confirmation?lang=en', {
      ...order,
      group: 'domesticExempt',
    });
    expect(status).toBe(200);
    expect(page).toContain('KD 0.000');
  });

  test.each<[string, Record<string, string>, string]>([
    ['a wrong civil ID', { ...order, ...card, civilId: '390010100029' }, 'id="civilId-wrong"'],
    ['no years', { ...order, ...card, years: '' }, 'id="years-wrong"'],
    ['years that nobody offers', { ...order, ...card, years: '6' }, 'id="years-wrong"'],
    ['no group', { civilId: OTHER, years: '1', ...card }, 'id="group-wrong"'],
    ['no card', order, 'id="pin-wrong"'],
    ['a declined card', { ...order, ...card, month: '10' }, 'The card was declined'],
  ])('%s: says so, and nothing is paid', async (_name, form, said) => {
    const { status, page } = await send('/payments/confirmation?lang=en', form);
    expect(status).toBe(422);
    expect(page).toContain(said);
    expect(page).not.toContain('value="١٢٣٤"');
    expect(await client().findCovers([OTHER])).toEqual(found([OTHER, null]));
  });
});

describe('what cannot be relied on is no answer', () => {
  let odd: ControlServer;
  const asked: unknown[] = [];
  const insured = (civilId: string) => ({ civilId, status: 'insured', until: UNTIL });
  const answers = {
    '/failed': () => refuse(500, 'internal'),
    '/refused': () => ({ status: 403, json: { covers: [insured(ONE), insured(OTHER)] } }),
    '/other-words': () => reply({ covers: [insured(ONE), { civilId: OTHER, status: 'perhaps' }] }),
    '/no-day': () => reply({ covers: [insured(ONE), { ...insured(OTHER), until: '2027-02-29' }] }),
    '/fewer': () => reply({ covers: [insured(ONE)] }),
    '/others': () => reply({ covers: [insured(ONE), insured(STRANGER)] }),
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
          post(`${path}/cover-inquiries`, z.unknown(), answer),
        ),
        post('/elsewhere', z.unknown(), (body) => {
          asked.push(body);
          return reply({ covers: [insured(ONE), insured(OTHER)] });
        }),
      ],
    });
  });
  afterAll(() => odd.close());

  test.each(Object.keys(answers))('%s', async (path) => {
    expect(await createHealthInsuranceClient({ url: odd.url + path }).findCovers([ONE, OTHER])).toEqual(
      UNREACHABLE,
    );
    expect(asked).toEqual([]);
  });
});

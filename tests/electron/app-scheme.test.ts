/** The scheme handler of the shell, with a STAND-IN for the `electron` module. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from 'electron';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isAppUrl, serveAppScheme } from '../../electron/shell/app-scheme.ts';
import { StandInSession } from './stand-in/session.ts';

vi.mock('electron', () => import('./stand-in/electron.ts'));

const folder = mkdtempSync(join(tmpdir(), 'rukhsa-scheme-'));
const screen = join(folder, 'screen');
const session = new StandInSession();

async function request(url: string, method = 'GET'): Promise<Response> {
  const response = await session.handlers.get('app')?.(new Request(url, { method }));
  if (!response) throw new Error('no handler');
  return response;
}

beforeAll(() => {
  mkdirSync(join(screen, 'assets'), { recursive: true });
  writeFileSync(join(screen, 'index.html'), '<!doctype html>');
  writeFileSync(join(screen, 'assets', 'index-Bx_9-a.js'), 'export {};');
  writeFileSync(join(screen, 'secret.pem'), 'key');
  writeFileSync(join(screen, '.env.json'), '{}');
  writeFileSync(join(folder, 'package.json'), '{}');
  serveAppScheme(session as unknown as Session, screen);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('serveAppScheme', () => {
  it.each([
    ['app://kiosk/', 'text/html; charset=utf-8', '<!doctype html>'],
    ['app://kiosk/assets/index-Bx_9-a.js?v=1', 'text/javascript; charset=utf-8', 'export {};'],
  ])('serves %s with every security header', async (url, type, body) => {
    const response = await request(url);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(body);
    expect(response.headers.get('Content-Type')).toBe(type);
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(response.headers.get('Referrer-Policy')).toBe('no-referrer');
    const policy = response.headers.get('Content-Security-Policy') ?? '';
    expect(policy.startsWith("default-src 'none'; ")).toBe(true);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("connect-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it.each([
    ['a method other than GET', 'app://kiosk/', 405, 'POST'],
    ['another host', 'app://other/index.html', 404, 'GET'],
    ['a file that is not there', 'app://kiosk/nothing.js', 404, 'GET'],
    ['a folder', 'app://kiosk/assets', 404, 'GET'],
    ['a folder named like a file', 'app://kiosk/assets/index.html', 404, 'GET'],
    ['a kind that no screen has', 'app://kiosk/secret.pem', 404, 'GET'],
    ['a hidden file', 'app://kiosk/.env.json', 404, 'GET'],
    ['a step up', 'app://kiosk/../package.json', 404, 'GET'],
    ['a step up, encoded', 'app://kiosk/%2e%2e%2fpackage.json', 404, 'GET'],
    ['a step up with backslashes', 'app://kiosk/assets\\..\\..\\package.json', 404, 'GET'],
  ])('refuses %s', async (_, url, status, method) => {
    const response = await request(url, method);
    expect(response.status).toBe(status);
    expect(await response.text()).toBe('');
    expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
  });
});

describe('isAppUrl', () => {
  it.each([
    ['app://kiosk/', true],
    ['app://kiosk/index.html#x', true],
    ['app://kiosk.evil/', false],
    ['app://evil/', false],
    ['https://kiosk/', false],
    ['about:blank', false],
    ['', false],
  ])('%s: %s', (url, expected) => expect(isAppUrl(url)).toBe(expected));
});

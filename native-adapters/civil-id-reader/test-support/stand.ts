import { vi } from 'vitest';
import type { CivilIdReaderEvent } from '../port.ts';
import { type CivilIdReaderDeps, Neo2CivilIdReader } from '../reader.ts';
import type { Issuance } from './card-files.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeReader } from './fake-reader.ts';
import { prepareTrustAnchors } from '../lds1/trust-anchors.ts';

/** Polls quickly: what is waited for takes microseconds. */
export const SOON = { interval: 1, timeout: 5_000 };

/** The challenge of every test. */
export const CHALLENGE = Buffer.from('1122334455667788', 'hex');

/** The driver, connected to a fake reader under a fake clock. */
export function setUpReader(issuance: Issuance, deps: Partial<CivilIdReaderDeps> = {}) {
  const device = new FakeReader();
  const clock = new FakeClock();
  const log = { info: vi.fn(), warn: vi.fn() };
  const trustAnchors = prepareTrustAnchors([issuance.authority.certificate]);
  const reader = new Neo2CivilIdReader('KWT', { clock, log, trustAnchors, ...deps }, device.open);
  const events: CivilIdReaderEvent[] = [];
  reader.subscribe((event) => events.push(event));
  /** Waits for an event that has come or will come. */
  const saw = (type: CivilIdReaderEvent['type'], times = 1) =>
    vi.waitFor(() => {
      if (events.filter((event) => event.type === type).length < times) throw new Error(`no ${type} yet`);
    }, SOON);
  const online = () =>
    vi.waitFor(() => {
      if (reader.status().device !== 'online') throw new Error('not online yet');
    }, SOON);
  /** Waits until the device has seen `count` commands. */
  const seen = (count: number) =>
    vi.waitFor(() => {
      if (device.seen.length < count) throw new Error('not sent yet');
    }, SOON);
  return { device, clock, log, reader, events, saw, online, seen };
}

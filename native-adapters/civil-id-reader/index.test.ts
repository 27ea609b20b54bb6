import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../contracts/clock.ts';
import { CivilIdReaderConfig, openCivilIdReader, prepareTrustAnchors } from './index.ts';
import { makeCard, makeIssuance } from './test-support/card-files.ts';
import { TestChip } from './test-support/chip.ts';
import { FakeReader } from './test-support/fake-reader.ts';
import { CHALLENGE, SOON } from './test-support/stand.ts';

describe('CivilIdReaderConfig', () => {
  const rest = { issuingState: 'KWT', access: 'open' };

  it('knows the USB identifiers of the VP3300', () => {
    expect(CivilIdReaderConfig.parse({ transport: { type: 'hid' }, ...rest }).transport).toEqual({
      type: 'hid',
      vendorId: 0x0acd,
      productId: 0x3530,
    });
  });

  it.each([
    [{ transport: { type: 'hid', path: '/dev/hidraw0' }, ...rest }, true],
    [{ transport: { type: 'socket', path: '/run/reader' }, ...rest }, true],
    [{ transport: { type: 'tcp', host: '127.0.0.1', port: 9000 }, ...rest }, true],
    [{ transport: { type: 'tcp', host: '127.0.0.1', port: 0 }, ...rest }, false],
    [{ transport: { type: 'pcsc' }, ...rest }, false],
    [{ transport: { type: 'hid' }, ...rest, issuingState: 'KW' }, false],
    [{ transport: { type: 'hid' }, ...rest, access: 'bac' }, false],
  ])('%j: %s', (config, isValid) => {
    expect(CivilIdReaderConfig.safeParse(config).success).toBe(isValid);
  });
});

describe('openCivilIdReader', () => {
  it('reads a card over a real socket, and finds the reader again after it was away', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'civil-id-reader-'));
    const path = join(folder, 'reader');
    const issuance = makeIssuance();
    const device = new FakeReader();
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      void device
        .open({
          onReport: (report) => socket.write(report),
          onError: () => undefined,
          onClose: () => socket.destroy(),
        })
        .then((opened) => {
          if (!opened.ok) return;
          socket.on('data', (chunk: Buffer) => {
            for (let at = 0; at < chunk.length; at += 64) opened.value.send([chunk.subarray(at, at + 64)]);
          });
        });
    });
    await new Promise<void>((resolve) => server.listen(path, resolve));
    const config = CivilIdReaderConfig.parse({
      transport: { type: 'socket', path },
      issuingState: 'KWT',
      access: 'open',
    });
    const reader = openCivilIdReader(config, {
      clock: systemClock,
      log: { info: vi.fn(), warn: vi.fn() },
      trustAnchors: prepareTrustAnchors([issuance.authority.certificate]),
    });
    const inserted = vi.fn();
    reader.subscribe(({ type }) => type === 'cardInserted' && inserted());
    device.insert(new TestChip(makeCard({ signer: issuance.signer, text: { expiryDate: '991231' } })));
    await vi.waitFor(() => expect(inserted).toHaveBeenCalledTimes(1), SOON);
    expect(await reader.readHolder(CHALLENGE)).toMatchObject({ ok: true });

    device.unplug();
    await vi.waitFor(() => expect(inserted).toHaveBeenCalledTimes(2), SOON);
    expect(sockets).toHaveLength(2);
    expect(await reader.readHolder(CHALLENGE)).toMatchObject({ ok: true });

    await reader.close();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });
});

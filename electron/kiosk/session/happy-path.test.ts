import { afterEach, describe, expect, test } from 'vitest';
import { flush } from '../testing/fake-clock.test-helper.ts';
import { decodeBits, World } from '../testing/world.test-helper.ts';

let world: World;
afterEach(() => world.stop());

async function startWorld(...change: ConstructorParameters<typeof World>): Promise<World> {
  world = new World(...change);
  await world.start();
  return world;
}

test('a machine that has looked at printer, journal and portal waits for a card', async () => {
  await startWorld();
  expect(world.screen()).toBe('attract');
  expect(world.kiosk.view().frame).toMatchObject({ language: 'ar', machine: 'K-014', time: '09:30' });
});

describe('a licence in the hand', () => {
  test.each(['renewal', 'damaged'] as const)('%s: the old licence is kept first', async (kind) => {
    const { printer, office } = await startWorld();
    const card = world.person([kind]);
    world.reader.insert(card);
    await flush();
    const confirm = world.view('confirm');
    expect(confirm).toMatchObject({
      holder: { nameArabic: card.holder.nameArabic, nameLatin: 'NOURA ALIKHTIBAR' },
      request: { kind },
      portrait: Buffer.from(card.portrait).toString('base64'),
    });
    expect(confirm.holder.civilIdLastFour).toBe(card.holder.civilId.slice(-4));
    expect(await world.ask({ type: 'confirm' })).toBe('accepted');
    expect(world.view('oldLicence')).toMatchObject({ kind, stage: 'insert' });
    expect(printer.jobs).toEqual([]);

    printer.push('oldLicence');
    await flush();
    expect(printer.retainBin).toEqual(['oldLicence']);
    expect(world.screen()).toBe('takeCard');
    await world.take();
    const done = world.view('done');
    expect(decodeBits(done.receipt.rows)).toBe(office.receiptUrl);
    expect(done.frame.civilIdInserted).toBe(true);
    expect(printer.taken).toEqual(['licence']);
    expect(world.status()).toBe('issued');
    expect(office.eventTypes()).toEqual(['oldLicenceRetained', 'printing', 'presented', 'issued']);
    expect(world.journal.outbox.length()).toBe(0);
    expect(world.journal.verify()).toMatchObject({ intact: true });
    expect(world.journal.supplies()).toMatchObject({ retainBin: 1, rejectBin: 0 });
  });

  test('lost: nothing is asked for but the civil ID', async () => {
    await startWorld();
    await world.confirm(world.person(['lost']));
    expect(world.screen()).toBe('takeCard');
    await world.take();
    expect(world.screens()).toEqual([
      'outOfService',
      'attract',
      'readingCard',
      'confirm',
      'printing',
      'takeCard',
      'done',
    ]);
    expect(world.views.find(({ screen }) => screen === 'printing')?.frame.steps).toEqual([
      'card',
      'confirm',
      'printing',
      'take',
    ]);
    expect(world.status()).toBe('issued');
  });

  test('of several requests the person chooses one', async () => {
    await startWorld();
    world.reader.insert(world.person(['renewal', 'lost']));
    await flush();
    const { requests } = world.view('choose');
    expect(requests.map(({ kind }) => kind)).toEqual(['renewal', 'lost']);
    expect(await world.ask({ type: 'choose', requestId: 'R-2026-999999' })).toBe('notAllowedNow');
    expect(await world.ask({ type: 'choose', requestId: requests[1]?.requestId })).toBe('accepted');
    expect(world.view('confirm').request.kind).toBe('lost');
  });

  test('progress is what the printer says, panel by panel', async () => {
    await startWorld();
    await world.confirm(world.person(['lost']));
    const shown = world.views.flatMap((view) => (view.screen === 'printing' ? [view.panel] : []));
    expect(shown).toEqual([0, 0, 1, 2, 3, 4, 5]);
  });

  test('where the machine asks for the PIN, a wrong one tells how many tries are left', async () => {
    await startWorld({ askPin: true });
    world.reader.insert(world.person(['lost']));
    await flush();
    expect(world.view('pin')).toMatchObject({ digits: 4, retriesLeft: null });
    await world.ask({ type: 'enterPin', pin: '9999' });
    expect(world.view('pin').retriesLeft).toBe(2);
    await world.ask({ type: 'enterPin', pin: '1234' });
    expect(world.screen()).toBe('confirm');
  });
});

describe('from the card in the slot to the confirm screen', () => {
  test('nothing is written, nothing drawn, nothing asked of the printer, and the challenge is there already', async () => {
    const { printer, office } = await startWorld();
    const card = world.person(['lost']);
    const written = world.journal.verify();
    printer.calls.length = 0;
    office.asked.length = 0;
    const release = printer.hold('checkReady');
    world.reader.insert(card);
    await flush();
    expect(world.screen()).toBe('confirm');
    expect(world.journal.verify()).toEqual(written);
    expect(printer.calls).toEqual([]);
    expect(office.asked[0]).toBe('lookup');
    release();
  });

  test('the confirm screen does not wait for the portrait', async () => {
    await startWorld();
    const card = world.person(['lost']);
    world.reader.insert(card);
    const release = world.reader.hold();
    await flush();
    release();
    await flush();
    const confirms = world.views.flatMap((view) => (view.screen === 'confirm' ? [view.portrait] : []));
    expect(confirms[0]).toBeNull();
    expect(confirms.at(-1)).toBe(Buffer.from(card.portrait).toString('base64'));
  });

  test('a challenge that has expired is replaced while nobody waits', async () => {
    const { office, clock } = await startWorld();
    await clock.advance(20 * 60_000);
    office.asked.length = 0;
    world.reader.insert(world.person(['lost']));
    await flush();
    expect(world.screen()).toBe('confirm');
    expect(office.asked[0]).toBe('lookup');
  });

  test('a challenge the portal calls spent is replaced once, and the chip signs again', async () => {
    const { office, reader } = await startWorld();
    office.spentChallenges = 1;
    reader.insert(world.person(['lost']));
    await flush();
    expect(world.screen()).toBe('confirm');
    expect(new Set(reader.challenges).size).toBe(2);
  });
});

test('the next person is served at once, also when they come before the last screen ends', async () => {
  await startWorld();
  await world.confirm(world.person(['lost']));
  await world.take();
  expect(world.screen()).toBe('done');
  world.reader.remove();
  world.reader.insert(world.person(['lost'], 2));
  await flush();
  expect(world.screen()).toBe('confirm');
  expect(world.view('confirm').holder.civilIdLastFour).not.toBe('');
});

test('a card left in the slot is not taken for a new one', async () => {
  const { clock } = await startWorld();
  await world.confirm(world.person(['lost']));
  await world.take();
  await clock.advance(31_000);
  expect(world.screen()).toBe('attract');
  expect(world.kiosk.view().frame).toMatchObject({ civilIdInserted: true, reference: null });
  world.reader.remove();
  await flush();
  expect(world.kiosk.view().frame.civilIdInserted).toBe(false);
});

test('the clock on the screen goes with the minutes', async () => {
  const { clock } = await startWorld();
  await clock.advance(60_000);
  expect(world.kiosk.view().frame.time).toBe('09:31');
});

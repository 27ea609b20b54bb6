import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KioskIntent, SCREEN_INTENTS } from '../../../contracts/kiosk-intent.ts';
import type { KioskScreen } from '../../../contracts/kiosk-view.ts';
import { flush } from '../testing/fake-clock.test-helper.ts';
import { civilId } from '../testing/people.test-helper.ts';
import { World } from '../testing/world.test-helper.ts';
import { EXTENSIONS, LAST_SECONDS, SCREEN_TIMEOUTS_MS, type TimedScreen } from './timeouts.ts';

let world: World;
beforeEach(() => {
  world = new World({ askPin: true, maintenance: { technicians: [civilId(99)] } });
});
afterEach(() => world.stop());

const pin = { type: 'enterPin', pin: '1234' };

async function insert(...kinds: Parameters<World['person']>[0]): Promise<void> {
  world.reader.insert(world.person(kinds));
  await flush();
}

/** How to come to each screen. */
const WAYS: Readonly<Record<KioskScreen, () => Promise<void>>> = {
  attract: async () => {},
  readingCard: async () => {
    world.reader.hold();
    await insert('lost');
  },
  pin: () => insert('lost'),
  choose: async () => {
    await insert('lost', 'renewal');
    await world.ask(pin);
  },
  confirm: async () => {
    await insert('lost');
    await world.ask(pin);
  },
  oldLicence: async () => {
    await insert('renewal');
    await world.ask(pin);
    await world.ask({ type: 'confirm' });
  },
  printing: async () => {
    world.printer.hold('print');
    await insert('lost');
    await world.ask(pin);
    await world.ask({ type: 'confirm' });
  },
  takeCard: async () => {
    await insert('lost');
    await world.ask(pin);
    await world.ask({ type: 'confirm' });
  },
  done: async () => {
    await WAYS.takeCard();
    await world.take();
  },
  apology: async () => {
    await insert('lost');
    await world.ask({ type: 'cancel' });
  },
  outOfService: async () => world.printer.setStatus({ cards: 'out' }),
  maintenance: async () => {
    world.reader.insert(world.person([], 99));
    await flush();
  },
};

const INTENTS: Readonly<Record<KioskIntent['type'], KioskIntent>> = {
  setLanguage: { type: 'setLanguage', language: 'en' },
  setTextSize: { type: 'setTextSize', textSize: 'large' },
  setContrast: { type: 'setContrast', contrast: 'high' },
  needMoreTime: { type: 'needMoreTime' },
  enterPin: { type: 'enterPin', pin: '1234' },
  choose: KioskIntent.parse({ type: 'choose', requestId: 'R-2026-000010' }),
  confirm: { type: 'confirm' },
  cancel: { type: 'cancel' },
  finish: { type: 'finish' },
  replenish: { type: 'replenish', unit: 'cards', count: 1 },
  resetPrinter: { type: 'resetPrinter' },
  resolvePickup: KioskIntent.parse({
    type: 'resolvePickup',
    pickupId: '3f2c0a4e-6f1e-4b1a-9c63-1f3d0f6f0a11',
    finding: 'noCard',
  }),
  leaveMaintenance: { type: 'leaveMaintenance' },
};

/** Allowed by the screen, and refused all the same: there is no time to extend, or no such pickup. */
const NOTHING_TO_DO: Readonly<Record<string, readonly KioskScreen[]>> = {
  needMoreTime: ['attract', 'readingCard', 'printing', 'outOfService'],
  resolvePickup: ['maintenance'],
};

describe('each screen takes the intents it names, and no other', () => {
  const screens = Object.keys(WAYS) as KioskScreen[];
  test.each(screens)('%s', async (screen) => {
    await world.start();
    await WAYS[screen]();
    const allowed: readonly string[] = SCREEN_INTENTS[screen];
    const isTaken = ({ type }: KioskIntent) =>
      allowed.includes(type) && !NOTHING_TO_DO[type]?.includes(screen);
    for (const intent of Object.values(INTENTS).filter((one) => !isTaken(one))) {
      expect(world.screen()).toBe(screen);
      expect([intent.type, await world.ask(intent)]).toEqual([intent.type, 'notAllowedNow']);
    }
    for (const intent of Object.values(INTENTS).filter(isTaken)) {
      await world.stop();
      world = new World({ askPin: true, maintenance: { technicians: [civilId(99)] } });
      await world.start();
      await WAYS[screen]();
      expect([intent.type, await world.ask(intent)]).toEqual([intent.type, 'accepted']);
    }
  });

  test('what is no intent is refused as invalid, and changes nothing', async () => {
    await world.start();
    const before = world.kiosk.view();
    for (const given of [null, 'confirm', { type: 'explode' }, { type: 'setLanguage', language: 'fr' }, {}])
      expect(world.kiosk.dispatch(given)).toEqual({ outcome: 'refused', reason: 'invalid' });
    expect(world.kiosk.view()).toEqual(before);
  });

  test('a refused PIN is not in the log', async () => {
    await world.start();
    await world.ask({ type: 'enterPin', pin: '7391' });
    expect(world.logged.join()).toContain('intent refused');
    expect(world.logged.join()).not.toContain('7391');
  });

  test('confirming twice reserves once', async () => {
    await world.start();
    await WAYS.confirm();
    world.printer.hold('checkReady');
    expect(await world.ask({ type: 'confirm' })).toBe('accepted');
    expect(world.screen()).toBe('confirm');
    expect(await world.ask({ type: 'confirm' })).toBe('notAllowedNow');
    expect(await world.ask({ type: 'cancel' })).toBe('notAllowedNow');
  });

  test('language, text size and contrast go back to the beginning with the session', async () => {
    await world.start();
    await world.ask(INTENTS.setLanguage);
    await WAYS.confirm();
    await world.ask(INTENTS.setTextSize);
    await world.ask(INTENTS.setContrast);
    expect(world.kiosk.view().frame).toMatchObject({ language: 'en', textSize: 'large', contrast: 'high' });
    await world.ask({ type: 'cancel' });
    expect(world.kiosk.view().frame.language).toBe('en');
    await world.ask({ type: 'finish' });
    expect(world.kiosk.view().frame).toMatchObject({
      language: 'ar',
      textSize: 'normal',
      contrast: 'normal',
    });
  });
});

describe('the time of a screen', () => {
  const timed: [TimedScreen, KioskScreen][] = [
    ['pin', 'apology'],
    ['choose', 'apology'],
    ['confirm', 'apology'],
    ['oldLicence', 'apology'],
    ['takeCard', 'apology'],
    ['done', 'attract'],
    ['apology', 'attract'],
    ['maintenance', 'attract'],
  ];

  test.each(timed)('%s ends by itself: then %s', async (screen, next) => {
    await world.start();
    await WAYS[screen]();
    await world.clock.advance(SCREEN_TIMEOUTS_MS[screen] - LAST_SECONDS * 1_000 - 1);
    expect(world.kiosk.view().frame.timeLeft).toBeNull();
    await world.clock.advance(1);
    expect(world.kiosk.view().frame.timeLeft).toEqual({
      seconds: LAST_SECONDS,
      extensionsLeft: EXTENSIONS,
    });
    await world.clock.advance(LAST_SECONDS * 1_000 - 1);
    expect(world.screen()).toBe(screen);
    await world.clock.advance(1);
    expect(world.screen()).toBe(next);
  });

  test('every one of the last seconds is told', async () => {
    await world.start();
    await WAYS.confirm();
    await world.clock.advance(SCREEN_TIMEOUTS_MS.confirm);
    const told = world.views.flatMap((view) =>
      view.screen === 'confirm' && view.frame.timeLeft ? [view.frame.timeLeft.seconds] : [],
    );
    expect([...new Set(told)]).toEqual(
      Array.from({ length: LAST_SECONDS }, (_, index) => LAST_SECONDS - index),
    );
  });

  test.each(timed)('%s: more time doubles it, three times and no more', async (screen) => {
    await world.start();
    await WAYS[screen]();
    const first = SCREEN_TIMEOUTS_MS[screen];
    let waited = 0;
    for (const total of [first, first * 2, first * 4]) {
      await world.clock.advance(total - waited - 1_000);
      waited = total - 1_000;
      expect(world.kiosk.view().frame.timeLeft?.seconds).toBe(1);
      expect(await world.ask({ type: 'needMoreTime' })).toBe('accepted');
      expect(world.kiosk.view().frame.timeLeft).toBeNull();
    }
    expect(await world.ask({ type: 'needMoreTime' })).toBe('notAllowedNow');
    await world.clock.advance(first * 8 - waited - 1_000);
    expect(world.kiosk.view().frame.timeLeft).toEqual({ seconds: 1, extensionsLeft: 0 });
    await world.clock.advance(1_000);
    expect(world.screen()).not.toBe(screen);
  });

  test('the seconds at the bezel are true from the first to the last', async () => {
    await world.start();
    await WAYS.takeCard();
    expect(world.view('takeCard').secondsLeft).toBe(60);
    await world.clock.advance(10_000);
    expect(world.view('takeCard').secondsLeft).toBe(50);
    await world.ask({ type: 'needMoreTime' });
    expect(world.view('takeCard').secondsLeft).toBe(110);
  });

  test('the configuration may say otherwise', async () => {
    await world.stop();
    world = new World({ timeouts: { ...SCREEN_TIMEOUTS_MS, apology: 5_000 } });
    await world.start();
    await insert('lost');
    await world.ask({ type: 'cancel' });
    await world.clock.advance(5_000);
    expect(world.screen()).toBe('attract');
  });
});

describe('the card taken out', () => {
  test.each(['readingCard', 'pin', 'choose', 'confirm'] as const)('%s: the session ends', async (screen) => {
    await world.start();
    await WAYS[screen]();
    world.reader.remove();
    await flush();
    expect(world.view('apology').refusal.reason).toBe('cardRemoved');
    expect(world.kiosk.view().frame.civilIdInserted).toBe(false);
    await world.clock.advance(SCREEN_TIMEOUTS_MS.apology);
    expect(world.screen()).toBe('attract');
  });

  test.each(['oldLicence', 'printing', 'takeCard'] as const)('%s: the pickup goes on', async (screen) => {
    await world.start();
    await WAYS[screen]();
    world.reader.remove();
    await flush();
    expect(world.screen()).toBe(screen);
    expect(world.kiosk.view().frame.civilIdInserted).toBe(false);
  });

  test('put in again at once it is read again', async () => {
    await world.start();
    await WAYS.confirm();
    world.reader.remove();
    await insert('lost');
    expect(world.screen()).toBe('pin');
  });

  test('another card put in while a licence is made is served afterwards', async () => {
    await world.start();
    await WAYS.takeCard();
    world.reader.remove();
    await insert('lost');
    expect(world.screen()).toBe('takeCard');
    await world.take();
    await world.ask({ type: 'finish' });
    expect(world.screen()).toBe('pin');
  });
});

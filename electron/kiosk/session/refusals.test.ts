import { afterEach, describe, expect, test } from 'vitest';
import { IsoDate } from '../../../contracts/calendar.ts';
import { RefusalReason, type RequestRefusalReason } from '../../../contracts/refusal.ts';
import { flush } from '../testing/fake-clock.test-helper.ts';
import { civilId } from '../testing/people.test-helper.ts';
import { type ConfigChange, decodeBits, World } from '../testing/world.test-helper.ts';

let world: World;
afterEach(() => world.stop());

/** What brings a person to a refusal, and what is true afterwards. */
interface Scenario {
  readonly config?: ConfigChange;
  readonly happens: (world: World) => Promise<void>;
  /** Where the request stands afterwards; `ready`: the payment is safe and the request first in line. */
  readonly status?: string;
}

const insert = async (here: World, fault: RefusalReason | null = null) => {
  const card = here.person(['lost']);
  here.reader.insert(Object.assign(card, { fault }));
  await flush();
};
const chipRefused = (reason: RefusalReason): Scenario => ({ happens: (here) => insert(here, reason) });
const lookupRefused = (reason: Exclude<RequestRefusalReason, 'notReadyYet'>) => ({
  happens: async (here: World) => {
    here.office.lookupAnswer = { outcome: 'refused', reason, readyOn: null };
    await insert(here);
  },
});
const gateClosed = (gate: 'cardsOut' | 'ribbonOut' | 'retractBinFull' | 'mediaJammed' | 'coverOpen') => ({
  happens: async (here: World) => {
    here.printer.closedGate = gate;
    await here.confirm(here.person(['renewal']));
  },
});

const SCENARIOS: Readonly<Record<RefusalReason, Scenario>> = {
  cardUnreadable: chipRefused('cardUnreadable'),
  notCivilId: chipRefused('notCivilId'),
  signatureInvalid: chipRefused('signatureInvalid'),
  issuerUntrusted: chipRefused('issuerUntrusted'),
  dataAltered: chipRefused('dataAltered'),
  dataNotSigned: chipRefused('dataNotSigned'),
  chipCloned: chipRefused('chipCloned'),
  issuingStateWrong: chipRefused('issuingStateWrong'),
  cardExpired: chipRefused('cardExpired'),
  cardRemoved: {
    happens: async (here) => {
      await insert(here);
      here.reader.remove();
      await flush();
    },
  },
  pinBlocked: {
    config: { askPin: true },
    happens: async (here) => {
      await insert(here);
      for (const pin of ['9999', '8888', '7777']) await here.ask({ type: 'enterPin', pin });
    },
  },
  noRequest: lookupRefused('noRequest'),
  unpaid: lookupRefused('unpaid'),
  underReview: lookupRefused('underReview'),
  notReadyYet: {
    happens: async (here) => {
      const readyOn = IsoDate.parse('2026-12-01');
      here.office.lookupAnswer = { outcome: 'refused', reason: 'notReadyYet', readyOn };
      await insert(here);
    },
  },
  collectionOver: lookupRefused('collectionOver'),
  reservedElsewhere: lookupRefused('reservedElsewhere'),
  parked: lookupRefused('parked'),
  outOfCards: gateClosed('cardsOut'),
  outOfRibbon: gateClosed('ribbonOut'),
  retractBinFull: gateClosed('retractBinFull'),
  printerJam: gateClosed('mediaJammed'),
  printerUnavailable: gateClosed('coverOpen'),
  readerUnavailable: {
    happens: async (here) => {
      const release = here.reader.hold();
      await insert(here, 'cardUnreadable');
      here.reader.setStatus({ device: 'noDevice' });
      release();
      await flush();
    },
  },
  portalUnavailable: {
    happens: async (here) => {
      here.office.setAway(true);
      await insert(here);
    },
  },
  printFailed: {
    happens: async (here) => {
      here.printer.fail('print', 'coverOpen', 'during');
      await here.untilPresented(here.person(['lost']));
    },
  },
  printUncertain: {
    happens: async (here) => {
      here.printer.fail('print', 'noReply', 'during');
      here.printer.fail('locateCard', 'noReply', 'before', 100);
      await here.untilPresented(here.person(['lost']));
      await here.clock.advance(20_000);
    },
    status: 'needsAttendant',
  },
  notTaken: {
    happens: async (here) => {
      await here.untilPresented(here.person(['lost']));
      await here.clock.advance(60_000);
    },
    status: 'retained',
  },
  oldLicenceMissing: {
    happens: async (here) => {
      await here.confirm(here.person(['renewal']));
      await here.clock.advance(60_000);
    },
  },
  timedOut: {
    happens: async (here) => {
      await insert(here);
      await here.clock.advance(60_000);
    },
  },
  cancelled: {
    happens: async (here) => {
      await insert(here);
      await here.ask({ type: 'cancel' });
    },
  },
};

describe('every refusal can be reached and is told with a reference', () => {
  test.each(RefusalReason.options)('%s', async (reason) => {
    const { config = {}, happens, status = 'ready' } = SCENARIOS[reason];
    world = new World(config);
    await world.start();
    await happens(world);
    const apology = world.view('apology');
    expect(apology.refusal.reason).toBe(reason);
    expect(apology.reference).toMatch(/^[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{3}$/);
    expect(decodeBits(apology.referenceQr.rows)).toBe(apology.reference);
    expect(world.logged.some((line) => line.includes(apology.reference))).toBe(true);
    expect(world.status()).toBe(status);
    expect(world.usableLicences()).toBe(0);
    expect(world.printer.retainBin).toEqual([]);
    expect(await world.ask({ type: 'finish' })).toBe('accepted');
    expect(['attract', 'outOfService']).toContain(world.screen());
  });
});

test('the first date of collection is told', async () => {
  world = new World();
  await world.start();
  await SCENARIOS.notReadyYet.happens(world);
  expect(world.view('apology').refusal.readyOn).toBe('2026-12-01');
});

test('a chip the kiosk believes and the portal does not', async () => {
  world = new World();
  await world.start();
  world.office.lookupAnswer = { outcome: 'notAuthentic' };
  await insert(world);
  expect(world.view('apology').refusal.reason).toBe('issuerUntrusted');
});

test('a card that is gone because its reader has gone is not said to have been taken out', async () => {
  world = new World();
  await world.start();
  await insert(world);
  world.reader.setStatus({ device: 'noDevice' });
  world.reader.remove();
  await flush();
  expect(world.view('apology').refusal.reason).toBe('readerUnavailable');
});

test('a request that another machine has reserved between lookup and confirmation', async () => {
  world = new World();
  await world.start();
  await insert(world);
  world.request().status = 'reserved';
  await world.ask({ type: 'confirm' });
  expect(world.view('apology').refusal.reason).toBe('reservedElsewhere');
  expect(world.journal.unfinished()).toEqual([]);
});

test('a retain bin that is full by count is told before the old licence is taken', async () => {
  world = new World({ capacities: { cards: 100, ribbon: 200, retainBin: 5, rejectBin: 5 } });
  await world.start();
  const card = world.person(['renewal']);
  world.reader.insert(card);
  await flush();
  world.journal.setSupply('retainBin', 5);
  await world.ask({ type: 'confirm' });
  expect(world.view('apology').refusal.reason).toBe('retractBinFull');
  await world.ask({ type: 'finish' });
  expect(world.view('outOfService').reason).toBe('retractBinFull');
});

describe('a machine that cannot serve says so by itself, and comes back by itself', () => {
  test.each([
    ['printerJam', { media: 'jammed' }, { media: 'notPresent' }],
    ['printerUnavailable', { device: 'offline' }, { device: 'online' }],
    ['printerUnavailable', { cover: 'open' }, { cover: 'closed' }],
    ['outOfRibbon', { ribbon: 'out' }, { ribbon: 'full' }],
    ['outOfCards', { cards: 'out' }, { cards: 'low' }],
    ['retractBinFull', { retractBin: 'full' }, { retractBin: 'high' }],
  ] as const)('%s', async (reason, broken, mended) => {
    world = new World();
    await world.start();
    world.printer.setStatus(broken);
    await flush();
    const { reference } = world.view('outOfService');
    expect(world.view('outOfService').reason).toBe(reason);
    await insert(world);
    expect(world.view('apology').refusal.reason).toBe(reason);
    expect(world.reader.reads).toBe(0);
    await world.clock.advance(46_000);
    expect(world.view('outOfService').reference).toBe(reference);
    world.printer.setStatus(mended);
    await flush();
    expect(world.screen()).toBe('attract');
  });

  test('the reader', async () => {
    world = new World();
    await world.start();
    world.reader.setStatus({ device: 'noDevice' });
    expect(world.view('outOfService').reason).toBe('readerUnavailable');
    world.reader.setStatus({ device: 'online' });
    expect(world.screen()).toBe('attract');
  });

  test('the portal', async () => {
    world = new World();
    await world.start();
    world.office.setAway(true);
    await world.clock.advance(15_000);
    expect(world.view('outOfService').reason).toBe('portalUnavailable');
    world.office.setAway(false);
    await world.clock.advance(3_000);
    expect(world.screen()).toBe('attract');
    await insert(world);
    expect(world.screen()).toBe('confirm');
  });

  test('of two reasons the graver is told', async () => {
    world = new World();
    await world.start();
    world.printer.setStatus({ cards: 'out', media: 'jammed' });
    expect(world.view('outOfService').reason).toBe('printerJam');
  });

  test('a gate that no status tells of is looked at again after a while', async () => {
    world = new World();
    await world.start();
    world.printer.closedGate = 'cleaningRequired';
    await world.confirm(world.person(['lost']));
    await world.ask({ type: 'finish' });
    expect(world.view('outOfService').reason).toBe('printerUnavailable');
    world.printer.closedGate = null;
    await world.clock.advance(10_000);
    expect(world.screen()).toBe('attract');
  });
});

test('a civil ID in the list of technicians is no way around authentication', async () => {
  world = new World({ maintenance: { technicians: [civilId(1)] } });
  await world.start();
  await insert(world, 'chipCloned');
  expect(world.view('apology').refusal.reason).toBe('chipCloned');
});

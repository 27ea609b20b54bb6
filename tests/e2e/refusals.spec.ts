import { addDays, kuwaitDate } from '../../contracts/calendar.ts';
import type {
  MachineRefusalReason,
  PickupRefusalReason,
  RequestRefusalReason,
} from '../../contracts/refusal.ts';
import { translate } from '../../renderer/i18n/translate.ts';
import type { HandInput } from '../../simulators/card-printer/control-schema.ts';
import { DEMO_PEOPLE } from '../../simulators/demo/people.ts';
import { decodeQr } from '../../simulators/stand/decode-qr.ts';
import { expect, type Machine, test } from './machine.ts';
import { collect, expectPortalSays, goodbye, handInOldLicence, scanReceipt } from './person.ts';
import { type ExpectedRefusal, expectOutOfService, expectRefusal, leave } from './refusal.ts';

/** Confirms the details that are shown. */
async function confirm(machine: Machine): Promise<void> {
  await machine.see('confirm');
  await machine.primary();
}

/** People whose request cannot be collected, by the reason they are told. */
const NOT_COLLECTABLE: Readonly<Record<RequestRefusalReason, readonly string[]>> = {
  noRequest: ['no-request', 'issued', 'past-requests'],
  unpaid: ['unpaid'],
  underReview: ['under-review', 'applying'],
  notReadyYet: ['not-ready-yet'],
  collectionOver: ['uncollected'],
  reservedElsewhere: ['reserved-elsewhere', 'at-machine'],
  parked: ['needs-attendant', 'retained'],
};

test('a request that cannot be collected is refused for its own reason', async ({ machine }) => {
  const { stand } = machine;
  for (const [reason, cards] of Object.entries(NOT_COLLECTABLE)) {
    for (const card of cards) {
      await stand.reader.insert(card);
      const { refusal } = await expectRefusal(machine, { reason: reason as RequestRefusalReason });
      const inDays = DEMO_PEOPLE.find((person) => person.card === card)?.requests[0]?.readyInDays ?? null;
      expect(refusal.readyOn).toBe(inDays === null ? null : addDays(kuwaitDate(Date.now()), inDays));
      await leave(machine);
      await machine.see('attract');
    }
  }
  expect((await stand.printer.state()).physical.lastCardNumber).toBe(0);
});

/** What keeps a machine from serving, and what a technician does about it. */
interface Outage {
  readonly begin: (machine: Machine) => Promise<unknown>;
  readonly end: (machine: Machine) => Promise<unknown>;
}

const OUTAGES: Readonly<Record<MachineRefusalReason, Outage>> = {
  outOfCards: {
    begin: ({ stand }) => stand.printer.hand({ hand: 'refillHopper', count: 0 }),
    end: ({ stand }) => stand.printer.hand({ hand: 'refillHopper' }),
  },
  outOfRibbon: {
    begin: ({ stand }) => stand.printer.hand({ hand: 'changeRibbon', remaining: 0 }),
    end: ({ stand }) => stand.printer.hand({ hand: 'changeRibbon' }),
  },
  retractBinFull: {
    begin: ({ stand }) => stand.printer.arm({ fault: 'retractBinFull' }),
    end: ({ stand }) => stand.printer.disarmAll(),
  },
  printerUnavailable: {
    begin: ({ stand }) => stand.printer.hand({ hand: 'openCover' }),
    end: ({ stand }) => stand.printer.hand({ hand: 'closeCover' }),
  },
  printerJam: {
    begin: async (machine) => {
      await machine.stand.printer.arm({ fault: 'jam', command: 'Si' });
      await machine.stand.reader.insert('spare-lost-1');
      await confirm(machine);
      await expectRefusal(machine, { reason: 'printFailed', cardLocation: 'transport' });
      await leave(machine);
    },
    end: ({ stand }) => stand.printer.hand({ hand: 'clearJam' }),
  },
  readerUnavailable: {
    begin: async (machine) => {
      await machine.stand.reader.insert('spare-lost-1');
      await machine.see('confirm');
      await machine.stand.reader.plug(false);
      await expectRefusal(machine, { reason: 'readerUnavailable' });
      await leave(machine);
    },
    end: ({ stand }) => stand.reader.plug(true),
  },
  portalUnavailable: {
    begin: async (machine) => {
      await machine.stand.portal().kill();
      await machine.stand.reader.insert('spare-lost-1');
      await expectRefusal(machine, { reason: 'portalUnavailable' });
      await leave(machine);
    },
    end: ({ stand }) => stand.startPortal(),
  },
};

for (const [name, { begin, end }] of Object.entries(OUTAGES)) {
  const reason = name as MachineRefusalReason;
  test(`${reason}: the machine says so, serves nobody, and serves again when it can`, async ({ machine }) => {
    const { stand } = machine;
    await begin(machine);
    const { reference } = await expectOutOfService(machine, reason);
    // A reader that is away notices no card.
    if (reason !== 'readerUnavailable') {
      await stand.reader.insert('ready-lost');
      const told = await expectRefusal(machine, { reason });
      expect(told.reference).not.toBe(reference);
      await leave(machine);
      expect((await expectOutOfService(machine, reason)).reference).toBe(reference);
    }
    await end(machine);
    await machine.see('attract');
    await collect(machine, 'ready-lost', 'lost');
    await goodbye(machine);
  });
}

test('a machine that fails after the details were shown takes nothing from the person', async ({
  machine,
}) => {
  const { stand } = machine;
  await stand.reader.insert('ready-renewal');
  await machine.see('confirm');
  await stand.printer.hand({ hand: 'refillHopper', count: 0 });
  await machine.primary();
  await expectRefusal(machine, { reason: 'outOfCards' });
  await leave(machine);
  await expectOutOfService(machine, 'outOfCards');
  await stand.printer.hand({ hand: 'refillHopper' });
  await machine.see('attract');
  await collect(machine, 'ready-renewal', 'renewal');
  const { physical } = await stand.printer.state();
  expect(physical.retainBin.cards).toHaveLength(1);
  await goodbye(machine);
});

/** A pickup that begins and gives no licence. */
interface Ending {
  /** Milliseconds that the screens wait, where they have to be short. */
  readonly timeouts?: Readonly<Record<string, number>>;
  readonly card: string;
  /** From the card in the slot to the mishap. */
  readonly mishap: (machine: Machine) => Promise<unknown>;
  readonly expected?: Omit<ExpectedRefusal, 'reason'>;
  /** What keeps the machine from serving then, until a technician has come. */
  readonly outage?: { readonly reason: MachineRefusalReason; readonly mend: HandInput };
  /** What the same person meets when they come back. */
  readonly back: (machine: Machine, card: string) => Promise<unknown>;
}

/** Shortest time a screen can be told to wait. */
const SHORT_MS = 1_000;

/** The request is first in line again, and the old licence that was kept is not asked for again. */
async function collectsWithoutOldLicence(machine: Machine, card: string): Promise<void> {
  await collect(machine, card, 'lost');
  await expectPortalSays(await scanReceipt(machine), 'issued');
  await goodbye(machine);
}

async function collectsRenewal(machine: Machine, card: string): Promise<void> {
  await collect(machine, card, 'renewal');
  await goodbye(machine);
}

async function isToldParked(machine: Machine, card: string): Promise<void> {
  await machine.stand.reader.insert(card);
  await expectRefusal(machine, { reason: 'parked' });
}

async function isOfferedAgain(machine: Machine, card: string): Promise<void> {
  await machine.stand.reader.insert(card);
  await machine.see('confirm');
}

const ENDINGS: Readonly<Record<PickupRefusalReason, Ending>> = {
  printFailed: {
    card: 'ready-renewal',
    mishap: async (machine) => {
      await machine.stand.printer.arm({ fault: 'ribbonEnds', panel: 3 });
      await confirm(machine);
      await handInOldLicence(machine, 'renewal');
    },
    expected: { cardLocation: 'rejectBin', permit: true },
    outage: { reason: 'outOfRibbon', mend: { hand: 'changeRibbon' } },
    back: collectsWithoutOldLicence,
  },
  printUncertain: {
    card: 'ready-damaged',
    mishap: async (machine) => {
      await machine.stand.printer.arm({ fault: 'jam', command: 'Seb' });
      await confirm(machine);
      await handInOldLicence(machine, 'damaged');
    },
    expected: { cardLocation: 'transport', permit: true },
    outage: { reason: 'printerJam', mend: { hand: 'clearJam' } },
    back: isToldParked,
  },
  notTaken: {
    timeouts: { takeCard: SHORT_MS },
    card: 'ready-lost',
    mishap: confirm,
    expected: { cardLocation: 'rejectBin' },
    back: isToldParked,
  },
  oldLicenceMissing: {
    timeouts: { oldLicence: SHORT_MS },
    card: 'ready-renewal',
    mishap: confirm,
    back: isOfferedAgain,
  },
  timedOut: {
    timeouts: { confirm: SHORT_MS },
    card: 'ready-renewal',
    mishap: (machine) => machine.see('confirm'),
    back: isOfferedAgain,
  },
  cancelled: {
    card: 'ready-renewal',
    mishap: async (machine) => {
      await confirm(machine);
      await machine.see('oldLicence');
      await machine.cancel();
    },
    back: collectsRenewal,
  },
};

for (const [name, ending] of Object.entries(ENDINGS)) {
  const reason = name as PickupRefusalReason;
  test.describe(reason, () => {
    test.use({ settings: { timeouts: ending.timeouts ?? {} } });

    test('is told, and the machine serves again', async ({ machine }) => {
      const { screen, stand } = machine;
      const { card, mishap, expected, outage, back } = ending;
      await stand.reader.insert(card);
      await mishap(machine);
      const { permit } = await expectRefusal(machine, { ...expected, reason });
      const { physical } = await stand.printer.state();
      expect(physical.taken).toEqual([]);
      expect(physical.rejectBin.cards).toHaveLength(expected?.cardLocation === 'rejectBin' ? 1 : 0);
      expect(physical.retainBin.cards).toHaveLength(permit ? 1 : 0);
      if (permit) {
        const url = await decodeQr(await screen.locator('.permit .qr').screenshot());
        expect(url).toContain(permit.number);
        await expectPortalSays(url, 'valid');
      }
      await leave(machine);
      if (outage) {
        await expectOutOfService(machine, outage.reason);
        await stand.printer.hand(outage.mend);
      }
      await machine.see('attract');
      await back(machine, card);
      if (permit && back === collectsWithoutOldLicence) {
        await expectPortalSays(`${stand.portalUrl}/permits/${permit.number}`, 'collected');
      }
    });
  });
}

test('a person can give up on every screen that asks something', async ({ machine }) => {
  const { stand } = machine;
  for (const [card, screen] of [
    ['two-ready', 'choose'],
    ['ready-lost', 'confirm'],
  ] as const) {
    await stand.reader.insert(card);
    await machine.see(screen);
    await machine.cancel();
    await expectRefusal(machine, { reason: 'cancelled' });
    await leave(machine);
    await machine.see('attract');
  }
});

test('a card that is pulled out before the person has confirmed ends the session', async ({ machine }) => {
  const { stand } = machine;
  await stand.reader.insert('ready-lost');
  await machine.see('confirm');
  await stand.reader.remove();
  await expectRefusal(machine, { reason: 'cardRemoved' });
  await leave(machine);
  await machine.see('attract');
});

test.describe('time', () => {
  /** Doubled three times it is one second more than the last seconds that are shown. */
  const CONFIRM_MS = 2_000;
  test.use({ settings: { timeouts: { confirm: CONFIRM_MS, apology: SHORT_MS, done: SHORT_MS } } });

  test('a person may ask for more, three times; nobody is waited for for ever', async ({ machine }) => {
    const { screen, stand } = machine;
    await stand.reader.insert('ready-lost');
    await machine.see('confirm');
    const more = screen.getByRole('button', { name: translate('ar', 'timeLeft.needMoreTime') });
    for (const extensionsLeft of [3, 2, 1]) {
      await expect
        .poll(() => machine.view('confirm').frame.timeLeft?.extensionsLeft ?? null)
        .toBe(extensionsLeft);
      await expect(screen.getByRole('alertdialog')).toContainText(translate('ar', 'timeLeft.title'));
      await more.click();
    }
    await expect(screen.locator('.time-left-notice')).toBeVisible();
    await machine.primary();
    await machine.see('takeCard');
    await stand.printer.hand({ hand: 'takeCard' });
    await machine.see('done');
    await machine.see('attract');
    await expect(screen.locator('.reminder')).toHaveCount(0);
    await stand.reader.remove();

    await stand.reader.insert('no-request');
    await machine.see('apology');
    await machine.see('attract');
  });
});

import { type KioskFrame, KioskView } from '../../contracts/kiosk-view.ts';
import { MachineRefusalReason, RefusalReason } from '../../contracts/refusal.ts';
import { SAMPLE_PERMIT_QR, SAMPLE_PORTRAIT, SAMPLE_RECEIPT_QR, SAMPLE_REFERENCE_QR } from './sample-codes.ts';

const REFERENCE = '7K4-M2Q';

const FRAME: KioskFrame = {
  language: 'ar',
  textSize: 'normal',
  contrast: 'normal',
  machine: 'K-014',
  time: '10:42',
  reference: REFERENCE,
  helpLine: '1880888',
  steps: ['card', 'confirm', 'oldLicence', 'printing', 'take'],
  civilIdInserted: true,
  timeLeft: null,
};

const PERMIT = { number: 'P-7K3M9QXT2HBC', validUntil: '2026-12-06', qr: SAMPLE_PERMIT_QR };

const RENEWAL = {
  requestId: 'R-2026-000148',
  kind: 'renewal',
  category: 'private',
  feePaid: 10_000,
  paidOn: '2026-11-15',
  oldLicenceDue: true,
};
const DAMAGED = {
  ...RENEWAL,
  requestId: 'R-2026-000151',
  kind: 'damaged',
  category: 'motorcycleA',
  feePaid: 5_000,
};
const LOST = {
  ...RENEWAL,
  requestId: 'R-2026-000163',
  kind: 'lost',
  category: 'generalB',
  oldLicenceDue: false,
};
const REQUESTS = [RENEWAL, DAMAGED, LOST];

const HOLDER = {
  nameArabic: 'سالم عبدالله ناصر المثال',
  nameLatin: 'SALEM ABDULLAH NASER ALMETHAL',
  civilIdLastFour: '0028',
};

const PANELS = ['yellow', 'magenta', 'cyan', 'black', 'overlay', 'backBlack'];
const printing = (panel: number, bytesSent: number, secondsLeft: number) => ({
  screen: 'printing',
  panels: PANELS,
  panel,
  bytesSent,
  bytesTotal: 412_360,
  secondsLeft,
});

const apology = (reason: RefusalReason, rest: object = {}) => ({
  screen: 'apology',
  refusal: { reason, readyOn: reason === 'notReadyYet' ? '2026-11-25' : null },
  reference: REFERENCE,
  referenceQr: SAMPLE_REFERENCE_QR,
  cardLocation: 'none',
  permit: null,
  ...rest,
});

const PARKED = {
  reference: '3XD-90P',
  at: '2026-11-21T16:20:00.000Z',
  evidence: {
    cause: 'powerLost',
    cardLocation: 'transport',
    countersBefore: { cardsPrinted: 10_482, ribbonRemaining: 61 },
    countersAfter: { cardsPrinted: 10_483, ribbonRemaining: 60 },
  },
};

const MAINTENANCE = {
  screen: 'maintenance',
  printer: {
    device: 'online',
    media: 'notPresent',
    cover: 'closed',
    cards: 'low',
    ribbon: 'full',
    ribbonRemaining: 60,
    retractBin: 'healthy',
  },
  reader: { device: 'online', media: 'notPresent', chip: 'noCard' },
  portal: 'reachable',
  retractBin: 'high',
  supplies: [
    { unit: 'cards', count: 18, capacity: 100 },
    { unit: 'ribbon', count: 60, capacity: 200 },
    { unit: 'retainBin', count: 41, capacity: 50 },
    { unit: 'rejectBin', count: 2, capacity: 30 },
  ],
  parked: [
    { ...PARKED, pickupId: '6f1c2d1e-6d0b-4a55-9d3c-0a9d8e7f6a51' },
    {
      ...PARKED,
      pickupId: '0b7a4a8e-1f2d-4c3b-8a9e-5d6c7b8a9f10',
      reference: 'HW5-T6E',
      evidence: {
        cause: 'portalRefused:fenced',
        cardLocation: 'unknown',
        countersBefore: null,
        countersAfter: null,
      },
    },
  ],
  outboxLength: 3,
  journalIntact: true,
};

/** Views without their frame, and what their frame has of its own, by a name that begins with the screen's. */
const SAMPLES: Readonly<Record<string, { readonly frame?: Partial<KioskFrame>; readonly view: object }>> = {
  attract: { frame: { reference: null, civilIdInserted: false, steps: [] }, view: { screen: 'attract' } },
  'readingCard-reading': { view: { screen: 'readingCard', stage: 'reading' } },
  'readingCard-checking': { view: { screen: 'readingCard', stage: 'checking' } },
  pin: { view: { screen: 'pin', digits: 4, retriesLeft: null } },
  'pin-retries': { view: { screen: 'pin', digits: 6, retriesLeft: 2 } },
  choose: { view: { screen: 'choose', requests: REQUESTS } },
  'choose-pages': {
    view: {
      screen: 'choose',
      requests: [...REQUESTS, { ...RENEWAL, requestId: 'R-2026-000170', category: 'generalA' }],
    },
  },
  confirm: { view: { screen: 'confirm', holder: HOLDER, request: RENEWAL, portrait: SAMPLE_PORTRAIT } },
  'confirm-noPortrait': { view: { screen: 'confirm', holder: HOLDER, request: LOST, portrait: null } },
  'confirm-timeLeft': {
    frame: { timeLeft: { seconds: 12, extensionsLeft: 2 } },
    view: { screen: 'confirm', holder: HOLDER, request: DAMAGED, portrait: SAMPLE_PORTRAIT },
  },
  'confirm-lastSeconds': {
    frame: { timeLeft: { seconds: 8, extensionsLeft: 0 } },
    view: { screen: 'confirm', holder: HOLDER, request: DAMAGED, portrait: SAMPLE_PORTRAIT },
  },
  'oldLicence-insert': { view: { screen: 'oldLicence', kind: 'renewal', stage: 'insert' } },
  'oldLicence-damaged': { view: { screen: 'oldLicence', kind: 'damaged', stage: 'insert' } },
  'oldLicence-takingIn': { view: { screen: 'oldLicence', kind: 'renewal', stage: 'takingIn' } },
  'printing-first': { view: printing(0, 21_000, 38) },
  printing: { view: printing(3, 247_416, 17) },
  'printing-back': { view: printing(5, 391_000, 2) },
  'printing-finishing': { view: printing(6, 412_360, 0) },
  takeCard: { view: { screen: 'takeCard', secondsLeft: 24 } },
  done: { view: { screen: 'done', receipt: SAMPLE_RECEIPT_QR, expiryDate: '2041-11-22' } },
  'done-cardTaken': {
    frame: { civilIdInserted: false },
    view: { screen: 'done', receipt: SAMPLE_RECEIPT_QR, expiryDate: '2041-11-22' },
  },
  'apology-permit': { view: apology('printFailed', { cardLocation: 'rejectBin', permit: PERMIT }) },
  'apology-permitUncertain': { view: apology('printUncertain', { cardLocation: 'unknown', permit: PERMIT }) },
  'apology-notTakenRejectBin': { view: apology('notTaken', { cardLocation: 'rejectBin' }) },
  maintenance: { frame: { reference: null, civilIdInserted: false, steps: [] }, view: MAINTENANCE },
  'maintenance-trouble': {
    frame: { reference: null, civilIdInserted: false, steps: [] },
    view: {
      ...MAINTENANCE,
      printer: {
        ...MAINTENANCE.printer,
        device: 'hardwareError',
        media: 'jammed',
        cover: 'open',
        ribbonRemaining: null,
        retractBin: 'full',
      },
      portal: 'unreachable',
      journalIntact: false,
      parked: [],
    },
  },
  ...Object.fromEntries(
    RefusalReason.options.map((reason) => [`apology-${reason}`, { view: apology(reason) }]),
  ),
  ...Object.fromEntries(
    MachineRefusalReason.options.map((reason) => [
      `outOfService-${reason}`,
      {
        frame: { civilIdInserted: false, steps: [] },
        view: { screen: 'outOfService', reason, reference: REFERENCE },
      },
    ]),
  ),
};

/** Names of all sample views. */
export const SAMPLE_NAMES: readonly string[] = Object.keys(SAMPLES);

/**
 * One view of each screen, of each of its stages and of each refusal, for tests and for looking at: synthetic people only.
 * `frame` replaces parts of what surrounds the screen. Throws when the name is unknown.
 */
export function sampleView(name: string, frame: Partial<KioskFrame> = {}): KioskView {
  const sample = SAMPLES[name];
  if (!sample) throw new Error(`No sample view is called ${name}`);
  return KioskView.parse({ ...sample.view, frame: { ...FRAME, ...sample.frame, ...frame } });
}

/** How long each screen waits for a person before the session goes on without one, in milliseconds. */
export const SCREEN_TIMEOUTS_MS = {
  pin: 45_000,
  choose: 45_000,
  confirm: 60_000,
  oldLicence: 60_000,
  takeCard: 60_000,
  done: 30_000,
  apology: 45_000,
  maintenance: 300_000,
} as const;

/** The screens that end by themselves. */
export type TimedScreen = keyof typeof SCREEN_TIMEOUTS_MS;
/** Milliseconds for each of them. */
export type ScreenTimeouts = Readonly<Record<TimedScreen, number>>;

/** The time left is shown from here on. */
export const LAST_SECONDS = 15;
/** How often a person may ask for more time on one screen; each time doubles it. */
export const EXTENSIONS = 3;
/** Pause before a printer that stands in its own way is looked at again. */
export const SETTLE_RETRY_MS = 10_000;
/** Shown until the printer says how long the job takes: seconds a licence takes on a fast line. */
export const TYPICAL_PRINT_SECONDS = 45;

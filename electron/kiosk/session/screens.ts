import type { SessionScreen } from './view.ts';

/** The screen of each state that lasts; states that are only passed through show nothing. */
const STATE_SCREENS = {
  idle: 'idle',
  settling: 'idle',
  reading: 'reading',
  lookingUp: 'checking',
  pin: 'pin',
  verifyingPin: 'pin',
  choosing: 'choose',
  confirming: 'confirm',
  reserving: 'confirm',
  printing: 'printing',
  takingCard: 'takeCard',
  done: 'done',
  apologising: 'apology',
} as const satisfies Record<string, SessionScreen>;

/** The screen that a state of the session machine shows, by its state value. */
export function screenOf(value: unknown): SessionScreen {
  if (typeof value === 'string' && value in STATE_SCREENS)
    return STATE_SCREENS[value as keyof typeof STATE_SCREENS];
  if (typeof value === 'object' && value !== null) {
    if ('maintenance' in value) return 'maintenance';
    if ('oldLicence' in value)
      return value.oldLicence === 'takingIn' ? 'takingInOldLicence' : 'insertOldLicence';
  }
  throw new Error(`The state ${JSON.stringify(value)} has no screen`);
}

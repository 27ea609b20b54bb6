/** How a status strikes the technician: nothing to do, look soon, act now. */
export type Tone = 'good' | 'watch' | 'act';

/** Words of XFS4IoT that need no act. */
const GOOD = new Set([
  'online',
  'present',
  'notPresent',
  'closed',
  'full',
  'healthy',
  'reachable',
  'noCard',
  'poweredOff',
  'intact',
]);
/** Words that tell of something to look after soon, or that nothing is known. */
const WATCH = new Set([
  'deviceBusy',
  'busy',
  'entering',
  'retracted',
  'low',
  'high',
  'unknown',
  'notSupported',
  'waiting',
]);

/** The tone of a status word; `full` is good for supplies and is asked for by `binTone` for bins. */
export function toneOf(word: string): Tone {
  if (GOOD.has(word)) return 'good';
  return WATCH.has(word) ? 'watch' : 'act';
}

/** The tone of a bin: a full one must be emptied. */
export function binTone(word: string): Tone {
  return word === 'full' ? 'act' : toneOf(word);
}

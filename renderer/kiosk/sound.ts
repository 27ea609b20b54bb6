/** Two notes, a fifth apart, in hertz. */
const NOTES_HZ = [659.25, 987.77] as const;
/** Length of one note, seconds. */
const NOTE_SECONDS = 0.35;
/** Loudness of the peak, 0–1. */
const PEAK_GAIN = 0.25;
/** What an exponential ramp ends at, since it cannot reach zero. */
const SILENCE_GAIN = 0.0001;

let context: AudioContext | undefined;

/**
 * A short chime that calls a person back to the machine. Sound is an extra beside light and words: where there is no
 * audio device or the browser allows none, nothing happens.
 */
export function playChime(): void {
  if (!('AudioContext' in globalThis)) return;
  try {
    context ??= new AudioContext();
    for (const [index, frequency] of NOTES_HZ.entries()) {
      const start = context.currentTime + index * NOTE_SECONDS;
      const note = new OscillatorNode(context, { frequency });
      const gain = new GainNode(context, { gain: SILENCE_GAIN });
      gain.gain.setValueAtTime(PEAK_GAIN, start);
      gain.gain.exponentialRampToValueAtTime(SILENCE_GAIN, start + NOTE_SECONDS);
      note.connect(gain).connect(context.destination);
      note.start(start);
      note.stop(start + NOTE_SECONDS);
    }
  } catch {
    context = undefined;
  }
}

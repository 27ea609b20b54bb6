import { useId } from 'react';

/** Marks of a clock face: one second each. */
const MARKS = 60;

/** One mark of the face, seconds after twelve o'clock, as a short radial line. */
function markPath(second: number): string {
  const angle = (second / MARKS) * 2 * Math.PI;
  const at = (radius: number) =>
    `${(100 + radius * Math.sin(angle)).toFixed(1)} ${(100 - radius * Math.cos(angle)).toFixed(1)}`;
  return `M${at(82)}L${at(94)}`;
}

const FACE = Array.from({ length: MARKS }, (_, second) => markPath(second));

/**
 * Seconds that are left, as a number within a clock face on which every mark is one second: true without knowing
 * how many there were at first.
 */
export function Countdown(props: { readonly seconds: number; readonly unit: string }) {
  const left = Math.min(props.seconds, MARKS);
  const id = useId();
  return (
    <div className="countdown-box" role="timer" aria-labelledby={id}>
      <svg className="countdown" viewBox="0 0 200 200" aria-hidden="true">
        <path className="countdown-gone" d={FACE.slice(left).join('')} />
        <path className="countdown-left" d={FACE.slice(0, left).join('')} />
      </svg>
      <p className="countdown-text" id={id}>
        <bdi className="countdown-number">{props.seconds}</bdi> <span>{props.unit}</span>
      </p>
    </div>
  );
}

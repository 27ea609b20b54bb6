import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

/** What a button is for, which decides how it looks. */
export type ButtonRole = 'primary' | 'secondary' | 'quiet';

/** A button with a word and, where it helps, a sign. Toggles say whether they are `pressed`. */
export function Button(props: {
  readonly look: ButtonRole;
  readonly children: ReactNode;
  readonly onPress?: () => void;
  /** Whether it sends the form that it stands in. */
  readonly submits?: boolean;
  readonly icon?: IconName;
  readonly disabled?: boolean;
  readonly busy?: boolean;
  readonly pressed?: boolean;
  /** Needed where the same word stands on several buttons. */
  readonly label?: string;
  /** Language of the word where it differs from the screen's. */
  readonly lang?: string;
}) {
  const unavailable = props.disabled === true || props.busy === true;
  return (
    <button
      type={props.submits ? 'submit' : 'button'}
      className={`button button-${props.look}`}
      aria-disabled={unavailable || undefined}
      aria-pressed={props.pressed}
      aria-busy={props.busy}
      aria-label={props.label}
      lang={props.lang}
      onClick={() => {
        if (!unavailable) props.onPress?.();
      }}
    >
      {props.icon ? <Icon name={props.icon} /> : null}
      <span>{props.children}</span>
    </button>
  );
}

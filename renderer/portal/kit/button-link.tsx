import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactNode, Ref } from 'react';
import type { ButtonRole } from '../../ui/button.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';

interface AnchorProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly look: ButtonRole;
  readonly icon?: IconName;
  readonly children?: ReactNode;
  readonly ref?: Ref<HTMLAnchorElement>;
}

function Anchor({ look, icon, children, ...rest }: AnchorProps) {
  return (
    <a {...rest} className={`button button-${look}`}>
      {icon ? <Icon name={icon} /> : null}
      <span>{children}</span>
    </a>
  );
}

/** Goes to another page and looks like a button. */
export const ButtonLink = createLink(Anchor);

import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';
import { Icon } from '../../ui/icon.tsx';

function Anchor({
  children,
  ...rest
}: AnchorHTMLAttributes<HTMLAnchorElement> & { readonly ref?: Ref<HTMLAnchorElement> }) {
  return (
    <a {...rest} className="back-link">
      <span className="back-link-arrow">
        <Icon name="arrow" />
      </span>
      <span>{children}</span>
    </a>
  );
}

/** The way back to the page that this one belongs to. */
export const BackLink = createLink(Anchor);

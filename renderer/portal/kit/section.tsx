import { type ReactNode, useId } from 'react';
import { Heading } from './heading.tsx';

/** A part of a page under its own heading. */
export function Section(props: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section className="section" aria-labelledby={id}>
      <Heading level={2} id={id}>
        {props.title}
      </Heading>
      {props.children}
    </section>
  );
}

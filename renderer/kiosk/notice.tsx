import { BothLanguages } from './frame/both-languages.tsx';
import { Header } from './frame/header.tsx';

/** A whole screen of one plain message in both languages, for when no view can be shown. */
export function Notice(props: { readonly about: 'unreachable' | 'crash' }) {
  return (
    <div className="stage notice">
      <Header />
      <main className="notice-text">
        <h1>
          <BothLanguages id={`${props.about}.title`} />
        </h1>
        <p>
          <BothLanguages id={`${props.about}.sentence`} />
        </p>
      </main>
    </div>
  );
}

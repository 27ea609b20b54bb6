import { type Html, html } from '../../../contracts/html.ts';
import { type Bilingual, Language } from '../../../contracts/language.ts';
import type { MailContent } from '../../ports/mailer.ts';
import { OFFICE } from '../names.ts';

/** A piece of a mail; each stands on lines of its own. */
export type Block =
  | { readonly type: 'paragraph'; readonly text: Bilingual }
  /** What happens when it is followed, and the address below it. */
  | { readonly type: 'link'; readonly label: Bilingual; readonly url: string }
  /** What a person wrote, in the language they wrote it. */
  | { readonly type: 'quotation'; readonly text: string }
  | { readonly type: 'facts'; readonly facts: readonly Fact[] };

/** A labelled value; `isolate` for numbers and references, whose order no neighbour may change. */
export interface Fact {
  readonly label: Bilingual;
  readonly value: Bilingual;
  readonly isolate: boolean;
}

/** A mail before it is laid out. The subject is its heading, too. */
export interface MailDraft {
  readonly subject: Bilingual;
  readonly blocks: readonly Block[];
}

/** {@link Block} of type `paragraph`. */
export const paragraph = (text: Bilingual): Block => ({ type: 'paragraph', text });
/** {@link Block} of type `link`. */
export const link = (label: Bilingual, url: string): Block => ({ type: 'link', label, url });
/** {@link Block} of type `quotation`. */
export const quotation = (text: string): Block => ({ type: 'quotation', text });
/** {@link Block} of type `facts`. */
export const facts = (...list: readonly Fact[]): Block => ({ type: 'facts', facts: list });
/** A fact that reads differently in each language. */
export const fact = (label: Bilingual, value: Bilingual): Fact => ({ label, value, isolate: false });
/** A number or reference, the same in both languages. */
export const reference = (label: Bilingual, value: string): Fact => ({
  label,
  value: { ar: value, en: value },
  isolate: true,
});
/** Both languages of what `format` writes. */
export const inBoth = (format: (language: Language) => string): Bilingual => ({
  ar: format('ar'),
  en: format('en'),
});

const DIRECTIONS: Readonly<Record<Language, 'rtl' | 'ltr'>> = { ar: 'rtl', en: 'ltr' };
const CLOSING: Bilingual = {
  ar: 'أُرسلت هذه الرسالة آليًا، فلا ترد عليها.',
  en: 'This message was sent automatically; please do not reply to it.',
};
/** Left-to-right isolate and its end (Unicode UAX #9 §2.4), for plain text. */
const isolated = (text: string) => `\u2066${text}\u2069`;
const RULE = '----------';

/** The chosen language, then the other. */
const inOrder = (first: Language): Language[] => [
  first,
  ...Language.options.filter((language) => language !== first),
];

function blockText(block: Block, language: Language): string {
  switch (block.type) {
    case 'paragraph':
      return block.text[language];
    case 'link':
      return `${block.label[language]}\n${block.url}`;
    case 'quotation':
      return block.text
        .split(/\r?\n/)
        .map((line) => `> ${line}`)
        .join('\n');
    case 'facts':
      return block.facts
        .map(
          ({ label, value, isolate }) =>
            `${label[language]}: ${isolate ? isolated(value[language]) : value[language]}`,
        )
        .join('\n');
  }
}

function blockHtml(block: Block, language: Language): Html {
  switch (block.type) {
    case 'paragraph':
      return html`<p>${block.text[language]}</p>
`;
    case 'link':
      return html`<p>${block.label[language]}<br>
<a href="${block.url}" dir="ltr">${block.url}</a></p>
`;
    case 'quotation':
      return html`<blockquote>${block.text.split(/\r?\n/).map((line) => html`<p dir="auto">${line}</p>`)}</blockquote>
`;
    case 'facts':
      return html`<ul>
${block.facts.map(
  ({ label, value, isolate }) =>
    html`<li>${label[language]}: ${isolate ? html`<bdi dir="ltr">${value[language]}</bdi>` : html`<strong>${value[language]}</strong>`}</li>
`,
)}</ul>
`;
  }
}

function partText({ subject, blocks }: MailDraft, language: Language): string {
  return [
    subject[language],
    ...blocks.map((block) => blockText(block, language)),
    CLOSING[language],
    OFFICE[language],
  ].join('\n\n');
}

function partHtml({ subject, blocks }: MailDraft, language: Language): Html {
  return html`<div lang="${language}" dir="${DIRECTIONS[language]}">
<h1>${subject[language]}</h1>
${blocks.map((block) => blockHtml(block, language))}<p>${CLOSING[language]}</p>
<p>${OFFICE[language]}</p>
</div>
`;
}

/** Lays a mail out in both languages, `first` first; plain text and markup say the same. */
export function composeMail(draft: MailDraft, first: Language): MailContent {
  const languages = inOrder(first);
  const subject = languages.map((language) => draft.subject[language]).join(' · ');
  const parts = languages.map((language) => partHtml(draft, language));
  return {
    subject,
    text: `${languages.map((language) => partText(draft, language)).join(`\n\n${RULE}\n\n`)}\n`,
    html: html`<!doctype html>
<html lang="${first}" dir="${DIRECTIONS[first]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${subject}</title>
</head>
<body>
${parts.flatMap((part, index) => (index === 0 ? [part] : [html`<hr>\n`, part]))}</body>
</html>
`.markup,
  };
}

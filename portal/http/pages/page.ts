import type { Bilingual, Language } from '../../../contracts/language.ts';
import { Language as Languages } from '../../../contracts/language.ts';
import { OFFICE } from '../../texts/names.ts';
import { type Html, html } from '../../../contracts/html.ts';

/** What a page says first: the sign never carries the meaning alone, a sentence stands beside it. */
export type Tone = 'good' | 'attention' | 'bad';

const SIGNS: Readonly<Record<Tone, string>> = { good: '✓', attention: '!', bad: '✕' };
const DIRECTIONS: Readonly<Record<Language, 'rtl' | 'ltr'>> = { ar: 'rtl', en: 'ltr' };

/** A line of facts; `isolate` for numbers and references, whose order no neighbour may change. */
interface Fact {
  readonly label: Bilingual;
  readonly value: Bilingual;
  readonly isolate: boolean;
}

/** What a small public page shows, once in Arabic and once in English. */
export interface PageContent {
  /** The state in one word, for programs that read the page. */
  readonly status: string;
  readonly title: Bilingual;
  readonly tone: Tone;
  readonly heading: Bilingual;
  readonly text: Bilingual | null;
  readonly facts: readonly Fact[];
  readonly link: { readonly href: string; readonly label: Bilingual } | null;
}

function section(content: PageContent, language: Language): Html {
  const facts = content.facts.map(
    ({ label, value, isolate }) =>
      html`<div><dt>${label[language]}</dt><dd>${isolate ? html`<bdi dir="ltr">${value[language]}</bdi>` : value[language]}</dd></div>`,
  );
  return html`<section lang="${language}" dir="${DIRECTIONS[language]}">
<p class="office">${OFFICE[language]}</p>
<h1>${content.title[language]}</h1>
<p class="state ${content.tone}"><span class="sign" aria-hidden="true">${SIGNS[content.tone]}</span><strong>${content.heading[language]}</strong></p>
${content.text ? html`<p>${content.text[language]}</p>` : ''}
${facts.length > 0 ? html`<dl>${facts}</dl>` : ''}
${content.link ? html`<p><a class="action" href="${content.link.href}">${content.link.label[language]}</a></p>` : ''}
</section>`;
}

/** A whole page, Arabic first. */
export function page(content: PageContent): string {
  return html`<!doctype html>
<html lang="ar" dir="rtl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${content.title.ar} · ${content.title.en}</title>
<link rel="stylesheet" href="/assets/portal.css">
</head>
<body>
<main data-status="${content.status}">
${Languages.options.map((language) => section(content, language))}
</main>
</body>
</html>
`.markup;
}

import { readFileSync } from 'node:fs';
import { type Html, html } from '../../contracts/html.ts';
import type { Language } from '../../contracts/language.ts';
import { formatFils } from '../../contracts/money.ts';
import type { KnetPayment } from './control.ts';
import { PAGE_TEXTS, type PageTexts } from './page-texts.ts';
import { BANKS, type CardField, EXPIRY_MONTHS, EXPIRY_YEARS } from './payment-form.ts';

export const PAGE_STYLE = readFileSync(new URL('page.css', import.meta.url));

const MISSING: Readonly<Record<CardField, keyof PageTexts>> = {
  bank: 'bankMissing',
  month: 'monthMissing',
  year: 'yearMissing',
  pin: 'pinWrong',
};

function page(language: Language, title: string, content: Html): string {
  const texts = PAGE_TEXTS[language];
  const other = language === 'ar' ? 'en' : 'ar';
  return html`<!doctype html>
<html lang="${language}" dir="${texts.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${texts.simulator}</title>
<link rel="stylesheet" href="/kpg/page.css">
</head>
<body>
<header>
<strong>${texts.simulator} <span lang="${other}">${PAGE_TEXTS[other].simulator}</span></strong>
<p>${texts.notReal}</p>
</header>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>`.markup;
}

function options(values: readonly { readonly id: string; readonly name: string }[], chosen = ''): Html[] {
  return values.map(({ id, name }) =>
    id === chosen
      ? html`<option value="${id}" selected>${name}</option>
`
      : html`<option value="${id}">${name}</option>
`,
  );
}

const sameNames = (values: readonly string[]) => values.map((value) => ({ id: value, name: value }));

/** The payment page; after a form with `wrong` fields it says which, and keeps what was chosen but never the PIN. */
export function paymentPage(
  payment: KnetPayment,
  chosen: Readonly<Record<string, string>> = {},
  wrong: readonly CardField[] = [],
): string {
  const { language, paymentId, trackId, amount } = payment;
  const texts = PAGE_TEXTS[language];
  const described = (field: CardField) =>
    wrong.includes(field) ? html` aria-invalid="true" aria-describedby="${field}-wrong"` : html``;
  const problems = wrong.map(
    (field) => html`<li id="${field}-wrong"><a href="#${field}">${texts[MISSING[field]]}</a></li>
`,
  );
  const summary = html`<div role="alert" class="problems">
<p>${texts.incomplete}</p>
<ul>
${problems}</ul>
</div>`;
  return page(
    language,
    texts.title,
    html`<dl>
<div><dt>${texts.amount}</dt><dd><bdi>${formatFils(amount, language)}</bdi></dd></div>
<div><dt>${texts.reference}</dt><dd><bdi>${trackId}</bdi></dd></div>
</dl>
${wrong.length > 0 ? summary : html``}
<form method="post" action="/kpg/paymentpage.htm?PaymentID=${paymentId}" autocomplete="off" novalidate>
<fieldset>
<legend>${texts.card}</legend>
<p class="hint">${texts.hint}</p>
<label for="bank">${texts.bank}</label>
<select id="bank" name="bank" required${described('bank')}>
<option value="">${texts.chooseBank}</option>
${options(BANKS, chosen['bank'])}</select>
<fieldset class="expiry">
<legend>${texts.expiry}</legend>
<div>
<label for="month">${texts.month}</label>
<select id="month" name="month" required${described('month')}>
<option value="">${texts.choose}</option>
${options(sameNames(EXPIRY_MONTHS), chosen['month'])}</select>
</div>
<div>
<label for="year">${texts.year}</label>
<select id="year" name="year" required${described('year')}>
<option value="">${texts.choose}</option>
${options(sameNames(EXPIRY_YEARS), chosen['year'])}</select>
</div>
</fieldset>
<label for="pin">${texts.pin}</label>
<input id="pin" name="pin" type="password" inputmode="numeric" maxlength="4" autocomplete="off" dir="ltr" required${described('pin')}>
</fieldset>
<div class="acts">
<button type="submit" name="act" value="pay">${texts.pay}</button>
<button type="submit" name="act" value="cancel" class="quiet">${texts.cancel}</button>
</div>
</form>`,
  );
}

/** Where a browser ends that the gateway cannot or will not send back to the merchant. */
export function deadEndPage(language: Language): string {
  const texts = PAGE_TEXTS[language];
  return page(language, texts.deadEndTitle, html`<p>${texts.deadEnd}</p>`);
}

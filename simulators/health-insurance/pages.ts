import { readFileSync } from 'node:fs';
import type { IsoDate } from '../../contracts/calendar.ts';
import { type Html, html } from '../../contracts/html.ts';
import type { Language } from '../../contracts/language.ts';
import { formatFils } from '../../contracts/money.ts';
import { INSURANCE_FEES, INSURED_GROUPS, insuranceFee } from './fees.ts';
import {
  type CardField,
  EXPIRY_MONTHS,
  EXPIRY_YEARS,
  type Fields,
  INSURED_YEARS,
  type InsuranceOrder,
  type OrderField,
} from './insurance-form.ts';
import { PAGE_TEXTS, type PageTexts } from './page-texts.ts';

export const PAGE_STYLE = readFileSync(new URL('page.css', import.meta.url));

/** What is wrong with a form: with one of its fields, whose control has this id. */
export interface FormProblem {
  readonly field: OrderField | CardField;
  readonly text: keyof PageTexts;
}

const FIELD_TEXTS: Readonly<Record<OrderField | CardField, keyof PageTexts>> = {
  civilId: 'civilIdWrong',
  years: 'yearsWrong',
  group: 'groupWrong',
  month: 'monthWrong',
  year: 'yearWrong',
  pin: 'pinWrong',
};

/** The problems of fields that are missing or wrong. */
export function problemsOf(fields: readonly (OrderField | CardField)[]): FormProblem[] {
  return fields.map((field) => ({ field, text: FIELD_TEXTS[field] }));
}

/** A group is chosen among several controls: its problem leads to the first. */
const controlOf = (field: FormProblem['field']): string =>
  field === 'group' ? `group-${INSURED_GROUPS[0]}` : field;

const query = (language: Language): string => `?lang=${language}`;

function page(language: Language, title: string, content: Html): string {
  const texts = PAGE_TEXTS[language];
  const other = language === 'ar' ? 'en' : 'ar';
  return html`<!doctype html>
<html lang="${language}" dir="${texts.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${texts.simulator}</title>
<link rel="stylesheet" href="/page.css">
</head>
<body>
<header>
<strong>${texts.simulator} <span lang="${other}">${PAGE_TEXTS[other].simulator}</span></strong>
<p>${texts.notReal}</p>
<p><a href="/${query(other)}" lang="${other}" hreflang="${other}">${texts.otherLanguage}</a></p>
</header>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>`.markup;
}

function summary(texts: PageTexts, problems: readonly FormProblem[]): Html {
  if (problems.length === 0) return html``;
  return html`<div role="alert" class="problems">
<p>${texts.incomplete}</p>
<ul>
${problems.map(
  ({ field, text }) =>
    html`<li id="${field}-wrong"><a href="#${controlOf(field)}">${texts[text]}</a></li>
`,
)}</ul>
</div>
`;
}

const described = (problems: readonly FormProblem[], field: FormProblem['field'], hint = ''): Html => {
  const isWrong = problems.some((problem) => problem.field === field);
  const ids = [...(isWrong ? [`${field}-wrong`] : []), ...(hint === '' ? [] : [hint])].join(' ');
  return html`${isWrong ? html` aria-invalid="true"` : html``}${ids === '' ? html`` : html` aria-describedby="${ids}"`}`;
};

const options = (values: readonly string[], chosen = ''): Html[] =>
  values.map((value) =>
    value === chosen
      ? html`<option value="${value}" selected>${value}</option>
`
      : html`<option value="${value}">${value}</option>
`,
  );

/** The page that asks whose insurance is paid, and for how long; after a form with problems it keeps what was filled in. */
export function orderPage(
  language: Language,
  chosen: Fields = {},
  problems: readonly FormProblem[] = [],
): string {
  const texts = PAGE_TEXTS[language];
  return page(
    language,
    texts.title,
    html`<p>${texts.intro}</p>
${summary(texts, problems)}<form method="post" action="/payments${query(language)}" autocomplete="off" novalidate>
<fieldset class="card">
<legend>${texts.order}</legend>
<label for="civilId">${texts.civilId}</label>
<p class="hint" id="civilId-hint">${texts.civilIdHint}</p>
<input id="civilId" name="civilId" inputmode="numeric" autocomplete="off" dir="ltr" required value="${chosen['civilId'] ?? ''}"${described(problems, 'civilId', 'civilId-hint')}>
<label for="years">${texts.years}</label>
<select id="years" name="years" required${described(problems, 'years')}>
<option value="">${texts.choose}</option>
${options(INSURED_YEARS, chosen['years'])}</select>
<fieldset${described(problems, 'group')}>
<legend>${texts.group}</legend>
${INSURED_GROUPS.map((group) => {
  const { name, perYear } = INSURANCE_FEES[group];
  const checked = chosen['group'] === group ? html` checked` : html``;
  return html`<label class="choice" for="group-${group}"><input type="radio" id="group-${group}" name="group" value="${group}" required${checked}>
<span>${name[language]}<br><bdi>${formatFils(perYear, language)}</bdi> ${texts.perYear}</span></label>
`;
})}</fieldset>
</fieldset>
<div class="acts">
<button type="submit">${texts.next}</button>
</div>
</form>`,
  );
}

const hidden = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}">
`;

function facts(language: Language, { civilId, years, group }: InsuranceOrder, until: IsoDate): Html {
  const texts = PAGE_TEXTS[language];
  return html`<dl>
<div><dt>${texts.civilId}</dt><dd><bdi>${civilId}</bdi></dd></div>
<div><dt>${texts.years}</dt><dd><bdi>${String(years)}</bdi></dd></div>
<div><dt>${texts.group}</dt><dd>${INSURANCE_FEES[group].name[language]}</dd></div>
<div><dt>${texts.insuredUntil}</dt><dd><bdi>${until}</bdi></dd></div>
<div><dt>${texts.amount}</dt><dd><bdi>${formatFils(insuranceFee(group, years), language)}</bdi></dd></div>
</dl>
`;
}

function cardFields(texts: PageTexts, chosen: Fields, problems: readonly FormProblem[]): Html {
  return html`<fieldset class="card">
<legend>${texts.card}</legend>
<p class="hint">${texts.cardHint}</p>
<fieldset class="expiry">
<legend>${texts.expiry}</legend>
<div>
<label for="month">${texts.month}</label>
<select id="month" name="month" required${described(problems, 'month')}>
<option value="">${texts.choose}</option>
${options(EXPIRY_MONTHS, chosen['month'])}</select>
</div>
<div>
<label for="year">${texts.year}</label>
<select id="year" name="year" required${described(problems, 'year')}>
<option value="">${texts.choose}</option>
${options(EXPIRY_YEARS, chosen['year'])}</select>
</div>
</fieldset>
<label for="pin">${texts.pin}</label>
<input id="pin" name="pin" type="password" inputmode="numeric" maxlength="4" autocomplete="off" dir="ltr" required${described(problems, 'pin')}>
</fieldset>
`;
}

/** The page that shows what will be paid, and asks for the card where anything is to be paid; the PIN is never kept. */
export function confirmPage(
  language: Language,
  order: InsuranceOrder,
  until: IsoDate,
  chosen: Fields = {},
  problems: readonly FormProblem[] = [],
): string {
  const texts = PAGE_TEXTS[language];
  const isFree = insuranceFee(order.group, order.years) === 0;
  return page(
    language,
    texts.confirmTitle,
    html`${facts(language, order, until)}${summary(texts, problems)}<form method="post" action="/payments/confirmation${query(language)}" autocomplete="off" novalidate>
${hidden('civilId', order.civilId)}${hidden('years', String(order.years))}${hidden('group', order.group)}${isFree ? html`` : cardFields(texts, chosen, problems)}<div class="acts">
<button type="submit">${isFree ? texts.confirm : texts.pay}</button>
<a class="quiet" href="/${query(language)}">${texts.back}</a>
</div>
</form>`,
  );
}

/** The page that says that the insurance was paid. */
export function paidPage(language: Language, order: InsuranceOrder, until: IsoDate): string {
  const texts = PAGE_TEXTS[language];
  return page(
    language,
    texts.paidTitle,
    html`<p role="status">${texts.paid}</p>
${facts(language, order, until)}<p><a class="quiet" href="/${query(language)}">${texts.another}</a></p>`,
  );
}

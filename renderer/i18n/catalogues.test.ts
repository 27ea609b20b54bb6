import { describe, expect, it } from 'vitest';
import { Language } from '../../contracts/language.ts';
import { CaseDocumentKind, CaseFormSheet, CaseStatus, CaseType } from '../../contracts/case.ts';
import { KioskStep, PrintPanel, SupplyCount } from '../../contracts/kiosk-view.ts';
import { PasswordFault, PasswordPolicy } from '../../contracts/portal-api/accounts.ts';
import { CaseForm, CaseOpenPoint, DESK_ROUTES, DeskFact } from '../../contracts/portal-api/cases.ts';
import { PORTAL_ROUTES } from '../../contracts/portal-api/index.ts';
import {
  DamageType,
  DocumentKind,
  EligibilityReason,
  REVIEW_ROUTES,
  SubmissionFault,
} from '../../contracts/portal-api/licences.ts';
import { DelegateStatus } from '../../contracts/portal-api/organisations.ts';
import { type ApiRoute, COMMON_FAULT_STATUS } from '../../contracts/portal-api/route.ts';
import { RefusalReason } from '../../contracts/refusal.ts';
import { RequestKind, RequestStatus } from '../../contracts/request.ts';
import { type Catalogue, PLURAL_CATEGORIES, splitTemplate } from './catalogue.ts';
import { loadAreas, loadTexts, PORTAL_CATALOGUE, TEXT_AREAS } from './portal.ts';
import { CATALOGUES, KIOSK_CATALOGUE } from './translate.ts';

await Promise.all([...Language.options.map(loadTexts), loadAreas(TEXT_AREAS)]);

const PLURAL_SUFFIX = new RegExp(`_(${PLURAL_CATEGORIES.join('|')})$`);

/** Names of texts, without plural forms, and the forms each has. */
function forms(texts: ReadonlyMap<string, string>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const path of texts.keys()) {
    const form = PLURAL_SUFFIX.exec(path)?.[1];
    const stem = path.replace(PLURAL_SUFFIX, '');
    found.set(stem, [...(found.get(stem) ?? []), ...(form ? [form] : [])]);
  }
  return found;
}

const placeholders = (text: string) => splitTemplate(text).filter((_, index) => index % 2 === 1);

const SURFACES: readonly (readonly [string, Catalogue<string>['texts']])[] = [
  ['kiosk', KIOSK_CATALOGUE.texts],
  ['portal', PORTAL_CATALOGUE.texts],
];

describe.each(SURFACES)('the catalogues of the %s', (_, texts) => {
  const ar = forms(texts.ar);
  const en = forms(texts.en);

  it('name the same texts in both languages', () => {
    const inArabicOnly = [...ar.keys()].filter((stem) => !en.has(stem));
    const inEnglishOnly = [...en.keys()].filter((stem) => !ar.has(stem));
    expect({ inArabicOnly, inEnglishOnly }).toEqual({ inArabicOnly: [], inEnglishOnly: [] });
  });

  it('give every counted text the plural forms of its language', () => {
    for (const [stem, englishForms] of en) {
      if (englishForms.length === 0) continue;
      expect(englishForms, stem).toEqual(['one', 'other']);
      expect(ar.get(stem), stem).toEqual([...PLURAL_CATEGORIES]);
    }
  });

  it('use the same values in both languages, apart from forms that spell the count out', () => {
    for (const [path, text] of texts.en) {
      if (PLURAL_SUFFIX.test(path)) continue;
      expect(placeholders(texts.ar.get(path) ?? '').sort(), path).toEqual(placeholders(text).sort());
    }
  });

  it('keep each language in its own script, with Latin digits and without exclamation marks', () => {
    for (const [path, text] of texts.ar) {
      // Formats of files are known by their Latin names.
      const words = text.replace(/\{\{\w+\}\}|JPEG|PNG|PDF/g, '');
      expect(words, path).not.toMatch(/[A-Za-z٠-٩۰-۹!]/);
    }
    for (const [path, text] of texts.en) {
      expect(text, path).not.toMatch(/[؀-ۿ!]/);
    }
  });
});

describe('the catalogues of the kiosk', () => {
  it.each(RefusalReason.options)('say of %s what happened, what it means and the next step', (reason) => {
    for (const language of ['ar', 'en'] as const) {
      for (const part of ['title', 'meaning', 'next']) {
        const text = CATALOGUES[language].get(`refusal.${reason}.${part}`);
        expect(text, `${language} ${part}`).toMatch(/\S.*\.$/);
      }
    }
  });

  it('have a word for each step, panel, kind of request and storage unit', () => {
    const words = [
      ...KioskStep.options.map((step) => `step.${step}`),
      ...PrintPanel.options.map((panel) => `panel.${panel}`),
      ...RequestKind.options.flatMap((kind) => [`kind.${kind}`, `attract.${kind}`]),
      ...SupplyCount.shape.unit.options.map((unit) => `maintenance.unit.${unit}`),
    ];
    for (const word of words) {
      expect(CATALOGUES.ar.has(word), word).toBe(true);
      expect(CATALOGUES.en.has(word), word).toBe(true);
    }
  });
});

describe('the catalogues of the portal', () => {
  const has = (path: string) => PORTAL_CATALOGUE.has(path) || PORTAL_CATALOGUE.has(`${path}_other`);
  /** Desks say for a refusal what an officer does next. */
  const isOfDesk = (name: string) => name in REVIEW_ROUTES || name in DESK_ROUTES;

  it.each(Object.entries<ApiRoute>(PORTAL_ROUTES))(
    'say in words each reason for which %s is refused',
    (name, route) => {
      for (const fault of [...Object.keys(COMMON_FAULT_STATUS), ...(route.faults ?? [])]) {
        const words = [
          `problem.${fault}`,
          `reason.${fault}`,
          ...(isOfDesk(name) ? [`review.lost.${fault}`] : []),
        ];
        expect(words.some(has), fault).toBe(true);
      }
    },
  );

  it('have words for everything that a case can be, ask and lack', () => {
    const words = [
      ...CaseType.options.flatMap((type) => [
        `case.type.${type}`,
        `case.after.${type}`,
        `case.approved.${type}`,
      ]),
      ...CaseStatus.options.flatMap((status) => [
        `case.status.${status}`,
        `case.next.${status}.title`,
        `case.next.${status}.text`,
      ]),
      ...CaseDocumentKind.options.flatMap((kind) => [
        `case.document.${kind}.name`,
        `case.document.${kind}.hint`,
      ]),
      ...CaseFormSheet.options.map((sheet) => `case.sheets.${sheet}`),
      ...DeskFact.shape.name.options.map((name) => `desk.fact.${name}`),
      ...DelegateStatus.options.flatMap((status) => [
        `organisation.status.${status}`,
        `organisation.meaning.${status}`,
      ]),
    ];
    expect(words.filter((word) => !has(word))).toEqual([]);
  });

  it('explain every fault of a field of a case, each part of the machine-readable zone by itself', () => {
    const [point] = CaseOpenPoint.options;
    const { fault, part } = point.shape;
    const ofParts: readonly string[] = ['mrzCheckDigit', 'mrzDisagrees'];
    const faults = fault.options.filter((each) => each !== 'missing' && !ofParts.includes(each));
    const withoutCheckDigit: readonly string[] = ['names', 'nationality', 'sex'];
    const notCompared: readonly string[] = ['composite', 'optionalData'];
    const parts = part.unwrap().options;
    const words = [
      ...faults,
      ...parts.filter((each) => !withoutCheckDigit.includes(each)).map((each) => `mrzCheckDigit.${each}`),
      ...parts.filter((each) => !notCompared.includes(each)).map((each) => `mrzDisagrees.${each}`),
      ...CaseForm.options.flatMap((form) =>
        Object.keys(form.shape)
          .filter((field) => field !== 'type')
          .map((field) => `missing.${field}`),
      ),
    ];
    expect(words.filter((word) => !has(`reason.case.${word}`))).toEqual([]);
  });

  it('have words for everything that a request can be, need and lack', () => {
    const words = [
      ...RequestKind.options.flatMap((kind) => [`kind.${kind}`, `services.${kind}.about`]),
      ...RequestStatus.options.flatMap((status) => [
        `status.${status}`,
        `next.${status}.title`,
        `next.${status}.text`,
      ]),
      ...DocumentKind.options.flatMap((kind) => [`document.${kind}.name`, `document.${kind}.need`]),
      ...DamageType.options.map((type) => `damage.${type}.name`),
      ...EligibilityReason.options.flatMap((reason) => [
        `eligibility.${reason}.title`,
        `eligibility.${reason}.next`,
      ]),
      ...PasswordPolicy.options.map((policy) => `account.policy.${policy}`),
      ...PasswordFault.options.map((fault) => `reason.${fault}`),
    ];
    expect(words.filter((word) => !has(word))).toEqual([]);
    const submission = SubmissionFault.options.filter(
      (fault) => !has(`reason.${fault}`) && !has(`problem.${fault}`),
    );
    expect(submission).toEqual([]);
  });
});

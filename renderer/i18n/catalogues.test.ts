import { describe, expect, it } from 'vitest';
import { KioskStep, PrintPanel, SupplyCount } from '../../contracts/kiosk-view.ts';
import { RefusalReason } from '../../contracts/refusal.ts';
import { RequestKind } from '../../contracts/request.ts';
import { CATALOGUES, PLURAL_CATEGORIES, splitTemplate } from './translate.ts';

const PLURAL_SUFFIX = new RegExp(`_(${PLURAL_CATEGORIES.join('|')})$`);

/** Names of texts, without plural forms, and the forms each has. */
function forms(language: 'ar' | 'en'): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const path of CATALOGUES[language].keys()) {
    const form = PLURAL_SUFFIX.exec(path)?.[1];
    const stem = path.replace(PLURAL_SUFFIX, '');
    found.set(stem, [...(found.get(stem) ?? []), ...(form ? [form] : [])]);
  }
  return found;
}

const placeholders = (text: string) => splitTemplate(text).filter((_, index) => index % 2 === 1);

describe('catalogues', () => {
  const ar = forms('ar');
  const en = forms('en');

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
    for (const [path, text] of CATALOGUES.en) {
      if (PLURAL_SUFFIX.test(path)) continue;
      expect(placeholders(CATALOGUES.ar.get(path) ?? '').sort(), path).toEqual(placeholders(text).sort());
    }
  });

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

  it('keep each language in its own script, with Latin digits and without exclamation marks', () => {
    for (const [path, text] of CATALOGUES.ar) {
      expect(text.replace(/\{\{\w+\}\}/g, ''), path).not.toMatch(/[A-Za-z٠-٩۰-۹!]/);
    }
    for (const [path, text] of CATALOGUES.en) {
      expect(text, path).not.toMatch(/[؀-ۿ!]/);
    }
  });
});

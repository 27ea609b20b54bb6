import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CaseFormSheet, CaseId } from '../../../contracts/case.ts';
import { drawnRuns, pageCount } from '../../test-support/drawn-text.ts';
import { BEGINNING_MS } from '../../test-support/fixtures.ts';
import { CASE_SHEET_TITLES } from '../../texts/case-sheet-texts.ts';
import { caseSheetDocument, type CaseSheetContent } from './case-sheet-document.ts';

const FILLED_IN: Omit<CaseSheetContent, 'sheet'> = {
  caseId: CaseId.parse('C-2026-00000001'),
  organisation: { ar: 'مجموعة المرسى التجارية', en: 'Al-Marsa Trading Group' },
  unifiedNumber: '3100017',
  concernedPerson: { ar: 'حمد راشد المرفئي', en: 'HAMAD RASHED AL-MARFAI' },
  concernedCivilId: '390010100415',
  email: 'main-user@example.org',
  madeAt: BEGINNING_MS,
};
const EMPTY: Omit<CaseSheetContent, 'sheet'> = {
  ...FILLED_IN,
  organisation: null,
  unifiedNumber: null,
  concernedPerson: null,
  concernedCivilId: null,
  email: null,
};
/** As long as fields and the register allow. */
const LONGEST: Omit<CaseSheetContent, 'sheet'> = {
  ...FILLED_IN,
  organisation: {
    ar: 'مجموعة المرسى التجارية للتجارة العامة والمقاولات والنقل البحري والضيافة',
    en: 'Al-Marsa Trading Group for General Trading, Contracting, Shipping and Hospitality',
  },
  email: `${'a'.repeat(60)}@${'b'.repeat(60)}.example`,
};

describe.each(CaseFormSheet.options)('the form %s', (sheet) => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sheet-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('holds what was typed and what the register has, as text that can be searched', async () => {
    const texts = drawnRuns(await caseSheetDocument({ ...FILLED_IN, sheet })).map(({ text }) => text);
    for (const expected of [
      CASE_SHEET_TITLES[sheet].ar,
      CASE_SHEET_TITLES[sheet].en,
      'C-2026-00000001',
      'مجموعة المرسى التجارية',
      'Al-Marsa Trading Group',
      '3100017',
      'حمد راشد المرفئي',
      'HAMAD RASHED AL-MARFAI',
      '390010100415',
      'main-user@example.org',
      '22 November 2026',
      'Signature',
      'التوقيع',
    ])
      expect(texts).toContain(expected);
  });

  test('joins Arabic letters: one letter has other shapes at the beginning, inside and at the end', async () => {
    const runs = drawnRuns(await caseSheetDocument({ ...FILLED_IN, sheet }));
    const name = runs.find(({ text }) => text === 'حمد راشد المرفئي');
    if (!name) throw new Error('the person is not drawn');
    const glyphs = name.glyphs.toReversed();
    const shapes = new Set(
      [...name.text].flatMap((letter, index) => (letter === 'ر' ? [glyphs[index]] : [])),
    );
    expect(shapes.size).toBeGreaterThan(1);
  });

  test('leaves room to write where nothing was typed', async () => {
    const texts = drawnRuns(await caseSheetDocument({ ...EMPTY, sheet })).map(({ text }) => text);
    // Two names in two languages, three values, and three places at the end.
    expect(texts.filter((text) => /^\.{10,}$/.test(text))).toHaveLength(10);
  });

  test.each([
    ['filled in', FILLED_IN],
    ['empty', EMPTY],
    ['as long as can be', LONGEST],
  ])('is one well-formed page, %s', async (_name, content) => {
    const pdf = await caseSheetDocument({ ...content, sheet });
    expect(pageCount(pdf)).toBe(1);
    const file = join(folder, 'sheet.pdf');
    writeFileSync(file, pdf);
    const checked = spawnSync('qpdf', ['--check', file], { encoding: 'utf8' });
    // Where qpdf is missing, the receipt's test says so.
    if (!checked.error) expect(checked.status, checked.stdout + checked.stderr).toBe(0);
  });
});

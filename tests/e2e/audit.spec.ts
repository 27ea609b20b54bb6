import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse/sync';
import { addDays, type IsoDate, kuwaitDate } from '../../contracts/calendar.ts';
import { Language } from '../../contracts/language.ts';
import { AUDIT_EXPORT_PATH } from '../../contracts/portal-api/audit.ts';
import { formatDate } from '../../renderer/i18n/dates.ts';
import type { MessageKey } from '../../renderer/i18n/portal.ts';
import { DEMO_OFFICERS } from '../../simulators/demo/officers.ts';
import type { Stand } from '../../simulators/stand/stand.ts';
import type { Visitor } from './applicant.ts';
import { expect, test } from './machine.ts';
import { PortalState } from './portal-state.ts';
import { residentOf } from './renewer.ts';

/** Whom the officer looks up, and how the trail names them: by the unified number, never by name or civil ID. */
const PERSON = residentOf('maid-ready');
const PERSON_ON_TRAIL = `70${PERSON.civilId.slice(-6)}`;
const REASON = { ar: 'مراجعة الشخص اليوم', en: 'Visit of the person today' } as const;
const OFFICER = DEMO_OFFICERS.find(({ role }) => role === 'trafficOfficer')?.staffId ?? '';
/** Every request of the demonstration is on the trail as loaded. */
const REQUEST = /R-\d{4}-\d{6}/;

/** Looks a person up: refused without a reason, then shown. */
async function lookUp(officer: Visitor, reason: string): Promise<void> {
  const { page } = officer;
  await officer.go('/look-up');
  await officer.fill('account.civilId', PERSON.civilId);
  await officer.press('lookUp.search');
  await expect(page.getByText(officer.text('reason.lookUpReasonTooShort')).first()).toBeVisible();
  await officer.fill('lookUp.reason', reason);
  await officer.press('lookUp.search');
  await officer.see('lookUp.foundTitle');
  await expect(page.locator('main')).toContainText(PERSON.civilId.slice(-4));
  expect(page.url()).not.toContain(PERSON.civilId);
}

const rows = ({ page }: Visitor) => page.locator('main tbody tr');

/** Searches the trail for what is given alone. */
async function search(auditor: Visitor, given: Partial<Record<MessageKey, string>>): Promise<void> {
  const { page } = auditor;
  await auditor.go('/audit');
  await expect(rows(auditor).first()).toBeVisible();
  await page.getByText(auditor.text('audit.narrow'), { exact: true }).click();
  for (const [label, text] of Object.entries(given)) await auditor.fill(label as MessageKey, text);
  const found = page.waitForResponse(/\/api\/audit\/entries\?/);
  await auditor.press('audit.search');
  await found;
  await expect(page.locator('main .skeleton')).toHaveCount(0);
}

/** Searches for one day at most (`from`, `until`). */
async function searchTime(auditor: Visitor, edge: 'from' | 'until', date: IsoDate): Promise<void> {
  const { page } = auditor;
  await auditor.go('/audit');
  await page.getByText(auditor.text('audit.narrow'), { exact: true }).click();
  const [year = '', month = '', day = ''] = date.split('-');
  const group = page.getByRole('group', { name: auditor.text(`audit.${edge}`), exact: true });
  await group.getByLabel(auditor.text('form.day'), { exact: true }).fill(day);
  await group.getByLabel(auditor.text('form.month'), { exact: true }).fill(month);
  await group.getByLabel(auditor.text('form.year'), { exact: true }).fill(year);
  await auditor.press('audit.search');
  await expect(page).toHaveURL(new RegExp(`${edge}=${date}`));
}

/** Entries as the downloaded file has them, by the names of its columns. */
async function download(auditor: Visitor): Promise<Record<string, string>[]> {
  const coming = auditor.page.waitForEvent('download');
  await auditor.follow('audit.export');
  const file = await coming;
  expect(file.suggestedFilename()).toBe('audit.csv');
  const text = readFileSync(await file.path(), 'utf8');
  return parse(text, { bom: true, columns: true });
}

/** Takes the newest entry off the trail behind the portal's back, as whoever has its file can. */
async function cutTrail(stand: Stand): Promise<number> {
  await stand.portal().stop();
  const database = new Database(join(stand.places.portalConfig, '..', 'portal.sqlite'));
  database.exec('UPDATE audit_head SET seq = seq + 1');
  const seq = Number(database.prepare('SELECT seq FROM audit_head').pluck().get());
  database.close();
  await stand.startPortal();
  return seq;
}

for (const language of Language.options) {
  test(`audit, ${language}: a look-up with its reason is found on the trail, by who, what, whom and when, and taken along; a broken chain is told`, async ({
    stand,
    browser,
  }) => {
    const portal = new PortalState(browser, stand, language);
    const officer = await portal.staff('trafficOfficer');
    await lookUp(officer, REASON[language]);

    const auditor = await portal.visitor();
    await auditor.signInAsOfficer('auditor');
    const { page } = auditor;
    const today = kuwaitDate(Date.now());
    const lookedUp = rows(auditor).filter({ hasText: 'personLookedUp' });
    await expect(lookedUp).toHaveCount(1);
    for (const fact of [
      `staff:${OFFICER}`,
      auditor.text('audit.actionOf.personLookedUp'),
      PERSON_ON_TRAIL,
      formatDate(today, language),
      '127.0.0.1',
      REASON[language],
    ])
      await expect(lookedUp).toContainText(fact);
    for (const secret of [PERSON.civilId, PERSON.nameLatin.family, PERSON.nameArabic.family])
      await expect(page.locator('main')).not.toContainText(secret);
    // Every action is told in words, too.
    await expect(page.locator('.audit-words')).toHaveCount(await rows(auditor).count());

    await search(auditor, { 'audit.subject': PERSON_ON_TRAIL });
    await expect(rows(auditor)).toHaveCount(1);
    await expect(rows(auditor)).toContainText(REASON[language]);
    expect(page.url()).not.toContain(PERSON_ON_TRAIL);
    expect(await download(auditor)).toEqual([
      expect.objectContaining({
        action: 'personLookedUp',
        actor: `staff:${OFFICER}`,
        subject: PERSON_ON_TRAIL,
        origin: '127.0.0.1',
        details: JSON.stringify({ reason: REASON[language] }),
      }),
    ]);

    await search(auditor, { 'audit.actor': 'command:seed', 'audit.action': 'requestSeeded' });
    const [requestId = ''] = REQUEST.exec((await rows(auditor).first().textContent()) ?? '') ?? [];
    await search(auditor, { 'audit.subject': requestId });
    await expect(rows(auditor)).toHaveCount(1);
    await expect(rows(auditor)).toContainText(auditor.text('audit.actionOf.requestSeeded'));

    await searchTime(auditor, 'until', addDays(today, -1));
    await expect(page.getByText(auditor.text('audit.noneTitle'))).toBeVisible();
    await searchTime(auditor, 'from', today);
    await expect(rows(auditor).first()).toContainText('auditSearched');
    await expect(rows(auditor).first()).toContainText(today);

    await auditor.press('audit.verify');
    await expect(page.getByText(auditor.text('audit.whole'), { exact: true })).toBeVisible();
    await expect(page.locator('main')).toContainText(/[0-9a-f]{64}/);
    const seq = await cutTrail(stand);
    await auditor.press('audit.verify');
    await expect(page.getByText(auditor.text('audit.broken'), { exact: true })).toBeVisible();
    await expect(page.getByText(auditor.text('audit.brokenAt', { seq }))).toBeVisible();

    // Neither sees what is the other's.
    await auditor.go('/look-up');
    await auditor.see('page.notAllowedTitle');
    await officer.go('/audit');
    await officer.see('page.notAllowedTitle');
    const refused = await officer.page.request.get(`${stand.portalUrl}${AUDIT_EXPORT_PATH}`);
    expect(refused.status()).toBe(403);
  });
}

import { createCanvas } from '@napi-rs/canvas';
import type { Browser, Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import type { CivilId } from '../../contracts/civil-id.ts';
import type { Language } from '../../contracts/language.ts';
import { POLICE_STATION_NAMES } from '../../contracts/police-stations.ts';
import type { StaffRole } from '../../contracts/portal-api/route.ts';
import type { RequestKind } from '../../contracts/request.ts';
import type { MessageValues } from '../../renderer/i18n/catalogue.ts';
import {
  loadAreas,
  loadTexts,
  type MessageKey,
  PORTAL_CATALOGUE,
  TEXT_AREAS,
} from '../../renderer/i18n/portal.ts';
import { demoLossReport } from '../../simulators/demo/loss-report.ts';
import { DEMO_OFFICERS } from '../../simulators/demo/officers.ts';
import { DEMO_PEOPLE } from '../../simulators/demo/people.ts';
import type { Stand } from '../../simulators/stand/stand.ts';
import { expect } from './machine.ts';

/** Keeps the guide's rule: eight letters and digits. */
const PASSWORD = 'marjan72';

/** What each service asks to be uploaded. */
const DOCUMENT = {
  renewal: 'document.photo.name',
  damaged: 'document.damagePhoto.name',
  lost: 'document.policeReport.name',
} as const satisfies Record<RequestKind, MessageKey>;

/** Year of the test card's expiry, with month 09, by what the bank then does. */
const TEST_CARD_YEAR = { captures: '2021', declines: '2027' } as const;

/** Words of KNET's simulated page. */
const GATEWAY_WORDS = {
  ar: { bank: 'البنك', month: 'الشهر', year: 'السنة', pin: 'الرقم السري', pay: 'ادفع', cancel: 'إلغاء' },
  en: { bank: 'Bank', month: 'Month', year: 'Year', pin: 'PIN', pay: 'Pay', cancel: 'Cancel' },
} as const satisfies Record<Language, unknown>;

/** A photo that a licence takes: upright, JPEG. */
function photo(): Buffer {
  const canvas = createCanvas(600, 780);
  const context = canvas.getContext('2d');
  context.fillStyle = '#d8dee6';
  context.fillRect(0, 0, 600, 780);
  context.fillStyle = '#7a5a44';
  context.beginPath();
  context.arc(300, 330, 170, 0, 2 * Math.PI);
  context.fill();
  return canvas.toBuffer('image/jpeg', 90);
}

/** Somebody in front of the portal in a browser of their own, reading it in one language. */
export class Visitor {
  readonly page: Page;
  readonly language: Language;
  readonly #stand: Stand;

  private constructor(page: Page, stand: Stand, language: Language) {
    this.page = page;
    this.#stand = stand;
    this.language = language;
  }

  static async open(browser: Browser, stand: Stand, language: Language): Promise<Visitor> {
    await Promise.all([loadTexts(language), loadAreas(TEXT_AREAS)]);
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const visitor = new Visitor(await context.newPage(), stand, language);
    await visitor.go('/');
    await visitor.speak();
    return visitor;
  }

  /** A text of the portal in this visitor's language. */
  text(key: MessageKey, values: MessageValues = {}): string {
    return PORTAL_CATALOGUE.translate(this.language, key, values);
  }

  go(path: string) {
    return this.page.goto(`${this.#stand.portalUrl}${path}`);
  }

  /** Sees to it that the portal speaks this visitor's language. */
  async speak(): Promise<void> {
    const html = this.page.locator('html');
    await expect(html).toHaveAttribute('lang', /^(ar|en)$/);
    if ((await html.getAttribute('lang')) !== this.language)
      await this.page.locator(`header [lang="${this.language}"]`).click();
    await expect(html).toHaveAttribute('lang', this.language);
  }

  /** Waits for the page of this heading. */
  see(key: MessageKey) {
    return expect(this.page.getByRole('heading', { level: 1, name: this.text(key) })).toBeVisible();
  }

  fill(key: MessageKey, value: string) {
    return this.page.getByLabel(this.text(key), { exact: true }).fill(value);
  }

  press(key: MessageKey) {
    return this.page.getByRole('button', { name: this.text(key), exact: true }).click();
  }

  follow(key: MessageKey) {
    return this.page
      .getByRole('link', { name: this.text(key), exact: true })
      .first()
      .click();
  }

  /** Registers, follows the mailed link, sets a password and signs in. */
  async join(card: string): Promise<void> {
    const person = DEMO_PEOPLE.find((one) => one.card === card);
    if (!person) throw new Error(`nobody has the card ${card}`);
    const email = `${card}@example.com`;
    await this.go('/register');
    await this.fill('account.civilId', person.civilId);
    await this.fill('account.email', email);
    await this.fill('account.mobile', '50012345');
    await this.press('account.register');
    await this.see('account.checkMailTitle');
    await this.activate(email);
    await this.go('/sign-in');
    await this.fill('account.civilId', person.civilId);
    await this.fill('account.password', PASSWORD);
    await this.press('nav.signIn');
    await expect(this.page).toHaveURL(/\/dashboard$/);
    await this.speak();
  }

  /** Follows the activation link mailed to `email` and sets a password. */
  async activate(email: string): Promise<void> {
    const mail = await this.#stand.neighbours().mailbox.waitForMail({ to: email });
    await this.page.goto(mail.links[0] ?? '');
    await this.fill('account.newPassword', PASSWORD);
    await this.fill('account.passwordAgain', PASSWORD);
    await this.press('account.setPassword');
    await this.see('account.passwordSetTitle');
  }

  async #trySignInAsUser(civilId: CivilId): Promise<void> {
    await this.go('/sign-in');
    await this.page.getByLabel(this.text('account.realm.organisation'), { exact: true }).check();
    await this.fill('account.userCode', civilId);
    await this.fill('account.password', PASSWORD);
    await this.press('nav.signIn');
  }

  /** Signs in as a user of a company or government entity, by the user code. */
  async signInAsUser(civilId: CivilId): Promise<void> {
    await this.#trySignInAsUser(civilId);
    await expect(this.page).toHaveURL(/\/overview$/);
    await this.speak();
  }

  /** Is not let in with a user code whose account stands at إيقاف, and not told why. */
  async cannotSignInAsUser(civilId: CivilId): Promise<void> {
    await this.#trySignInAsUser(civilId);
    await expect(this.page.getByText(this.text('problem.signInRefused')).first()).toBeVisible();
  }

  /** Follows the link mailed to a new address after mail number `after`, and confirms the address. */
  async confirmEmail(email: string, after: number): Promise<void> {
    const mail = await this.#stand.neighbours().mailbox.waitForMail({ to: email, after });
    await this.page.goto(mail.links[0] ?? '');
    await this.press('account.confirmEmail.act');
    await this.see('account.confirmEmail.doneTitle');
  }

  /** Uploads a picture into the field of this label. */
  async upload(label: string): Promise<void> {
    const input = this.page.getByLabel(label, { exact: true });
    await input.setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: photo() });
    const field = this.page.locator('.upload').filter({ has: input });
    await expect(field.locator('.upload-name')).toBeVisible();
  }

  /** Applies for a service up to its submission; returns the request's number. */
  async apply(kind: RequestKind): Promise<string> {
    const requestId = await this.begin(kind);
    await this.complete(kind, requestId);
    return requestId;
  }

  /** Begins an application; returns the request's number. */
  async begin(kind: RequestKind): Promise<string> {
    await this.go(`/services/${kind}`);
    await this.follow('service.start');
    await this.press('service.begin');
    await this.see('apply.category.title');
    const [, requestId = ''] = /requests\/([^/]+)/.exec(this.page.url()) ?? [];
    return requestId;
  }

  /** Fills in an application from its first page and submits it. */
  async complete(kind: RequestKind, requestId: string): Promise<void> {
    await this.go(`/requests/${requestId}/apply/category`);
    await this.see('apply.category.title');
    await this.page.getByRole('radio').first().check();
    await this.press('apply.saveAndGoOn');
    if (kind === 'damaged') {
      await this.see('apply.damage.title');
      await this.page.getByRole('radio').first().check();
      await this.press('apply.saveAndGoOn');
    }
    if (kind === 'lost') await this.#reportLoss();

    await this.see('apply.documents.title');
    await this.upload(this.text(DOCUMENT[kind]));
    await this.press('apply.saveAndGoOn');

    await this.see('apply.machine.title');
    await this.page.getByRole('radio').first().check();
    await this.press('apply.saveAndGoOn');

    await this.see('apply.check.title');
    await this.page.getByRole('checkbox').check();
    await this.press('apply.check.submit');
    await this.see('submitted.title');
  }

  async #reportLoss(): Promise<void> {
    const { reportNumber, station, reportedOn } = demoLossReport(Date.now());
    const [year = '', month = '', day = ''] = reportedOn.split('-');
    await this.see('apply.lossReport.title');
    await this.fill('apply.lossReport.number', reportNumber);
    await this.page
      .getByLabel(this.text('apply.lossReport.station'), { exact: true })
      .selectOption({ label: POLICE_STATION_NAMES[station][this.language] });
    await this.fill('form.day', String(Number(day)));
    await this.fill('form.month', String(Number(month)));
    await this.fill('form.year', year);
    await this.press('apply.saveAndGoOn');
  }

  /** Signs in as an officer of a department, or as the auditor: the first unless another is asked for, `0` being the first. */
  async signInAsOfficer(role: StaffRole = 'trafficOfficer', which = 0): Promise<void> {
    const officer = DEMO_OFFICERS.filter((one) => one.role === role)[which];
    if (!officer) throw new Error(`the demonstration has no ${role}`);
    await this.go('/staff');
    await this.fill('staff.userName', officer.userName);
    await this.fill('staff.password', officer.password);
    await this.fill('staff.code', new TOTP({ secret: Secret.fromBase32(officer.totpSecret) }).generate());
    await this.press('staff.signIn');
    await this.see(role === 'auditor' ? 'audit.title' : 'review.title');
    await this.speak();
  }

  /** Approves a licence request, which is the last one that waits. */
  approve(requestId: string): Promise<void> {
    return this.#approve(`/review/${requestId}`);
  }

  /** Approves a case of a department (S1, S2, S8, S9), which is the last one that waits. */
  approveCase(caseId: string): Promise<void> {
    return this.#approve(`/desk/${caseId}`);
  }

  /** Sends a case of a department back with what is to be corrected; it is the last one that waits. */
  async returnCase(caseId: string, reason: string): Promise<void> {
    await this.go(`/desk/${caseId}`);
    await this.page.getByRole('button', { name: this.text('review.decide.return') }).click();
    await this.fill('review.reason', reason);
    await this.press('review.confirm.return');
    await expect(this.page.getByText(this.text('review.noneTitle'))).toBeVisible();
  }

  async #approve(path: string): Promise<void> {
    await this.go(path);
    await this.page.getByRole('button', { name: this.text('review.decide.approve') }).click();
    await this.press('review.confirm.approve');
    await expect(this.page.getByText(this.text('review.noneTitle'))).toBeVisible();
  }

  /** Goes from a request to KNET's page, to pay its fee. */
  async goToGateway(requestId: string): Promise<void> {
    await this.go(`/requests/${requestId}/pay`);
    await this.page.locator('main .button-primary').click();
  }

  /** Ticks the first `count` dues that can be paid online and goes to KNET's page. */
  async goToGatewayForDues(count: number): Promise<void> {
    const { page } = this;
    await this.go('/dues');
    await this.see('dues.title');
    const ticks = page.locator('input[id^="tick-"]');
    for (let index = 0; index < count; index += 1) await ticks.nth(index).check();
    await page.locator('.pay-bar .button-primary').click();
    await this.see('payments.payTitle');
    await page.locator('main .button-primary').click();
  }

  /** Fills in KNET's page with the test card, whose expiry decides what the bank says, and pays. */
  async payAtGateway(bank: keyof typeof TEST_CARD_YEAR): Promise<void> {
    const { page } = this;
    const words = GATEWAY_WORDS[this.language];
    await expect(page).toHaveURL(/\/kpg\//);
    await page.getByLabel(words.bank).selectOption({ index: 1 });
    await page.getByLabel(words.month).selectOption('09');
    await page.getByLabel(words.year).selectOption(TEST_CARD_YEAR[bank]);
    await page.getByLabel(words.pin).fill('1234');
    await page.getByRole('button', { name: words.pay, exact: true }).click();
  }

  /** Gives up on KNET's page. */
  async cancelAtGateway(): Promise<void> {
    await expect(this.page).toHaveURL(/\/kpg\//);
    await this.page.getByRole('button', { name: GATEWAY_WORDS[this.language].cancel, exact: true }).click();
  }

  /** Waits until the portal tells how a payment stands. */
  toldThatPayment(outcome: 'open' | 'captured' | 'notCaptured' | 'cancelled' | 'timedOut') {
    return expect(this.page.getByText(this.text(`payments.outcome.${outcome}.title`))).toBeVisible();
  }
}

// @vitest-environment jsdom
import { afterEach, describe, expect, it } from 'vitest';
import type { CaseOpenPoint } from '../../../../contracts/portal-api/cases.ts';
import type { SignedIn } from '../../../../contracts/portal-api/accounts.ts';
import { ok, openPortal, PERSON, problem, type ShownPortal } from '../../test-portal.tsx';
import { SAMPLE_DOCUMENT, sampleCase } from './sample-case.ts';

const CASE = '/api/cases/C-2026-00000007';
const PAGE = '/cases/C-2026-00000007';
const MAIN_USER: SignedIn = { ...PERSON, role: 'mainUser' };
const CIVIL_ID = '390010100028';

let portal: ShownPortal;
afterEach(() => portal.close());

const open = async (address: string, answers: ShownPortal['answers'], signedIn: SignedIn = PERSON) => {
  portal = await openPortal({ address, signedIn, answers });
};
const fault = (
  field: string,
  name: Extract<CaseOpenPoint, { at: 'field' }>['fault'],
  part: Extract<CaseOpenPoint, { at: 'field' }>['part'] = null,
): CaseOpenPoint => ({ at: 'field', field, fault: name, part });

describe('an account for a company (S1)', () => {
  it('begins with the guide’s three fields, and says what the register has against them', async () => {
    const saved = sampleCase('companyAccount', {
      version: 2,
      form: {
        type: 'companyAccount',
        unifiedNumber: '1234567',
        concernedCivilId: CIVIL_ID,
        email: 'user@example.com',
      },
    });
    await open('/cases/begin/companyAccount', {
      'GET /api/cases': ok({ cases: [] }),
      'POST /api/cases': ok(sampleCase('companyAccount')),
      [`GET ${CASE}`]: ok(sampleCase('companyAccount')),
      [`PUT ${CASE}/form`]: ok({ ...saved, open: [fault('unifiedNumber', 'organisationHasAccount')] }),
    });
    await portal.press('Begin the application');
    await portal.says('Company details');
    await portal.type('Unified number', '1234567');
    await portal.type('Civil ID number of the concerned person (user code)', CIVIL_ID);
    await portal.type('E-mail address for the activation', 'user@example.com');
    await portal.press('Save and continue');
    await portal.says('This company or entity has an account already.');
    expect(portal.sent(`PUT ${CASE}/form`)).toEqual([{ version: 1, form: saved.form, documents: {} }]);

    portal.answers[`PUT ${CASE}/form`] = ok({
      ...saved,
      version: 3,
      open: [{ at: 'document', document: 'companyLicence', fault: 'missing' }],
    });
    await portal.press('Save and continue');
    await portal.says('Two forms, filled in for you');
    expect(window.location.pathname).toBe(`${PAGE}/apply/documents`);
  });

  it('asks for the six documents by name, and offers both forms filled in', async () => {
    const draft = sampleCase('companyAccount');
    await open(`${PAGE}/apply/documents`, { [`GET ${CASE}`]: ok(draft) });
    await portal.says('6. Civil ID card of the authorised signatory');
    for (const name of [
      '1. Company licence',
      '2. Declaration and undertaking',
      '3. Signature authorisation',
      '4. Licence data and numbers on the back of the signature authorisation',
      '5. User-code request letter',
    ])
      expect(portal.text()).toContain(name);
    const sheets = [...document.querySelectorAll('a[download]')].map((each) => each.getAttribute('href'));
    expect(sheets).toEqual([`${CASE}/sheets/declaration`, `${CASE}/sheets/userCodeRequestLetter`]);
    await portal.press('Save and continue');
    await portal.says('Upload the document that is needed.');
    expect(portal.sent(`PUT ${CASE}/form`)).toEqual([]);
  });

  it('is submitted once it was declared, and then tells its number and what comes', async () => {
    const draft = sampleCase('governmentAccount', {
      form: {
        type: 'governmentAccount',
        unifiedNumber: '7654321',
        concernedCivilId: CIVIL_ID,
        email: 'user@example.com',
      },
      uploads: { officialLetter: SAMPLE_DOCUMENT },
    });
    await open(`${PAGE}/apply/check`, {
      [`GET ${CASE}`]: ok(draft),
      [`POST ${CASE}/submission`]: ok({ ...draft, status: 'submitted', needsApplicant: false }),
      'GET /api/cases': ok({ cases: [] }),
    });
    await portal.says('Official letter');
    await portal.press('Submit the application');
    await portal.says('Confirm that the details are right');
    expect(portal.sent(`POST ${CASE}/submission`)).toEqual([]);
    await portal.press(/I declare/);
    await portal.press('Submit the application');
    await portal.says('Your application is submitted');
    expect(portal.text()).toContain('After approval an activation link reaches the address');
    expect(portal.sent(`POST ${CASE}/submission`)).toEqual([{ version: 1, declared: true }]);
  });

  it('that another person filled in meanwhile is said to have changed', async () => {
    await open(`${PAGE}/apply/check`, {
      [`GET ${CASE}`]: ok(sampleCase('governmentAccount')),
      [`POST ${CASE}/submission`]: problem(409, 'changedMeanwhile'),
    });
    await portal.press(/I declare/);
    await portal.press('Submit the application');
    await portal.says('changed while you were working');
  });

  it('is not for the users of an organisation', async () => {
    await open('/cases/begin/companyAccount', {}, MAIN_USER);
    await portal.says('applied for with an individual account');
    expect(portal.calls).toEqual([]);
  });
});

describe('a returned case', () => {
  it('shows the officer’s reason and its way, and leads to what is open', async () => {
    const returned = sampleCase('companyAccount', {
      status: 'returned',
      reason: 'The form is not signed.',
      about: { ar: 'شركة المرجان', en: 'Marjan Company' },
      open: [{ at: 'document', document: 'declaration', fault: 'missing' }],
      timeline: [
        ...sampleCase('companyAccount').timeline,
        { at: sampleCase('companyAccount').createdAt, status: 'returned', note: 'The form is not signed.' },
      ],
    });
    await open(PAGE, { [`GET ${CASE}`]: ok(returned) });
    await portal.says('Your application needs a correction.');
    expect(portal.text()).toContain('Marjan Company');
    expect(portal.text()).toContain('The form is not signed.');
    await portal.press('Correct and resubmit');
    await portal.says('Two forms, filled in for you');
  });

  it('is taken back after asking once more', async () => {
    const draft = sampleCase('passportTransfer');
    await open(PAGE, {
      [`GET ${CASE}`]: ok(draft),
      [`POST ${CASE}/cancellation`]: ok({ ...draft, status: 'cancelled', canCancel: false }),
    });
    await portal.press('Cancel the request');
    expect(portal.sent(`POST ${CASE}/cancellation`)).toEqual([]);
    await portal.confirm('Cancel the request');
    await portal.says('The application is cancelled.');
  });
});

describe('a Latin name (S8)', () => {
  it('stands beside the current one, and is written in capitals', async () => {
    const draft = sampleCase('latinNameAmendment', {
      form: {
        type: 'latinNameAmendment',
        subjectCivilId: CIVIL_ID,
        requestedGivenName: null,
        requestedFamilyName: null,
      },
      currentLatinName: 'SALEM ALBAHRY',
    });
    await open(`${PAGE}/apply/latinName`, {
      [`GET ${CASE}`]: ok(draft),
      [`PUT ${CASE}/form`]: ok({ ...draft, open: [fault('requestedFamilyName', 'latinName')] }),
    });
    await portal.says('Current Latin nameSALEM ALBAHRY');
    await portal.type('Given names', 'salem');
    await portal.type('Family name', "al-bahri'5");
    await portal.press('Save and continue');
    await portal.says('Use only the letters A–Z, space, hyphen and apostrophe.');
    expect(portal.sent(`PUT ${CASE}/form`)).toEqual([
      {
        version: 1,
        form: { ...draft.form, requestedGivenName: 'SALEM', requestedFamilyName: "AL-BAHRI'5" },
        documents: {},
      },
    ]);
  });
});

describe('passport information (S9)', () => {
  it('does not take half a date', async () => {
    await open(`${PAGE}/apply/passport`, { [`GET ${CASE}`]: ok(sampleCase('passportTransfer')) });
    await portal.says('The new passport');
    await portal.type('Passport number', 'p1234567');
    await portal.type('Day', '5');
    await portal.press('Save and continue');
    await portal.says('Enter a valid date: day, month and year.');
    expect(portal.sent(`PUT ${CASE}/form`)).toEqual([]);
  });

  it('explains the machine-readable zone part by part', async () => {
    const form = {
      type: 'passportTransfer',
      subjectCivilId: CIVIL_ID,
      passportNumber: 'P1234567',
      issuedOn: null,
      expiresOn: null,
      placeOfIssue: 'KUWAIT',
      mrz: 'P<KWT',
    } as const;
    await open(`${PAGE}/apply/zone`, {
      [`GET ${CASE}`]: ok(
        sampleCase('passportTransfer', {
          form,
          open: [fault('mrz', 'mrzCheckDigit', 'birthDate'), fault('mrz', 'mrzCheckDigit', 'documentNumber')],
        }),
      ),
    });
    await portal.says('The check digit after the birth date is wrong.');
    expect(portal.text()).toContain('The check digit after the passport number is wrong.');
    const parts = [...document.querySelectorAll('.zone-parts > li')].map((each) => each.textContent);
    expect(parts).toHaveLength(8);
    expect(parts.filter((text) => text?.includes('Not compared yet'))).toHaveLength(6);
    expect(portal.text()).not.toContain('Right, and it agrees.');
  });

  it('says of the zone what agrees once every check digit is right', async () => {
    const form = {
      type: 'passportTransfer',
      subjectCivilId: CIVIL_ID,
      passportNumber: 'P1234567',
      issuedOn: null,
      expiresOn: null,
      placeOfIssue: 'KUWAIT',
      mrz: 'P<KWT',
    } as const;
    await open(`${PAGE}/apply/zone`, {
      [`GET ${CASE}`]: ok(
        sampleCase('passportTransfer', { form, open: [fault('mrz', 'mrzDisagrees', 'documentNumber')] }),
      ),
    });
    await portal.says('The passport number in the lines is not the one you entered.');
    const parts = [...document.querySelectorAll('.zone-parts > li')].map((each) => each.textContent);
    expect(parts.filter((text) => text?.includes('Right, and it agrees.'))).toHaveLength(7);
  });
});

describe('the list of own cases', () => {
  it('puts those first that wait for the applicant', async () => {
    const { caseId, type, createdAt, about } = sampleCase('latinNameAmendment');
    const summary = { caseId, type, createdAt, about };
    await open('/cases', {
      'GET /api/cases': ok({
        cases: [
          { ...summary, status: 'approved', needsApplicant: false },
          { ...summary, caseId: 'C-2026-00000008', status: 'draft', needsApplicant: true },
        ],
      }),
    });
    await portal.says('Needs you now');
    expect(portal.text()).toMatch(/Needs you now.*not been submitted.*Other applications.*is approved/);
  });

  it('says when there is none how to begin', async () => {
    await open('/cases', { 'GET /api/cases': ok({ cases: [] }) });
    await portal.says('Begin at the services page');
  });
});

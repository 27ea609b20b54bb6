import { describe, expect, test } from 'vitest';
import { addDays, kuwaitDate } from '../../../contracts/calendar.ts';
import type { RequestForm } from '../../../contracts/portal-api/licences.ts';
import type { RequestKind } from '../../../contracts/request.ts';
import { settingsOn } from '../../dated-settings.ts';
import { BEGINNING_MS, DATED_SETTINGS } from '../../test-support/fixtures.ts';
import { serviceStanding } from './service-standing.ts';
import { type AttachedDocument, draftFaults, type DraftFacts } from './submission.ts';

const TODAY = kuwaitDate(BEGINNING_MS);
const SETTINGS = settingsOn(DATED_SETTINGS, TODAY);

const PORTRAIT: AttachedDocument = { type: 'image/jpeg', size: { width: 900, height: 1200 } };
const PAPER: AttachedDocument = { type: 'application/pdf', size: null };

const FORM: RequestForm = {
  category: 'private',
  damageType: 'chip',
  lossReport: { reportNumber: '1', station: 'hawalli', reportedOn: TODAY },
  machine: 'K-001',
  documents: {},
};

/** A draft of `kind` with all it needs. */
function complete(kind: RequestKind, changes: Partial<DraftFacts> = {}, age = 50): DraftFacts {
  const expiryDate = addDays(TODAY, 10);
  const facts = {
    licence: {
      expiryDate,
      withdrawn: false,
      privileges: [{ category: 'private' as const, issueDate: TODAY, expiryDate }],
    },
    nationality: 'KWT',
    residencyExpiresOn: null,
    age,
    duesUnpaid: false,
    openRequest: null,
  };
  return {
    standing: serviceStanding(kind, facts, SETTINGS, TODAY),
    categories: ['private'],
    form: FORM,
    attached: { photo: PORTRAIT, eyeTest: PAPER, damagePhoto: PORTRAIT, policeReport: PAPER },
    machineKnown: true,
    ...changes,
  };
}

test.each(['renewal', 'damaged', 'lost'] as const)('a complete %s has nothing in its way', (kind) => {
  expect(draftFaults(complete(kind))).toEqual([]);
});

describe('what is in the way', () => {
  const photo = (size: AttachedDocument['size']) => ({
    attached: { photo: { ...PORTRAIT, size }, eyeTest: PAPER },
  });
  test.each<[string, DraftFacts, string[]]>([
    ['no type chosen', complete('renewal', { form: { ...FORM, category: null } }), ['categoryMissing']],
    [
      'a type that is not held',
      complete('lost', { form: { ...FORM, category: 'generalA' } }),
      ['categoryMissing'],
    ],
    ['no damage named', complete('damaged', { form: { ...FORM, damageType: null } }), ['damageTypeMissing']],
    ['no damage named, nothing damaged', complete('lost', { form: { ...FORM, damageType: null } }), []],
    ['no loss report', complete('lost', { form: { ...FORM, lossReport: null } }), ['lossReportMissing']],
    ['no photo', complete('renewal', { attached: { eyeTest: PAPER } }), ['documentMissing']],
    ['a paper for a photo', complete('renewal', photo(null)), ['documentMissing']],
    [
      'a paper for a photo of the damage',
      complete('damaged', { attached: { damagePhoto: PAPER } }),
      ['documentMissing'],
    ],
    ['a photo of a paper is as good', complete('lost', { attached: { policeReport: PORTRAIT } }), []],
    ['no eye test at 50', complete('renewal', { attached: { photo: PORTRAIT } }), ['documentMissing']],
    ['no eye test at 30', complete('renewal', { attached: { photo: PORTRAIT } }, 30), []],
    ['a stamp of a photo', complete('renewal', photo({ width: 30, height: 40 })), ['photoTooSmall']],
    ['a photo that lies', complete('renewal', photo({ width: 1200, height: 900 })), ['photoNotPortrait']],
    ['an unknown machine', complete('renewal', { machineKnown: false }), ['machineMissing']],
    [
      'nothing filled in',
      complete('renewal', {
        form: { category: null, damageType: null, lossReport: null, machine: null, documents: {} },
        attached: {},
        machineKnown: false,
      }),
      ['categoryMissing', 'documentMissing', 'machineMissing'],
    ],
  ])('%s', (_name, draft, faults) => {
    expect(draftFaults(draft)).toEqual(faults);
  });

  test('eligibility first', () => {
    const draft = complete('renewal');
    const refusals = [{ reason: 'duesUnpaid' as const, from: null, requestId: null }];
    expect(draftFaults({ ...draft, standing: { ...draft.standing, refusals }, machineKnown: false })).toEqual(
      ['notEligible', 'machineMissing'],
    );
  });
});

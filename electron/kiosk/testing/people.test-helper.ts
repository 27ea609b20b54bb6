import { IsoDate } from '../../../contracts/calendar.ts';
import { CivilId, civilIdCheckDigit } from '../../../contracts/civil-id.ts';
import type { CollectableRequest } from '../../../contracts/kiosk-view.ts';
import type { Licence } from '../../../contracts/licence.ts';
import { Fils } from '../../../contracts/money.ts';
import { RequestId } from '../../../contracts/pickup.ts';
import { OLD_LICENCE_REQUIRED, type RequestKind } from '../../../contracts/request.ts';
import type { TestRequest } from './fake-portal.test-helper.ts';
import type { TestCard } from './fake-reader.test-helper.ts';

/** A civil ID of somebody born in 2090, the `serial`-th of them. */
export function civilId(serial: number): CivilId {
  for (let number = serial * 11; ; number += 1) {
    const eleven = `3900101${String(number).padStart(4, '0')}`;
    const check = civilIdCheckDigit(eleven);
    if (check !== null) return CivilId.parse(`${eleven}${check}`);
  }
}

/** A synthetic person's card. */
export function testCard(serial: number, mark = ''): TestCard {
  return {
    holder: {
      civilId: civilId(serial),
      nameArabic: `نورة${mark} الاختبار`,
      nameLatin: { family: `ALIKHTIBAR${mark}`, given: 'NOURA' },
      birthDate: IsoDate.parse('2090-01-01'),
      sex: 'F',
      nationality: 'KWT',
      documentNumber: `D${String(serial).padStart(8, '0')}`,
      documentExpiry: IsoDate.parse('2099-12-31'),
    },
    portrait: Uint8Array.from(Buffer.from(`portrait of the holder ${mark}`)),
    pin: '1234',
    retriesLeft: 3,
    fault: null,
  };
}

function licenceOf({ holder }: TestCard): Licence {
  return {
    number: '1234567',
    civilId: holder.civilId,
    nameArabic: { family: 'الاختبار', given: holder.nameArabic },
    nameLatin: holder.nameLatin,
    birthDate: holder.birthDate,
    sex: holder.sex,
    nationality: holder.nationality,
    nationalityName: { ar: 'كويتي', en: 'Kuwaiti' },
    issueDate: IsoDate.parse('2026-11-22'),
    expiryDate: IsoDate.parse('2029-11-21'),
    issuingAuthority: { ar: 'إدارة المرور', en: 'Traffic Department' },
    privileges: [
      {
        category: 'private',
        issueDate: IsoDate.parse('2026-11-22'),
        expiryDate: IsoDate.parse('2029-11-21'),
      },
    ],
  };
}

/** A ready request of the card's holder. */
export function testRequest(card: TestCard, kind: RequestKind, serial = 1): TestRequest {
  const request: CollectableRequest = {
    requestId: RequestId.parse(`R-2026-${String(serial).padStart(6, '0')}`),
    kind,
    category: 'private',
    feePaid: Fils.parse(15_000),
    paidOn: IsoDate.parse('2026-11-20'),
    oldLicenceDue: OLD_LICENCE_REQUIRED[kind],
  };
  return { request, licence: licenceOf(card), status: 'ready', fencing: 0 };
}

import type { Bilingual } from '../../../contracts/language.ts';
import { LICENCE_CATEGORY_NAMES } from '../../../contracts/licence.ts';
import type { PermitState } from '../../services/permits/permit-state.ts';
import type { PermitOnFile } from '../../store/permits.ts';
import { formatDate } from '../../texts/format-date.ts';
import { REQUEST_KIND_NAMES } from '../../texts/names.ts';
import { PERMIT_STATE_TEXTS, PERMIT_TEXTS } from '../../texts/permit-texts.ts';
import { page, type Tone } from './page.ts';

const TONES: Readonly<Record<PermitState, Tone>> = {
  valid: 'good',
  expired: 'attention',
  collected: 'attention',
  unknown: 'bad',
};

const same = (text: string): Bilingual => ({ ar: text, en: text });

/** The verification page of a permit: what an inspector needs, nothing about the holder. */
export function permitPage(number: string, permit: PermitOnFile | null, state: PermitState): string {
  const texts = PERMIT_STATE_TEXTS[state];
  return page({
    status: state,
    title: PERMIT_TEXTS.title,
    tone: TONES[state],
    heading: texts.title,
    text: texts.text,
    facts:
      permit === null
        ? []
        : [
            { label: PERMIT_TEXTS.number, value: same(number), isolate: true },
            { label: PERMIT_TEXTS.service, value: REQUEST_KIND_NAMES[permit.kind], isolate: false },
            { label: PERMIT_TEXTS.category, value: LICENCE_CATEGORY_NAMES[permit.category], isolate: false },
            {
              label: PERMIT_TEXTS.validUntil,
              value: { ar: formatDate(permit.validUntil, 'ar'), en: formatDate(permit.validUntil, 'en') },
              isolate: false,
            },
            { label: PERMIT_TEXTS.machine, value: same(permit.machine), isolate: true },
          ],
    link: null,
  });
}

import './case.css';
import type { CaseOpenPoint } from '../../../../contracts/portal-api/cases.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import type { Tone } from '../../kit/notice.tsx';
import { reasonText } from '../../kit/problem-text.ts';
import { Tag } from '../../kit/tag.tsx';
import { reasonOfPoint } from './topics.ts';

/** Parts of the machine-readable zone of a passport (ICAO 9303-4, TD3) in the order in which they stand. */
const PARTS = [
  'names',
  'documentNumber',
  'nationality',
  'birthDate',
  'sex',
  'expiryDate',
  'optionalData',
  'composite',
] as const;

/** What the zone is compared with; without them nothing of it agrees or disagrees. */
const COMPARED_WITH: readonly string[] = ['subjectCivilId', 'passportNumber', 'expiresOn'];

/** The machine-readable zone part by part: whether its check digit is right, and then whether it agrees with what was filled in. */
export function ZoneParts({ open }: { readonly open: readonly CaseOpenPoint[] }) {
  const t = useTranslate();
  const faults = open.filter((point) => point.at === 'field' && point.field === 'mrz');
  // A zone of another shape has no parts to tell of.
  if (faults.some((point) => point.fault === 'mrzShape')) return null;
  // Nothing is compared before every check digit is right.
  const compared =
    !faults.some((point) => point.fault === 'mrzCheckDigit') &&
    !open.some((point) => point.at === 'field' && COMPARED_WITH.includes(point.field));
  const unfaulted: { readonly tone: Tone; readonly text: string } = compared
    ? { tone: 'done', text: t('case.zone.right') }
    : { tone: 'info', text: t('case.zone.notCompared') };
  return (
    <ul className="zone-parts" aria-label={t('case.zone.parts')}>
      {PARTS.map((part) => {
        const fault = faults.find((point) => point.at === 'field' && point.part === part);
        return (
          <li key={part}>
            <Tag tone={fault === undefined ? unfaulted.tone : 'stop'}>{t(`case.zone.part.${part}`)}</Tag>
            <span>{fault === undefined ? unfaulted.text : reasonText(t, reasonOfPoint(fault))}</span>
          </li>
        );
      })}
    </ul>
  );
}

import './case.css';
import type { CaseOpenPoint } from '../../../../contracts/portal-api/cases.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { Tag } from '../../kit/tag.tsx';
import { reasonText } from '../../kit/problem-text.ts';
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

/** The machine-readable zone part by part: whether its check digit is right and whether it agrees with what was filled in. */
export function ZoneParts({ open }: { readonly open: readonly CaseOpenPoint[] }) {
  const t = useTranslate();
  const faults = open.filter((point) => point.at === 'field' && point.field === 'mrz');
  // A zone of another shape has no parts to tell of.
  if (faults.some((point) => point.fault === 'mrzShape')) return null;
  return (
    <ul className="zone-parts" aria-label={t('case.zone.parts')}>
      {PARTS.map((part) => {
        const fault = faults.find((point) => point.at === 'field' && point.part === part);
        return (
          <li key={part}>
            <Tag tone={fault === undefined ? 'done' : 'stop'}>{t(`case.zone.part.${part}`)}</Tag>
            <span>{fault === undefined ? t('case.zone.right') : reasonText(t, reasonOfPoint(fault))}</span>
          </li>
        );
      })}
    </ul>
  );
}

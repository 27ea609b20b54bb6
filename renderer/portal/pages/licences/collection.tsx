import type { RequestView } from '../../../../contracts/portal-api/licences.ts';
import { OLD_LICENCE_REQUIRED } from '../../../../contracts/request.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { Icon } from '../../../ui/icon.tsx';
import { BilingualText } from '../../kit/bilingual-text.tsx';
import { DateText } from '../../kit/date-text.tsx';
import { Section } from '../../kit/section.tsx';
import { SummaryList } from '../../kit/summary-list.tsx';
import { MachineState } from './machine-state.tsx';

/** Where and until when the licence is collected, and what to bring. */
export function Collection({ request }: { readonly request: RequestView }) {
  const t = useTranslate();
  const { machine, collectBy, kind } = request;
  const bring = [
    { icon: 'idCard', text: t('collect.bringCivilId') },
    ...(OLD_LICENCE_REQUIRED[kind]
      ? [
          {
            icon: 'licence',
            text: t(kind === 'damaged' ? 'collect.bringDamaged' : 'collect.bringOld'),
          } as const,
        ]
      : []),
  ] as const;
  const place =
    machine === null
      ? []
      : [
          { label: t('collect.place'), value: <BilingualText text={machine.place} /> },
          { label: t('collect.hours'), value: <BilingualText text={machine.hours} /> },
          { label: t('collect.state'), value: <MachineState canPrint={machine.canPrint} /> },
        ];
  return (
    <Section title={t('collect.title')}>
      <SummaryList
        rows={[
          ...place,
          ...(collectBy === null ? [] : [{ label: t('collect.by'), value: <DateText date={collectBy} /> }]),
        ]}
      />
      <p>{t('collect.bring')}</p>
      <ul className="needs">
        {bring.map(({ icon, text }) => (
          <li key={icon}>
            <Icon name={icon} />
            <span>{text}</span>
          </li>
        ))}
      </ul>
      <p>{t('collect.anyMachine')}</p>
    </Section>
  );
}

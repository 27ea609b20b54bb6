import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { POLICE_STATION_NAMES } from '../../../../contracts/police-stations.ts';
import { LICENCE_CATEGORY_NAMES } from '../../../../contracts/licence.ts';
import type { RequestView } from '../../../../contracts/portal-api/licences.ts';
import { fillPath } from '../../api/client.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { useTranslate } from '../../../i18n/portal.ts';
import { UPLOAD_CONTENT_PATH } from '../../../../contracts/portal-api/uploads.ts';
import { DateText } from '../../kit/date-text.tsx';
import { Reference } from '../../kit/reference.tsx';
import { SummaryList, type SummaryRow } from '../../kit/summary-list.tsx';
import { type Topic, topicsOf } from './topics.ts';

/** What was filled in, topic by topic; `changeable` leads back to each. */
export function Answers(props: { readonly request: RequestView; readonly changeable: boolean }) {
  const t = useTranslate();
  const language = useLanguage();
  const { request } = props;
  const { form, machine, uploads, requestId } = request;
  const missing = t('apply.missing');
  const answers: Readonly<Record<Topic, readonly { readonly label: string; readonly value: ReactNode }[]>> = {
    category: [
      {
        label: t('apply.category.short'),
        value: request.category === null ? missing : LICENCE_CATEGORY_NAMES[request.category][language],
      },
    ],
    damage: [
      {
        label: t('apply.damage.short'),
        value: form.damageType === null ? missing : t(`damage.${form.damageType}.name`),
      },
    ],
    lossReport: [
      {
        label: t('apply.lossReport.short'),
        value:
          form.lossReport === null ? (
            missing
          ) : (
            <>
              <Reference value={form.lossReport.reportNumber} /> ·{' '}
              {POLICE_STATION_NAMES[form.lossReport.station][language]} ·{' '}
              <DateText date={form.lossReport.reportedOn} />
            </>
          ),
      },
    ],
    documents: Object.entries(uploads).map(([kind, upload]) => ({
      label: t(`document.${kind as keyof typeof uploads}.name`),
      value: (
        <a href={fillPath(UPLOAD_CONTENT_PATH, { uploadId: upload.uploadId })} download={upload.name}>
          <bdi>{upload.name}</bdi>
        </a>
      ),
    })),
    machine: [
      { label: t('apply.machine.short'), value: machine === null ? missing : machine.place[language] },
    ],
    check: [],
  };
  const rows = topicsOf(request.kind).flatMap((topic): SummaryRow[] =>
    answers[topic].map(({ label, value }) => ({
      label,
      value,
      action: props.changeable ? (
        <Link
          to="/requests/$requestId/apply/$topic"
          params={{ requestId, topic }}
          aria-label={t('form.changeOf', { label })}
        >
          {t('form.change')}
        </Link>
      ) : null,
    })),
  );
  return <SummaryList rows={rows} />;
}

import './case.css';
import { useState } from 'react';
import type { CaseDocumentKind } from '../../../../contracts/case.ts';
import { CASE_SHEET_PATH } from '../../../../contracts/portal-api/cases.ts';
import type { Problem } from '../../../../contracts/portal-api/problem.ts';
import type { Upload } from '../../../../contracts/portal-api/uploads.ts';
import { failure, success } from '../../../../contracts/result.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { Icon } from '../../../ui/icon.tsx';
import { fillPath } from '../../api/client.ts';
import { FileUpload } from '../../kit/file-upload.tsx';
import { Notice } from '../../kit/notice.tsx';
import { problemText, reasonText } from '../../kit/problem-text.ts';
import { useForm } from '../../kit/use-form.ts';
import { DOCUMENT_TYPES, SHEETS_OF } from './case-types.ts';
import { useSaveCase } from './save-case.ts';
import { TopicForm, type TopicProps, useGoOn } from './topic-form.tsx';

/** The forms that are downloaded filled in, to be signed and attached (S1). */
function Sheets(props: Pick<TopicProps, 'case'>) {
  const t = useTranslate();
  const { caseId, type } = props.case;
  if (SHEETS_OF[type].length === 0) return null;
  return (
    <Notice tone="info" title={t('case.sheets.title')}>
      <p>{t('case.sheets.text')}</p>
      <div className="sheets">
        {SHEETS_OF[type].map((sheet) => (
          <a
            key={sheet}
            className="button button-secondary"
            href={fillPath(CASE_SHEET_PATH, { caseId, sheet })}
            download
          >
            <Icon name="down" />
            <span>{t(`case.sheets.${sheet}`)}</span>
          </a>
        ))}
      </div>
    </Notice>
  );
}

/** The documents that the case needs, each by the guide's name and kept as soon as it is uploaded. */
export function DocumentsTopic(props: TopicProps) {
  const t = useTranslate();
  const { caseId, documentsNeeded, uploads } = props.case;
  const save = useSaveCase(caseId);
  const [notKept, setNotKept] = useState<Problem | null>(null);
  const form = useForm({
    initial: Object.fromEntries(documentsNeeded.map((kind) => [kind, ''])),
    submit: async () => {
      const fields = documentsNeeded
        .filter((kind) => uploads[kind] === undefined)
        .map((path) => ({ path, reason: 'documentMissing' }));
      return fields.length > 0 ? failure({ error: 'invalidBody', fields }) : success(props.case);
    },
    onDone: useGoOn(props.topic),
  });
  const keep = async (kind: CaseDocumentKind, upload: Upload | null) => {
    const saved = await save({ document: { kind, uploadId: upload?.uploadId ?? null } });
    setNotKept(saved.ok ? null : saved.fault);
  };
  return (
    <TopicForm case={props.case} topic={props.topic} form={form}>
      <Sheets case={props.case} />
      {notKept ? (
        <Notice tone="stop" announced>
          <p>{problemText(t, notKept)}</p>
        </Notice>
      ) : null}
      {documentsNeeded.map((kind, index) => {
        const { id, error } = form.field(kind);
        const missing = uploads[kind] === undefined && error !== undefined;
        return (
          <FileUpload
            key={kind}
            id={id}
            label={
              documentsNeeded.length > 2
                ? `${index + 1}. ${t(`case.document.${kind}.name`)}`
                : t(`case.document.${kind}.name`)
            }
            hint={t(`case.document.${kind}.hint`)}
            types={DOCUMENT_TYPES[kind]}
            value={uploads[kind] ?? null}
            error={missing ? reasonText(t, 'documentMissing') : undefined}
            onChange={(upload) => void keep(kind, upload)}
          />
        );
      })}
    </TopicForm>
  );
}

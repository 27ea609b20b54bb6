import { useState } from 'react';
import type { DocumentKind } from '../../../../../contracts/portal-api/licences.ts';
import type { Problem } from '../../../../../contracts/portal-api/problem.ts';
import type { Upload, UploadType } from '../../../../../contracts/portal-api/uploads.ts';
import { failure, success } from '../../../../../contracts/result.ts';
import { useTranslate } from '../../../../i18n/portal.ts';
import { FileUpload } from '../../../kit/file-upload.tsx';
import { Notice } from '../../../kit/notice.tsx';
import { problemText, reasonText } from '../../../kit/problem-text.ts';
import { useForm } from '../../../kit/use-form.ts';
import { useSaveRequest } from '../save-request.ts';
import { TopicForm, type TopicProps, useGoOn } from '../topic-form.tsx';
import { faultsOfDocument } from '../topics.ts';

const PICTURE: readonly UploadType[] = ['image/jpeg', 'image/png'];
const PICTURE_OR_PDF: readonly UploadType[] = [...PICTURE, 'application/pdf'];

/** What each document may be. */
const TYPES: Readonly<Record<DocumentKind, readonly UploadType[]>> = {
  photo: PICTURE,
  damagePhoto: PICTURE,
  eyeTest: PICTURE_OR_PDF,
  policeReport: PICTURE_OR_PDF,
};

/** The documents that the request needs; each is kept as soon as it is uploaded. */
export function DocumentsTopic({ request }: TopicProps) {
  const t = useTranslate();
  const save = useSaveRequest(request.requestId);
  const [notKept, setNotKept] = useState<Problem | null>(null);
  const form = useForm({
    initial: Object.fromEntries(request.documentsNeeded.map((kind) => [kind, ''])),
    submit: async () => {
      const fields = request.documentsNeeded.flatMap((kind) =>
        faultsOfDocument(request, kind).map((reason) => ({ path: kind, reason })),
      );
      return fields.length > 0 ? failure({ error: 'invalidBody', fields }) : success(request);
    },
    onDone: useGoOn('documents'),
  });
  const keep = async (kind: DocumentKind, upload: Upload | null) => {
    const { [kind]: _, ...others } = request.form.documents;
    const saved = await save({
      documents: upload === null ? others : { ...others, [kind]: upload.uploadId },
    });
    setNotKept(saved.ok ? null : saved.fault);
  };
  /** A photo that will not do is said at once; that a document is missing only when the person wants to go on. */
  const errorOf = (kind: DocumentKind) => {
    const [fault] = faultsOfDocument(request, kind);
    const said = form.field(kind).error !== undefined || fault !== 'documentMissing';
    return fault !== undefined && said ? reasonText(t, fault) : undefined;
  };
  return (
    <TopicForm request={request} topic="documents" form={form}>
      {notKept ? (
        <Notice tone="stop" announced>
          <p>{problemText(t, notKept)}</p>
        </Notice>
      ) : null}
      {request.documentsNeeded.map((kind) => (
        <FileUpload
          key={kind}
          id={form.field(kind).id}
          label={t(`document.${kind}.name`)}
          hint={t(`document.${kind}.hint`)}
          types={TYPES[kind]}
          value={request.uploads[kind] ?? null}
          error={errorOf(kind)}
          onChange={(upload) => void keep(kind, upload)}
        />
      ))}
    </TopicForm>
  );
}

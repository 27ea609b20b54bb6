import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Problem } from '../../../contracts/portal-api/problem.ts';
import {
  UPLOAD_CONTENT_PATH,
  UPLOAD_MOST_OCTETS,
  type Upload,
  UploadType,
} from '../../../contracts/portal-api/uploads.ts';
import { failure } from '../../../contracts/result.ts';
import { useTranslate } from '../../i18n/portal.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { fillPath } from '../api/client.ts';
import { useCall } from '../api/queries.ts';
import { sendUpload } from '../api/send-upload.ts';
import { describedBy, FieldNotes } from './field-frame.tsx';
import { problemText } from './problem-text.ts';

/** What is wrong with a file that can be seen before it is sent. */
function findProblem(file: File): Problem | null {
  if (file.size === 0) return { error: 'empty' };
  if (file.size > UPLOAD_MOST_OCTETS) return { error: 'tooLarge' };
  return UploadType.safeParse(file.type).success ? null : { error: 'notAllowedType' };
}

/** The picture of an upload: the file at hand if it was just chosen, else the one that the portal holds. */
function usePreview(file: File | null): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (file === null) return setAddress(null);
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return address;
}

/** One document: chosen, sent with its progress, seen, replaced or removed. `onChange` comes once the portal holds it. */
export function FileUpload(props: {
  readonly id: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly value: Upload | null;
  readonly onChange: (value: Upload | null) => void;
  readonly error?: string | undefined;
  /** Types that fit here; all that the portal takes unless given. */
  readonly types?: readonly UploadType[];
}) {
  const t = useTranslate();
  const call = useCall();
  const input = useRef<HTMLInputElement>(null);
  const sending = useRef<AbortController | null>(null);
  const [progress, setProgress] = useState<number | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const local = usePreview(file);
  useEffect(() => () => sending.current?.abort(), []);

  const { value } = props;
  const error = problem === null ? props.error : problemText(t, problem);
  const types = props.types ?? UploadType.options;

  const forget = (upload: Upload) => void call('removeUpload', { params: { uploadId: upload.uploadId } });
  const choose = async (chosen: File) => {
    const found = types.some((type) => type === chosen.type)
      ? findProblem(chosen)
      : { error: 'notAllowedType' };
    setProblem(found);
    if (found !== null) return;
    const abort = new AbortController();
    sending.current = abort;
    setProgress(0);
    const sent = await sendUpload(chosen, setProgress, abort.signal).catch(() =>
      failure({ error: 'unreachable' }),
    );
    if (abort.signal.aborted) return;
    setProgress(null);
    setProblem(sent.ok ? null : sent.fault);
    if (!sent.ok) return;
    setFile(chosen);
    props.onChange(sent.value);
    if (value !== null) forget(value);
  };
  const remove = (upload: Upload) => {
    setFile(null);
    setProblem(null);
    props.onChange(null);
    forget(upload);
    input.current?.focus();
  };
  const preview =
    local ?? (value === null ? null : fillPath(UPLOAD_CONTENT_PATH, { uploadId: value.uploadId }));

  return (
    <div className={error ? 'field field-wrong upload' : 'field upload'}>
      <label className="field-label" htmlFor={props.id}>
        {props.label}
      </label>
      <FieldNotes id={props.id} hint={props.hint} error={error} />
      {value !== null && progress === null ? (
        <div className="upload-file">
          {preview !== null && value.type !== 'application/pdf' ? (
            <img className="upload-preview" src={preview} alt={t('upload.preview', { name: value.name })} />
          ) : (
            <span className="upload-preview">
              <Icon name="licence" />
            </span>
          )}
          <p className="upload-name">
            <Icon name="check" />
            <span>
              {t('upload.done')} <bdi>{value.name}</bdi>
            </span>
          </p>
          <Button
            look="quiet"
            label={t('upload.removeOf', { label: props.label })}
            onPress={() => remove(value)}
          >
            {t('upload.remove')}
          </Button>
        </div>
      ) : null}
      {progress !== null ? (
        <div className="upload-progress">
          <progress max={1} value={progress} aria-label={t('upload.sending')} />
          <span>
            {t('upload.sending')} <bdi>{Math.round(progress * 100)}%</bdi>
          </span>
        </div>
      ) : null}
      <div className="upload-choose">
        <input
          ref={input}
          type="file"
          id={props.id}
          className="upload-input"
          accept={types.join(',')}
          disabled={progress !== null}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy({ id: props.id, hint: props.hint, error })}
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            if (chosen) void choose(chosen);
            // The same file may be chosen again after a failure.
            event.target.value = '';
          }}
        />
        <span className="upload-button" aria-hidden="true">
          <Icon name="plus" />
          {t(value === null ? 'upload.choose' : 'upload.replace')}
        </span>
      </div>
    </div>
  );
}

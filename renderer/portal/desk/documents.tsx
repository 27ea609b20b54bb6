import { type CSSProperties, type Dispatch, useState } from 'react';
import { UPLOAD_CONTENT_PATH, type Upload } from '../../../contracts/portal-api/uploads.ts';
import { useTranslate } from '../../i18n/portal.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { fillPath } from '../api/client.ts';
import { Actions } from '../kit/actions.tsx';
import { Notice } from '../kit/notice.tsx';
import type { PictureAct, PictureView } from './picture-view.ts';

/** One document of a case. */
export interface DeskDocument {
  readonly kind: string;
  /** What it is, in words. */
  readonly name: string;
  readonly upload: Upload;
}

/** The documents of a case in the order of `kinds`. */
export function documentsOf<Kind extends string>(
  uploads: Readonly<Partial<Record<Kind, Upload>>>,
  kinds: readonly Kind[],
  nameOf: (kind: Kind) => string,
): readonly DeskDocument[] {
  return kinds.flatMap((kind) => {
    const upload = uploads[kind];
    return upload === undefined ? [] : [{ kind, name: nameOf(kind), upload }];
  });
}

const addressOf = ({ uploadId }: Upload) => fillPath(UPLOAD_CONTENT_PATH, { uploadId });

function DownloadLink({ upload }: { readonly upload: Upload }) {
  const t = useTranslate();
  return (
    <a className="button button-secondary" href={addressOf(upload)} download={upload.name}>
      <Icon name="down" />
      <span>
        {t('review.download')} <bdi>{upload.name}</bdi>
      </span>
    </a>
  );
}

const TOOLS = [
  { act: 'zoomIn', icon: 'plus', text: 'review.zoomIn' },
  { act: 'zoomOut', icon: 'minus', text: 'review.zoomOut' },
  { act: 'rotate', icon: 'refresh', text: 'review.rotate' },
  { act: 'reset', icon: 'search', text: 'review.fit' },
] as const;

/** A picture that can be zoomed and turned; zoomed, it is moved by scrolling. */
function Picture(props: {
  readonly document: DeskDocument;
  readonly view: PictureView;
  readonly act: Dispatch<PictureAct>;
}) {
  const t = useTranslate();
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const { name } = props.document;
  const { zoom, quarters } = props.view;
  if (failed)
    return (
      <Notice tone="stop" announced>
        <p>{t('review.documentFailed')}</p>
        <Button
          look="secondary"
          icon="refresh"
          onPress={() => {
            setFailed(false);
            setAttempt(attempt + 1);
          }}
        >
          {t('page.tryAgain')}
        </Button>
      </Notice>
    );
  return (
    <div className="picture">
      <fieldset className="tools" aria-label={name}>
        {TOOLS.map(({ act, icon, text }) => (
          <Button key={act} look="quiet" icon={icon} onPress={() => props.act(act)}>
            {t(text)}
          </Button>
        ))}
      </fieldset>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is zoomed must be scrollable by keys */}
      <section className="picture-stage" tabIndex={0} aria-label={name}>
        <div className="picture-canvas" style={{ '--zoom': zoom } as CSSProperties} data-quarters={quarters}>
          <img
            key={attempt}
            src={addressOf(props.document.upload)}
            alt={name}
            draggable={false}
            onError={() => setFailed(true)}
          />
        </div>
      </section>
      <p className="visually-hidden" role="status">
        {t('review.picture', { percent: Math.round(zoom * 100), degrees: quarters * 90 })}
      </p>
    </div>
  );
}

/** The documents of a case, one at a time. */
export function DeskDocuments(props: {
  readonly documents: readonly DeskDocument[];
  readonly shown: number;
  readonly onShow: (index: number) => void;
  readonly view: PictureView;
  readonly act: Dispatch<PictureAct>;
}) {
  const t = useTranslate();
  const document = props.documents[props.shown];
  if (document === undefined) return <p>{t('review.noDocuments')}</p>;
  return (
    <>
      <fieldset className="tools" aria-label={t('review.documents')}>
        {props.documents.map(({ kind, name }, index) => (
          <Button key={kind} look="quiet" pressed={index === props.shown} onPress={() => props.onShow(index)}>
            {name}
          </Button>
        ))}
      </fieldset>
      {document.upload.type === 'application/pdf' ? (
        <Notice tone="info">
          <p>{t('review.pdf')}</p>
        </Notice>
      ) : (
        <Picture key={document.kind} document={document} view={props.view} act={props.act} />
      )}
      <Actions>
        <DownloadLink upload={document.upload} />
      </Actions>
    </>
  );
}

import { useState } from 'react';
import type { CollectableRequest } from '../../../contracts/kiosk-view.ts';
import { LICENCE_CATEGORY_NAMES } from '../../../contracts/licence.ts';
import { formatFils } from '../../../contracts/money.ts';
import { formatDate } from '../../i18n/dates.ts';
import { Message, useLanguage, useTranslate } from '../../i18n/translation.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Button } from '../../ui/button.tsx';
import { CancelAction } from '../frame/actions.tsx';
import { ScreenLayout } from '../frame/screen-layout.tsx';
import { CardPicture } from '../pictures/cards.tsx';
import { type ScreenProps, useOneIntent } from '../screen.ts';

/** As many requests as stand on one screen without scrolling, in both orientations and with large text. */
const REQUESTS_PER_PAGE = 3;

function RequestButton(props: {
  readonly request: CollectableRequest;
  readonly busy: boolean;
  readonly onPress: () => void;
}) {
  const t = useTranslate();
  const language = useLanguage();
  const { request } = props;
  const fee = formatFils(request.feePaid, language);
  const date = formatDate(request.paidOn, language);
  return (
    <button type="button" className="request" aria-busy={props.busy} onClick={props.onPress}>
      <CardPicture card="new" />
      <span className="request-text">
        <strong>
          {t('choose.licence', { category: LICENCE_CATEGORY_NAMES[request.category][language] })}
        </strong>
        <span>{t(`kind.${request.kind}`)}</span>
        <span>
          <Message id="choose.paid" values={{ fee, date }} />
        </span>
        {request.oldLicenceDue ? (
          <span className="request-old">
            {t(request.kind === 'damaged' ? 'choose.needsDamaged' : 'choose.needsOld')}
          </span>
        ) : null}
      </span>
      <Icon name={props.busy ? 'refresh' : 'arrow'} />
    </button>
  );
}

/** Several licences are ready: one is collected at a time. */
export function ChooseScreen({ view, dispatch }: ScreenProps<'choose'>) {
  const t = useTranslate();
  const { pending, send } = useOneIntent(dispatch);
  const [page, setPage] = useState(0);
  const pages = Math.ceil(view.requests.length / REQUESTS_PER_PAGE);
  const first = page * REQUESTS_PER_PAGE;
  return (
    <ScreenLayout
      heading={t('choose.title')}
      lead={<Message id="choose.ready" count={view.requests.length} />}
      actions={
        <>
          <CancelAction label={t('frame.cancel')} onPress={() => void dispatch({ type: 'cancel' })} />
          {pages > 1 ? (
            <div className="pager">
              <p>
                <Message id="choose.page" values={{ page: page + 1, pages }} />
              </p>
              <Button look="secondary" icon="refresh" onPress={() => setPage((page + 1) % pages)}>
                {t('choose.more')}
              </Button>
            </div>
          ) : null}
        </>
      }
    >
      <ul className="requests">
        {view.requests.slice(first, first + REQUESTS_PER_PAGE).map((request) => (
          <li key={request.requestId}>
            <RequestButton
              request={request}
              busy={pending?.type === 'choose' && pending.requestId === request.requestId}
              onPress={() => void send({ type: 'choose', requestId: request.requestId })}
            />
          </li>
        ))}
      </ul>
    </ScreenLayout>
  );
}

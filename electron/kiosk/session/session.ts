import { fullName } from '../../../contracts/person.ts';
import type { IsoDate } from '../../../contracts/calendar.ts';
import { type CivilId, civilIdLastFour } from '../../../contracts/civil-id.ts';
import type { LookupAnswer } from '../../../contracts/collection-api.ts';
import type { CollectableRequest, QrSymbol, TemporaryPermit, ViewOf } from '../../../contracts/kiosk-view.ts';
import type { PickupId } from '../../../contracts/pickup.ts';
import type { Refusal } from '../../../contracts/refusal.ts';
import type { RequestKind } from '../../../contracts/request.ts';
import type { PrintProgress } from '../../../native-adapters/card-printer/port.ts';
import type { AuthenticatedHolder } from '../../../native-adapters/civil-id-reader/port.ts';
import type { Reservation } from '../collect/reserve.ts';
import type { MaintenanceReport } from '../maintenance/report.ts';

/** The holder as the confirm screen shows them. */
export type ShownHolder = ViewOf<'confirm'>['holder'];

/** What is told when a session ends without a licence. */
export interface Apology {
  readonly refusal: Refusal;
  readonly referenceQr: QrSymbol;
  readonly cardLocation: ViewOf<'apology'>['cardLocation'];
  readonly permit: TemporaryPermit | null;
}

interface Referenced {
  readonly reference: string;
}

interface Identified extends Referenced {
  readonly civilId: CivilId;
  readonly holder: ShownHolder;
  readonly collectionToken: string;
}

/**
 * What a session knows at each stage. A stage replaces the one before: what it does not name is gone, so that the
 * person's data ends with the stage that needs it.
 */
export interface Stages {
  none: { readonly stage: 'none' };
  reading: Referenced & { readonly stage: 'reading'; readonly attempt: number };
  authenticated: Referenced & {
    readonly stage: 'authenticated';
    readonly attempt: number;
    readonly authenticated: AuthenticatedHolder;
    readonly challengeId: string;
  };
  found: Identified & {
    readonly stage: 'found';
    readonly requests: readonly CollectableRequest[];
    readonly retriesLeft: number | null;
  };
  chosen: Identified & {
    readonly stage: 'chosen';
    readonly request: CollectableRequest;
    /** JPEG in base64. */
    readonly portrait: string | null;
  };
  reserved: Referenced & {
    readonly stage: 'reserved';
    readonly kind: RequestKind;
    readonly oldLicenceDue: boolean;
    readonly reservation: Reservation;
    readonly progress: PrintProgress | null;
  };
  presented: Referenced & {
    readonly stage: 'presented';
    readonly pickupId: PickupId;
    readonly oldLicenceDue: boolean;
    /** What the last screen shows; `null` for a card that an earlier run of the kiosk had printed. */
    readonly receipt: { readonly url: string; readonly expiryDate: IsoDate } | null;
  };
  done: Referenced & {
    readonly stage: 'done';
    readonly oldLicenceDue: boolean;
    readonly receipt: QrSymbol;
    readonly expiryDate: IsoDate;
  };
  ended: Referenced & { readonly stage: 'ended'; readonly apology: Apology };
  maintenance: Referenced & { readonly stage: 'maintenance'; readonly report: MaintenanceReport };
}

/** What a session knows now. */
export type Session = Stages[keyof Stages];
/** How far a session has come. */
export type SessionStage = keyof Stages;

/** Between two sessions nothing is known of anybody. */
export const NO_SESSION: Session = { stage: 'none' };

/** The session at a stage it must have reached; anything else is a mistake of this program. */
export function atStage<Stage extends SessionStage>(session: Session, stage: Stage): Stages[Stage] {
  if (!isAt(session, stage)) throw new Error(`The session is at ${session.stage}, not at ${stage}`);
  return session;
}

function isAt<Stage extends SessionStage>(
  session: Session,
  stage: Stage,
): session is Stages[Stage] & Session {
  return session.stage === stage;
}

/** The reference of a session; `null` between sessions. */
export function referenceOf(session: Session): string | null {
  return session.stage === 'none' ? null : session.reference;
}

type ReadyAnswer = Extract<LookupAnswer, { outcome: 'ready' }>;

/** The portal has something for the holder: what proved the chip is needed no more. */
export function found(session: Session, answer: ReadyAnswer): Session {
  const { reference, authenticated } = atStage(session, 'authenticated');
  const { civilId, nameArabic, nameLatin } = authenticated.holder;
  return {
    stage: 'found',
    reference,
    civilId,
    holder: {
      nameArabic,
      nameLatin: fullName(nameLatin),
      civilIdLastFour: civilIdLastFour(civilId),
    },
    collectionToken: answer.collectionToken,
    requests: answer.requests,
    retriesLeft: null,
  };
}

/** One request of those found; the first when none was named. */
export function chosen(session: Session, requestId: string | null): Session {
  const { reference, civilId, holder, collectionToken, requests } = atStage(session, 'found');
  const request = requests.find((one) => requestId === null || one.requestId === requestId);
  if (!request) throw new Error('A request was chosen that is not offered');
  return { stage: 'chosen', reference, civilId, holder, collectionToken, request, portrait: null };
}

/** The request is this machine's; who the holder is, is needed no more. */
export function reserved(session: Session, reservation: Reservation): Session {
  const { reference, request } = atStage(session, 'chosen');
  const { kind, oldLicenceDue } = request;
  return { stage: 'reserved', reference, kind, oldLicenceDue, reservation, progress: null };
}

/** The card lies at the bezel; the job is needed no more. */
export function presented(session: Session): Session {
  const { reference, oldLicenceDue, reservation } = atStage(session, 'reserved');
  const { pickupId, receiptUrl: url, expiryDate } = reservation;
  return { stage: 'presented', reference, pickupId, oldLicenceDue, receipt: { url, expiryDate } };
}

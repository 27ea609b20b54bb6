/** Short side of a drawn card, in drawing units; the long one is 238 (ISO/IEC 7810 ID-1 is 85.60 × 53.98 mm). */
export const DRAWN_CARD_HEIGHT = 150;

const CAR = 'M0 22v-9l5-1 6-12h22l9 12 6 2v8z';

function Portrait(props: { readonly x: number; readonly y: number }) {
  return (
    <g transform={`translate(${props.x} ${props.y})`}>
      <rect className="card-photo" width="54" height="68" rx="6" />
      <circle className="card-person" cx="27" cy="27" r="12" />
      <path className="card-person" d="M5 68c1-17 10-25 22-25s21 8 22 25z" />
    </g>
  );
}

/** The smart civil ID as it is held: contact chip at the left. */
export function CivilIdCard() {
  return (
    <g>
      <rect className="card-stock card-civil" width="238" height="150" rx="14" />
      <path className="card-civil-band" d="M14 2h210a12 12 0 0 1 12 12v18H2V14A12 12 0 0 1 14 2z" />
      <circle className="card-emblem" cx="24" cy="17" r="8" />
      <path className="card-light" d="M44 17h84" />
      <rect className="card-chip" x="22" y="56" width="50" height="42" rx="8" />
      <path className="card-chip-lines" d="M22 70h16v14H22M72 70H56v14h16M38 56v42M56 56v42" />
      <Portrait x={166} y={50} />
      <path className="card-text" d="M92 60h54M92 78h40M92 96h48" />
      <path className="card-text" d="M24 124h118" />
    </g>
  );
}

/** A driving licence: the new one, the old one to be renewed, or a damaged one. */
export function LicenceCard(props: { readonly condition: 'new' | 'old' | 'damaged' }) {
  const worn = props.condition !== 'new';
  return (
    <g>
      <rect className={`card-stock ${worn ? 'card-old' : 'card-new'}`} width="238" height="150" rx="14" />
      <path
        className={worn ? 'card-old-band' : 'card-new-band'}
        d="M14 2h210a12 12 0 0 1 12 12v22H2V14A12 12 0 0 1 14 2z"
      />
      <path className="card-light" d="M20 19h84" />
      <g transform="translate(176 10) scale(.86)">
        <path className="card-car" d={CAR} />
        <circle className="card-car" cx="11" cy="22" r="5" />
        <circle className="card-car" cx="37" cy="22" r="5" />
      </g>
      <Portrait x={20} y={50} />
      <path className="card-text" d="M92 60h122M92 78h92M92 96h108" />
      <path className="card-text" d="M20 132h34M92 132h26M134 132h26M176 132h26" />
      {props.condition === 'damaged' ? (
        <path className="card-crack" d="M152 2l-14 34 24 26-30 30 16 22-12 34" />
      ) : null}
    </g>
  );
}

/** The card alone, upright as one holds it, for lists and tiles. */
export function CardPicture(props: { readonly card: 'civilId' | 'old' | 'damaged' | 'new' }) {
  return (
    <svg className="picture-card" viewBox="0 0 238 150" aria-hidden="true">
      {props.card === 'civilId' ? <CivilIdCard /> : <LicenceCard condition={props.card} />}
    </svg>
  );
}

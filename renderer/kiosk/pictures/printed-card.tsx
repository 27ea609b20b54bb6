import type { PrintPanel } from '../../../contracts/kiosk-view.ts';

/** How far one panel of a job is. */
export type PanelState = 'done' | 'now' | 'next';

/** The state of each panel, told from the index of the one that is being sent. */
export function panelState(index: number, sending: number): PanelState {
  if (index < sending) return 'done';
  return index === sending ? 'now' : 'next';
}

/** Shares of the three inks in each part of the drawn photo, 0–1: background, face, hair, clothes. */
const INKS = {
  yellow: [0.1, 0.42, 0.75, 0.3],
  magenta: [0.08, 0.26, 0.75, 0.22],
  cyan: [0.34, 0.05, 0.8, 0.7],
} as const;

function PhotoLayer(props: { readonly ink: keyof typeof INKS; readonly state: PanelState }) {
  const [background, face, hair, clothes] = INKS[props.ink];
  return (
    <g className={`print-layer print-${props.state} print-ink-${props.ink}`}>
      <rect x="46" y="150" width="230" height="290" rx="12" opacity={background} />
      <path d="M60 440c6-72 44-104 101-104s95 32 101 104z" opacity={clothes} />
      <circle cx="161" cy="262" r="62" opacity={face} />
      <path d="M97 262c0-52 24-84 64-84s64 32 64 84c-10-30-34-44-64-44s-54 14-64 44z" opacity={hair} />
    </g>
  );
}

const TEXT_LINES = 'M318 178h300M318 226h220M318 290h250M318 338h180M318 402h120M470 402h120M622 402h90';
const BACK_LINES = 'M60 96h420M60 160h420M60 224h420M60 288h420M60 352h420M190 60v330M330 60v330M60 450h420';
const BACK_CODE =
  'M560 90h96v96h-96zM584 114v48h48v-48zM700 90h96v96h-96zM724 114v48h48v-48zM560 230h96v96h-96zM584 254v48h48v-48zM680 90h12v60h-12zM700 210h30v30h-30zM750 210h46v18h-46zM680 250h40v20h-40zM740 250h20v50h-20zM776 270h20v56h-20zM690 296h36v30h-36z';

function Front(props: { readonly stateOf: (panel: PrintPanel) => PanelState }) {
  return (
    <>
      <path className="print-stock-band" d="M36 2h784a34 34 0 0 1 34 34v64H2V36A34 34 0 0 1 36 2z" />
      <path className="print-stock-lines" d="M46 52h250M710 52h100" />
      <rect className="print-photo-frame" x="46" y="150" width="230" height="290" rx="12" />
      <PhotoLayer ink="yellow" state={props.stateOf('yellow')} />
      <PhotoLayer ink="magenta" state={props.stateOf('magenta')} />
      <PhotoLayer ink="cyan" state={props.stateOf('cyan')} />
      <g className={`print-layer print-${props.stateOf('black')}`}>
        <path className="print-black" d={TEXT_LINES} />
        <path className="print-black" d="M46 488h230M318 488h394" />
      </g>
      <g className={`print-layer print-${props.stateOf('overlay')}`}>
        <rect className="print-overlay" x="6" y="6" width="844" height="528" rx="32" />
        <path className="print-shine" d="M520 6h120L420 534H300z" />
      </g>
    </>
  );
}

function Back(props: { readonly state: PanelState }) {
  return (
    <g className={`print-layer print-${props.state}`}>
      <path className="print-black print-thin" d={BACK_LINES} />
      <path className="print-code" d={BACK_CODE} />
    </g>
  );
}

/** The licence that is being printed: pre-printed stock, and on it exactly the panels that have been sent. */
export function PrintedCard(props: {
  readonly panels: readonly PrintPanel[];
  readonly sending: number;
  readonly label: string;
}) {
  const stateOf = (panel: PrintPanel) => panelState(props.panels.indexOf(panel), props.sending);
  const side = props.panels[props.sending] === 'backBlack' ? 'back' : 'front';
  return (
    <svg className="picture-print" viewBox="0 0 856 540" role="img" aria-label={props.label}>
      <rect className="print-stock" x="2" y="2" width="852" height="536" rx="34" />
      <g key={side} className="print-side">
        {side === 'front' ? <Front stateOf={stateOf} /> : <Back state={stateOf('backBlack')} />}
      </g>
    </svg>
  );
}

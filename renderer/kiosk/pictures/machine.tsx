import type { ReactNode } from 'react';
import { translate } from '../../i18n/translate.ts';
import { useLanguage } from '../../i18n/translation.tsx';
import { CivilIdCard, DRAWN_CARD_HEIGHT, LicenceCard } from './cards.tsx';

/** Where each slot is on the cabinet, in drawing units. Metal does not mirror: the same in both scripts. */
const SLOT_X = { licenceSlot: 250, civilIdSlot: 630 } as const;
type Slot = keyof typeof SLOT_X;

/** Upper edge of the cards, where the slit is. */
const SLIT_Y = 236;

type Motion = 'in' | 'out' | 'inside';

interface Scene {
  readonly slot: Slot;
  readonly motion: Motion;
  readonly card: ReactNode;
}

/** What happens at the machine, as pictures; `null` where nothing can be done there. */
const SCENES = {
  insertCivilId: { slot: 'civilIdSlot', motion: 'in', card: <CivilIdCard /> },
  readCivilId: { slot: 'civilIdSlot', motion: 'inside', card: <CivilIdCard /> },
  insertOldLicence: { slot: 'licenceSlot', motion: 'in', card: <LicenceCard condition="old" /> },
  insertDamagedLicence: { slot: 'licenceSlot', motion: 'in', card: <LicenceCard condition="damaged" /> },
  takeInOldLicence: { slot: 'licenceSlot', motion: 'inside', card: <LicenceCard condition="old" /> },
  takeInDamagedLicence: {
    slot: 'licenceSlot',
    motion: 'inside',
    card: <LicenceCard condition="damaged" />,
  },
  takeLicence: { slot: 'licenceSlot', motion: 'out', card: <LicenceCard condition="new" /> },
  paused: null,
} as const satisfies Record<string, Scene | null>;

/** Names of the scenes. */
export type SceneName = keyof typeof SCENES;

function SlotPlate(props: { readonly slot: Slot; readonly lit: boolean; readonly bilingual: boolean }) {
  const language = useLanguage();
  const key = `part.${props.slot}` as const;
  return (
    <g className={props.lit ? 'slot slot-lit' : 'slot'} transform={`translate(${SLOT_X[props.slot]} 0)`}>
      {props.bilingual ? (
        <>
          <text className="slot-label" y="143" lang="ar">
            {translate('ar', key)}
          </text>
          <text className="slot-label slot-label-small" y="174" lang="en">
            {translate('en', key)}
          </text>
        </>
      ) : (
        <text className="slot-label" y="164">
          {translate(language, key)}
        </text>
      )}
      <rect className="slot-glow" x="-148" y="184" width="296" height="104" rx="28" />
      <rect className="slot-plate" x="-140" y="192" width="280" height="88" rx="22" />
      <rect className="slot-slit" x="-96" y={SLIT_Y - 10} width="192" height="20" rx="10" />
      <rect className="slot-led" x="-96" y="206" width="192" height="8" rx="4" />
    </g>
  );
}

function MovingCard(props: Scene) {
  const x = SLOT_X[props.slot];
  return (
    <g clipPath="url(#below-slit)">
      <g className={`card-motion card-motion-${props.motion}`}>
        <g transform={`translate(${x + DRAWN_CARD_HEIGHT / 2} ${SLIT_Y}) rotate(90)`}>{props.card}</g>
      </g>
    </g>
  );
}

function Direction(props: { readonly slot: Slot; readonly motion: Motion }) {
  if (props.motion === 'inside') return null;
  const x = SLOT_X[props.slot] + 130;
  return (
    <g transform={`translate(${x} 400)${props.motion === 'in' ? '' : ' rotate(180)'}`}>
      <path className="picture-arrow" d="M0 52V-52M-34 -16L0 -52l34 36" />
    </g>
  );
}

/** The front of the machine below its screen, with what is to be done there. */
export function MachinePicture(props: {
  readonly scene: SceneName;
  readonly label: string;
  /** Names the slots in both languages. */
  readonly bilingual?: boolean;
}) {
  const scene: Scene | null = SCENES[props.scene];
  const bilingual = props.bilingual === true;
  return (
    <svg className="picture-machine" viewBox="0 0 880 540" role="img" aria-label={props.label}>
      <clipPath id="below-slit">
        <rect x="0" y={SLIT_Y} width="880" height="310" />
      </clipPath>
      <rect className="machine-body" x="42" y="3" width="796" height="534" rx="46" />
      <rect className="machine-screen" x="82" y="34" width="716" height="76" rx="18" />
      <path className="machine-screen-lines" d="M330 60h220M370 86h140" />
      <SlotPlate slot="licenceSlot" lit={scene?.slot === 'licenceSlot'} bilingual={bilingual} />
      <SlotPlate slot="civilIdSlot" lit={scene?.slot === 'civilIdSlot'} bilingual={bilingual} />
      {scene === null ? (
        <path className="picture-paused" d="M412 346v104M468 346v104" />
      ) : (
        <>
          <MovingCard {...scene} />
          <Direction slot={scene.slot} motion={scene.motion} />
        </>
      )}
    </svg>
  );
}

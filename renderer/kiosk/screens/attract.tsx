import { RequestKind } from '../../../contracts/request.ts';
import { useTranslate } from '../../i18n/translation.tsx';
import { BothLanguages } from '../frame/both-languages.tsx';
import { ScreenLayout } from '../frame/screen-layout.tsx';
import { CardPicture } from '../pictures/cards.tsx';
import { MachinePicture } from '../pictures/machine.tsx';

/** The cards that each kind of request needs at the machine (services S13–S15, "bring to the machine"). */
const BRING = {
  renewal: ['civilId', 'old'],
  damaged: ['civilId', 'damaged'],
  lost: ['civilId'],
} as const satisfies Record<RequestKind, readonly ('civilId' | 'old' | 'damaged')[]>;

/** Between sessions: what the machine does and what to bring, in both languages. Inserting the card starts it. */
export function AttractScreen() {
  const t = useTranslate();
  return (
    <ScreenLayout
      heading={
        <span className="attract-title">
          <BothLanguages id="attract.title" />
        </span>
      }
      picture={
        <>
          <MachinePicture scene="insertCivilId" label={t('part.machine')} bilingual={true} />
          <div className="attract-start">
            <p className="attract-insert">
              <BothLanguages id="attract.start" />
            </p>
            <p className="attract-chip">
              <BothLanguages id="attract.chipFirst" />
            </p>
          </div>
        </>
      }
    >
      <h2 className="attract-bring">
        <BothLanguages id="attract.bring" />
      </h2>
      <ul className="attract-kinds">
        {RequestKind.options.map((kind) => (
          <li key={kind}>
            <h3 className="attract-kind">
              <BothLanguages id={`kind.${kind}`} />
            </h3>
            <div className="attract-cards">
              {BRING[kind].map((card) => (
                <CardPicture key={card} card={card} />
              ))}
            </div>
            <p className="attract-needs">
              <BothLanguages id={`attract.${kind}`} />
            </p>
          </li>
        ))}
      </ul>
      <p className="attract-apply">
        <BothLanguages id="attract.apply" />
      </p>
    </ScreenLayout>
  );
}

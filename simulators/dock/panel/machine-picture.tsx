import type { PlasticCard } from '../../card-printer/machine/physical-state.ts';
import type { PrinterSnapshot } from '../../card-printer/control-schema.ts';
import type { ReaderState } from '../../hid-reader/control.ts';
import type { TextKey } from './catalogue.ts';
import { useDock } from './dock-context.ts';

/** How full something is, as a bar of `width` by 10 units. */
function Level({
  x,
  y,
  width,
  count,
  capacity,
}: {
  x: number;
  y: number;
  width: number;
  count: number;
  capacity: number;
}) {
  return (
    <g>
      <rect className="level-ground" x={x} y={y} width={width} height={10} rx={5} />
      <rect
        className={count === 0 ? 'level-out' : 'level'}
        x={x}
        y={y}
        width={Math.max(4, (width * count) / capacity)}
        height={10}
        rx={5}
      />
    </g>
  );
}

function Card({ card, x, y, jammed = false }: { card: PlasticCard; x: number; y: number; jammed?: boolean }) {
  return (
    <g className={`plastic ${card.kind} ${jammed ? 'jammed' : ''}`} data-card={card.kind}>
      <rect x={x} y={y} width={74} height={46} rx={6} />
      <text x={x + 37} y={y + 29} textAnchor="middle">
        {card.number}
      </text>
    </g>
  );
}

/** The cabinet as it stands: slot, hopper, ribbon, transport, bezel, bins and cable, each with what it holds now. */
export function MachinePicture({
  printer,
  reader,
}: {
  readonly printer: PrinterSnapshot | null;
  readonly reader: ReaderState | null;
}) {
  const { say } = useDock();
  const label = (key: TextKey, x: number, y: number) => (
    <text className="label" x={x} y={y}>
      {say(key)}
    </text>
  );
  const physical = printer?.physical;
  return (
    <svg className="machine" viewBox="0 0 560 620" role="img" aria-label={say('machine')} direction="ltr">
      <rect className="cabinet" x={10} y={10} width={540} height={600} rx={24} />
      <rect className="screen" x={40} y={36} width={250} height={150} rx={12} />
      <text className="brand" x={165} y={120} textAnchor="middle">
        رخصة
      </text>
      <g>
        {label('cardSlot', 330, 60)}
        <rect
          className={`slot ${reader?.card ? 'filled' : ''}`}
          x={330}
          y={74}
          width={180}
          height={18}
          rx={9}
        />
        {reader?.card && <rect className="civil-id" x={370} y={84} width={100} height={60} rx={8} />}
        {!reader?.connected && (
          <text className="warning" x={330} y={168}>
            {say('away')}
          </text>
        )}
      </g>
      {physical && (
        <>
          <g>
            {label('hopper', 40, 232)}
            <Level
              x={40}
              y={244}
              width={150}
              count={physical.hopper.count}
              capacity={physical.hopper.capacity}
            />
            <text className="count" x={200} y={254}>
              {physical.hopper.count}
            </text>
          </g>
          <g>
            {label('ribbon', 300, 232)}
            <Level
              x={300}
              y={244}
              width={150}
              count={physical.ribbon?.remaining ?? 0}
              capacity={physical.ribbon?.capacity ?? 1}
            />
            <text className="count" x={460} y={254}>
              {physical.ribbon?.remaining ?? '—'}
            </text>
          </g>
          <g>
            {label('transport', 40, 302)}
            <rect
              className={physical.coverOpen ? 'path cover-open' : 'path'}
              x={40}
              y={314}
              width={470}
              height={74}
              rx={12}
            />
            {physical.transport && (
              <Card card={physical.transport.card} x={230} y={328} jammed={physical.transport.jammed} />
            )}
            {physical.coverOpen && (
              <text className="warning" x={56} y={356}>
                {say('coverOpen')}
              </text>
            )}
            {printer.receiving && (
              <rect
                className="level"
                x={40}
                y={392}
                width={Math.max(2, (470 * printer.receiving.received) / printer.receiving.expected)}
                height={6}
                rx={3}
              />
            )}
          </g>
          <g>
            {label('bezel', 40, 436)}
            <rect
              className={`slot ${physical.bezel ? 'filled' : ''}`}
              x={40}
              y={450}
              width={180}
              height={18}
              rx={9}
            />
            {physical.bezel && <Card card={physical.bezel} x={93} y={460} />}
          </g>
          <g>
            {label('retainBin', 260, 436)}
            <rect className="bin" x={260} y={450} width={110} height={74} rx={10} />
            <text className="bin-count" x={315} y={498} textAnchor="middle">
              {physical.retainBin.cards.length}
            </text>
          </g>
          <g>
            {label('rejectBin', 395, 436)}
            <rect className="bin" x={395} y={450} width={115} height={74} rx={10} />
            <text className="bin-count" x={452} y={498} textAnchor="middle">
              {physical.rejectBin.cards.length}
            </text>
          </g>
          <g>
            {label('cable', 40, 566)}
            <path
              className={printer.line.plugged ? 'cable' : 'cable pulled'}
              d="M110 560 C 200 530, 240 590, 330 560"
            />
            <text className="count" x={345} y={566}>
              {printer.timing.baud || '∞'} Bd · {printer.status.major}
            </text>
          </g>
        </>
      )}
      {!printer && (
        <text className="warning" x={40} y={260}>
          {say('away')}
        </text>
      )}
    </svg>
  );
}

import type { QrSymbol } from '../../contracts/kiosk-view.ts';

/** Light modules around a symbol (ISO/IEC 18004, 4 for Model 2). */
const QUIET_ZONE = 4;

/** The dark modules as one path: a rectangle for each horizontal run, in units of one module. */
export function qrPath(symbol: QrSymbol): string {
  return symbol.rows
    .map((row, y) =>
      [...row.matchAll(/1+/g)]
        .map((run) => `M${run.index + QUIET_ZONE} ${y + QUIET_ZONE}h${run[0].length}v1h-${run[0].length}z`)
        .join(''),
    )
    .join('');
}

/** A QR symbol, always dark on white, whatever the contrast setting: telephones read it. */
export function QrCode(props: { readonly symbol: QrSymbol; readonly label: string }) {
  const side = props.symbol.rows.length + 2 * QUIET_ZONE;
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={props.label}
    >
      <path d={qrPath(props.symbol)} />
    </svg>
  );
}

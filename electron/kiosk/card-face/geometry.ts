/** A rectangle in pixels of the landscape card at 300 dpi; `x`, `y` is its upper left corner. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The only place where the colour ribbon prints: the portrait (ISO/IEC 18013-1, field 6), about 35 : 45. */
export const PORTRAIT_RECTANGLE: Rectangle = { x: 40, y: 150, width: 316, height: 408 };

/** Smallest type on the card: 7 pt at 300 dpi is 29.2 pixels. */
export const SMALLEST_TYPE = 30;

/** Whether two rectangles share a pixel. */
export function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Whether `inner` lies wholly within `outer`. */
export function contains(outer: Rectangle, inner: Rectangle): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

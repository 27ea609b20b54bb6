/** How a document is looked at. */
export interface PictureView {
  /** Width on the screen as a multiple of the width that fits. */
  readonly zoom: number;
  /** Clockwise, in quarter turns. */
  readonly quarters: 0 | 1 | 2 | 3;
}

/** What can be done to the view of a document. */
export type PictureAct = 'zoomIn' | 'zoomOut' | 'rotate' | 'reset';

export const FITTED: PictureView = { zoom: 1, quarters: 0 };
const ZOOM_STEP = 1.5;
const MOST_ZOOM = ZOOM_STEP ** 4;

const TURNED = { 0: 1, 1: 2, 2: 3, 3: 0 } as const;

/** The view after `act`; zooming stops at the width that fits and at some five times it. */
export function lookAgain(view: PictureView, act: PictureAct): PictureView {
  switch (act) {
    case 'zoomIn':
      return { ...view, zoom: Math.min(MOST_ZOOM, view.zoom * ZOOM_STEP) };
    case 'zoomOut':
      return { ...view, zoom: Math.max(1, view.zoom / ZOOM_STEP) };
    case 'rotate':
      return { ...view, quarters: TURNED[view.quarters] };
    case 'reset':
      return FITTED;
  }
}

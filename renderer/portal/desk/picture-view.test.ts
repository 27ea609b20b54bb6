import { describe, expect, it } from 'vitest';
import { FITTED, lookAgain, type PictureAct, type PictureView } from './picture-view.ts';

const viewAfter = (...acts: PictureAct[]): PictureView => acts.reduce(lookAgain, FITTED);
const times = (count: number, act: PictureAct) => Array.from({ length: count }, () => act);

describe('looking at a document', () => {
  it('turns it by quarters, and round again after four', () => {
    expect(viewAfter('rotate').quarters).toBe(1);
    expect(viewAfter(...times(4, 'rotate'))).toEqual(FITTED);
  });

  it('zooms between the width that fits and five times it', () => {
    expect(viewAfter('zoomOut').zoom).toBe(1);
    expect(viewAfter('zoomIn').zoom).toBe(1.5);
    expect(viewAfter(...times(9, 'zoomIn')).zoom).toBeCloseTo(5.06, 2);
    expect(viewAfter(...times(9, 'zoomIn'), ...times(9, 'zoomOut')).zoom).toBe(1);
  });

  it('goes back to how it began', () => {
    expect(viewAfter('zoomIn', 'rotate', 'reset')).toEqual(FITTED);
  });
});

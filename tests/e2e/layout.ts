import type { Page } from '@playwright/test';

/** Smallest side of a target, and smallest gap between two, CSS pixels: for a hand that is not quite steady. */
const TARGET_PX = 64;
const GAP_PX = 16;
/** In portrait, what is touched lies below this share of the height: within reach from a wheelchair. */
const REACH = 0.4;
/** Rounding of fractions of a pixel. */
const TOLERANCE_PX = 0.5;

/**
 * What is wrong with how the page is laid out, one sentence each: it scrolls, a text is cut or covered, a target is too small,
 * too close to the next, or (`portrait`) out of reach. What is inert (beneath a dialog) is left out.
 */
export function findLayoutFaults(page: Page, portrait: boolean): Promise<string[]> {
  return page.evaluate(layoutFaults, {
    targetPx: TARGET_PX,
    gapPx: GAP_PX,
    reach: portrait ? REACH : 0,
    tolerancePx: TOLERANCE_PX,
  });
}

/** Runs in the page, hence everything it uses is inside it. */
function layoutFaults(limits: {
  readonly targetPx: number;
  readonly gapPx: number;
  readonly reach: number;
  readonly tolerancePx: number;
}): string[] {
  const { targetPx, gapPx, reach, tolerancePx } = limits;
  const faults: string[] = [];

  const isSeen = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true }) && !element.closest('.visually-hidden, [inert]');
  const nameOf = (element: Element) => {
    const text = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40);
    return `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} "${text}"`;
  };
  const isWithin = (inner: DOMRect, outer: { left: number; top: number; right: number; bottom: number }) =>
    inner.left >= outer.left - tolerancePx &&
    inner.top >= outer.top - tolerancePx &&
    inner.right <= outer.right + tolerancePx &&
    inner.bottom <= outer.bottom + tolerancePx;
  const viewport = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };

  function checkScrolling(): void {
    const { scrollWidth, scrollHeight } = document.documentElement;
    if (scrollWidth > innerWidth || scrollHeight > innerHeight)
      faults.push(`the page scrolls: ${scrollWidth} × ${scrollHeight}`);
    for (const element of document.body.querySelectorAll('*')) {
      const { overflowX, overflowY } = getComputedStyle(element);
      const overflows =
        (overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1) ||
        (overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1);
      if (overflows && isSeen(element) && !(element instanceof SVGElement))
        faults.push(`${nameOf(element)} holds more than it shows`);
    }
  }

  /** The boxes outside of which nothing of `element` is painted. */
  function clips(element: Element): DOMRect[] {
    const found: DOMRect[] = [];
    for (let outer: Element | null = element; outer; outer = outer.parentElement) {
      if (!(outer instanceof SVGElement) && getComputedStyle(outer).overflow !== 'visible')
        found.push(outer.getBoundingClientRect());
    }
    return found;
  }

  function checkText(): void {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const element = text.parentElement;
      if (!element || !text.textContent?.trim() || !isSeen(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const boxes = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
      const outers = [viewport, ...clips(element)];
      for (const box of boxes) {
        if (!outers.every((outer) => isWithin(box, outer))) {
          faults.push(`the text of ${nameOf(element)} is cut`);
          break;
        }
        const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        if (top && !top.contains(element) && !element.contains(top)) {
          faults.push(`the text of ${nameOf(element)} is covered by ${nameOf(top)}`);
          break;
        }
      }
    }
  }

  /** The distance between two boxes along the axis in which they are apart; negative when they overlap. */
  function gap(one: DOMRect, other: DOMRect): number {
    return Math.max(
      one.left - other.right,
      other.left - one.right,
      one.top - other.bottom,
      other.top - one.bottom,
    );
  }

  function checkTargets(): void {
    const targets = [...document.querySelectorAll('button, a[href], input, select, textarea')]
      .filter(isSeen)
      .map((element) => ({ name: nameOf(element), box: element.getBoundingClientRect() }));
    targets.forEach(({ name, box }, index) => {
      if (box.width < targetPx - tolerancePx || box.height < targetPx - tolerancePx)
        faults.push(`${name} is small: ${box.width.toFixed(1)} × ${box.height.toFixed(1)}`);
      if (!isWithin(box, viewport)) faults.push(`${name} is not wholly on the screen`);
      if (box.top < innerHeight * reach - tolerancePx)
        faults.push(`${name} is out of reach, ${box.top.toFixed(1)} from above`);
      for (const other of targets.slice(index + 1)) {
        const apart = gap(box, other.box);
        if (apart < gapPx - tolerancePx)
          faults.push(`${name} and ${other.name} are ${apart.toFixed(1)} apart`);
      }
    });
  }

  checkScrolling();
  checkText();
  checkTargets();
  return faults;
}

/** Smallest side of a target of the portal, CSS pixels (WCAG 2.2, 2.5.5). */
const PORTAL_TARGET_PX = 44;

/**
 * What is wrong with how a page of the portal is laid out, one sentence each: it scrolls sideways, or a target is too small. A link
 * within a sentence is as high as its line (the exception of WCAG 2.2, 2.5.5).
 */
export function findPageFaults(page: Page): Promise<string[]> {
  return page.evaluate(pageFaults, { targetPx: PORTAL_TARGET_PX, tolerancePx: TOLERANCE_PX });
}

/** Runs in the page, hence everything it uses is inside it. */
function pageFaults(limits: { readonly targetPx: number; readonly tolerancePx: number }): string[] {
  const least = limits.targetPx - limits.tolerancePx;
  const faults: string[] = [];
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) faults.push(`the page scrolls sideways: ${scrollWidth} of ${innerWidth}`);

  const isSeen = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true }) && !element.closest('.visually-hidden, [inert]');
  const standsInSentence = (element: Element) =>
    getComputedStyle(element).display === 'inline' &&
    (element.parentElement?.textContent ?? '').trim() !== (element.textContent ?? '').trim();
  /** Whatever a press on the label reaches as well belongs to a field. */
  const boxesOf = (element: Element): DOMRect[] => {
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
    return [element, ...labels].map((part) => part.getBoundingClientRect());
  };
  for (const element of document.querySelectorAll('button, a[href], input, select, textarea, summary')) {
    if (!isSeen(element) || standsInSentence(element)) continue;
    const boxes = boxesOf(element);
    const width = Math.max(...boxes.map(({ right }) => right)) - Math.min(...boxes.map(({ left }) => left));
    const height = Math.max(...boxes.map(({ bottom }) => bottom)) - Math.min(...boxes.map(({ top }) => top));
    // What shows only once it has the focus (the way past the navigation) stands outside until then.
    const shown = boxes.some(({ right, bottom }) => right > 0 && bottom > 0);
    if (shown && (width < least || height < least)) {
      const name = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40);
      const kind = `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`;
      faults.push(`${kind} "${name}" is small: ${width.toFixed(1)} × ${height.toFixed(1)}`);
    }
  }
  return faults;
}

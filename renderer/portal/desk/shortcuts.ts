import { useEffect, useState } from 'react';

/**
 * Acts of the review desk by the key that does them. Keys are named by their place on the keyboard (UI Events
 * KeyboardEvent code values), so they work whether the layout is Arabic or Latin; `cap` is what the key shows in Latin.
 */
export const SHORTCUTS = {
  approve: { code: 'KeyA', cap: 'A' },
  return: { code: 'KeyR', cap: 'R' },
  reject: { code: 'KeyX', cap: 'X' },
  nextDocument: { code: 'KeyD', cap: 'D' },
  zoomIn: { code: 'KeyI', cap: 'I' },
  zoomOut: { code: 'KeyO', cap: 'O' },
  rotate: { code: 'KeyT', cap: 'T' },
} as const;

/** Names of what a key can do. */
export type Shortcut = keyof typeof SHORTCUTS;

/** The acts there are, in the order they are shown. */
export const SHORTCUT_NAMES = Object.keys(SHORTCUTS) as readonly Shortcut[];

const TYPING = 'input, textarea, select, [contenteditable]';

/** The act of a key press, if it is one: not with Ctrl, Alt or Meta, not while typing, not for a key held down. */
function shortcutOf(event: KeyboardEvent): Shortcut | null {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return null;
  if (event.target instanceof Element && event.target.closest(TYPING)) return null;
  return SHORTCUT_NAMES.find((name) => SHORTCUTS[name].code === event.code) ?? null;
}

/** Runs `act` for shortcuts while they are switched on. */
export function useShortcuts(on: boolean, act: (shortcut: Shortcut) => void): void {
  useEffect(() => {
    if (!on) return;
    const onKey = (event: KeyboardEvent) => {
      const shortcut = shortcutOf(event);
      if (shortcut === null) return;
      // Else the letter would be typed into the field that the act leads to.
      event.preventDefault();
      act(shortcut);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [on, act]);
}

const SETTING = 'review-shortcuts';

/** Whether single keys act at all: an officer can switch them off (WCAG 2.2, 2.1.4), for good on this computer. */
export function useShortcutSetting(): readonly [on: boolean, set: (on: boolean) => void] {
  const [on, setOn] = useState(() => localStorage.getItem(SETTING) !== 'off');
  return [
    on,
    (wanted) => {
      localStorage.setItem(SETTING, wanted ? 'on' : 'off');
      setOn(wanted);
    },
  ];
}

/** Outlines on a 24 × 24 grid, stroke 2. Only those that show a direction mirror in a right-to-left script. */
const ICONS = {
  arrow: { path: 'M5 12h14M13 6l6 6-6 6', mirrors: true },
  building: { path: 'M4 20h16M6 20V9l6-5 6 5v11M10 20v-5h4v5', mirrors: false },
  calendar: {
    path: 'M4 7a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2zM4 10h16M8 3v4M16 3v4',
    mirrors: false,
  },
  camera: {
    path: 'M4 8h3.5l2-3h5l2 3H20v11H4zM12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z',
    mirrors: false,
  },
  check: { path: 'M5 12.5l4.5 4.5L19 7.5', mirrors: false },
  clock: { path: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2', mirrors: false },
  contrast: {
    path: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 3v18M12 7h3.6M12 12h4.9M12 17h3.6',
    mirrors: false,
  },
  cross: { path: 'M6 6l12 12M18 6L6 18', mirrors: false },
  down: { path: 'M12 4v16M5 13l7 7 7-7', mirrors: false },
  erase: { path: 'M9 6h11v12H9l-6-6zM12.5 10l4 4M16.5 10l-4 4', mirrors: false },
  help: {
    path: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.4 9.4a2.7 2.7 0 1 1 3.9 2.5c-.9.4-1.3 1-1.3 2M12 17v.01',
    mirrors: false,
  },
  idCard: {
    path: 'M3 7a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2zM8.5 12.5a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM5.6 16c.4-1.5 1.5-2 2.9-2s2.5.5 2.9 2M14.5 10H18M14.5 14H18',
    mirrors: false,
  },
  info: { path: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11.5V16M12 8v.01', mirrors: false },
  licence: {
    path: 'M3 7a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2zM6 15v-2.4L7.4 10h4.2l1.4 2.6V15zM6 12.6h7M16 10h2M16 14h2',
    mirrors: false,
  },
  lock: {
    path: 'M5 13a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2zM8 11V8a4 4 0 0 1 8 0v3',
    mirrors: false,
  },
  minus: { path: 'M5 12h14', mirrors: false },
  money: {
    path: 'M3 8a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2zM12 14.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM6 12h.01M18 12h.01',
    mirrors: false,
  },
  pause: { path: 'M9 6v12M15 6v12', mirrors: false },
  person: {
    path: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c.9-4.2 3.9-5.5 7.5-5.5s6.6 1.3 7.5 5.5',
    mirrors: false,
  },
  phone: {
    path: 'M6.3 3.5h3l1.6 4.2-2.1 1.5a12.5 12.5 0 0 0 6 6l1.5-2.1 4.2 1.6v3a2.2 2.2 0 0 1-2.4 2.2A17.2 17.2 0 0 1 4.1 5.9a2.2 2.2 0 0 1 2.2-2.4z',
    mirrors: false,
  },
  place: {
    path: 'M12 21s-6.5-5.8-6.5-11a6.5 6.5 0 0 1 13 0c0 5.2-6.5 11-6.5 11zM12 12.2a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z',
    mirrors: false,
  },
  plus: { path: 'M12 5v14M5 12h14', mirrors: false },
  printer: {
    path: 'M7 9V4h10v5M7 17H6a2 2 0 0 1-2-2v-4a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2h-1M7 14h10v6H7z',
    mirrors: false,
  },
  refresh: { path: 'M19.5 12a7.5 7.5 0 1 1-2.3-5.4M19.5 3.5v4.5H15', mirrors: false },
  search: { path: 'M11 17.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM16 16l4.5 4.5', mirrors: false },
  shield: {
    path: 'M12 3l7.5 2.5V11c0 5-3.3 8.4-7.5 10-4.2-1.6-7.5-5-7.5-10V5.5zM8.5 11.8l2.5 2.5 4.5-4.8',
    mirrors: false,
  },
  textSize: { path: 'M2.5 19L8 5l5.5 14M4.5 14.5h7M15 19l3.3-8.5L21.5 19M16.2 16h4.2', mirrors: false },
  warning: { path: 'M12 4l9 16H3zM12 10v4.5M12 17.3v.01', mirrors: false },
} as const;

/** Names of the icons there are. */
export type IconName = keyof typeof ICONS;

/** A drawn sign beside a word, never instead of one: hidden from assistive technology. */
export function Icon(props: { readonly name: IconName }) {
  const { path, mirrors } = ICONS[props.name];
  return (
    <svg className={mirrors ? 'icon icon-mirrors' : 'icon'} viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}

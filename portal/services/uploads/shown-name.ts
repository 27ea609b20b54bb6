/** Most characters of a shown name, its extension among them. */
const SHOWN_NAME_MOST = 100;

/** For a name of which nothing is left. */
const NAMELESS = 'document';

/** Control, direction and other invisible characters; line ends become spaces, and the joiners belong to the Arabic script. */
const INVISIBLE = /(?!\u200C|\u200D|[\t\n\r])\p{C}/gu;
const EXTENSION = /\.[\p{L}\p{N}]{1,8}$/u;

/** The name of an uploaded file as it is shown: its last part, without what cannot be seen, and not too long. */
export function shownName(name: string): string {
  const lastPart = name.split(/[/\\]/).at(-1) ?? '';
  const visible = lastPart.replace(INVISIBLE, '').replace(/\s+/g, ' ').trim().normalize('NFC');
  const [extension = ''] = EXTENSION.exec(visible) ?? [];
  const stem = [...visible.slice(0, visible.length - extension.length)];
  const shown = stem.slice(0, SHOWN_NAME_MOST - [...extension].length).join('') + extension;
  return /[^.\s]/.test(shown) ? shown : NAMELESS;
}

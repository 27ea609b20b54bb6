/** Characters that RFC 8187 (`ext-value`) allows as they are and `encodeURIComponent` leaves, but RFC 5987 does not. */
const NOT_ATTR_CHAR = /['()*]/g;

/** Always saved as a file and never shown by the browser, under this name (RFC 6266, RFC 8187). */
export function attachment(name: string): string {
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    NOT_ATTR_CHAR,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename*=UTF-8''${encoded}`;
}

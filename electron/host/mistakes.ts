/** What a person must correct in the file at `path`, as one text. */
export function mistakes(path: string, lines: readonly string[]): string {
  return [`${path} cannot be used:`, ...lines.map((line) => `  ${line}`)].join('\n');
}

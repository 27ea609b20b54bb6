/** Elements by name, each with its text. */
export type Elements = Readonly<Record<string, string>>;

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
};

/** One document `root` of flat elements; texts must have no markup in them. */
export function writeElements(root: string, elements: Elements): string {
  const content = Object.entries(elements).map(([name, text]) => `<${name}>${text}</${name}>`);
  return `<${root}>${content.join('')}</${root}>`;
}

/**
 * Reads an answer of KNET: elements in a row, without a root (K-064 §3.7.3) or in `response`, none within another.
 * `null`: it is anything else, or names an element twice.
 */
export function readElements(answer: string): Elements | null {
  const content = answer
    .trim()
    .replace(/^<\?xml[^<>]*\?>\s*/, '')
    .replace(/^<response>([\s\S]*)<\/response>$/, '$1')
    .trim();
  const elements = new Map<string, string>();
  const element = /<([A-Za-z]\w*)>([^<>]*)<\/\1>\s*/y;
  while (element.lastIndex < content.length) {
    const [, name, text] = element.exec(content) ?? [];
    if (name === undefined || text === undefined || elements.has(name)) return null;
    elements.set(
      name,
      text.trim().replace(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity),
    );
  }
  return Object.fromEntries(elements);
}

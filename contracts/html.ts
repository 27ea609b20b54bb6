/** Markup that may be put into a page as it is. */
export interface Html {
  readonly markup: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

type Insertion = string | Html | readonly Html[];

function inserted(value: Insertion): string {
  if (typeof value === 'string') return value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
  if ('markup' in value) return value.markup;
  return value.map(({ markup }) => markup).join('');
}

/** A template whose inserted texts are escaped; only other templates pass as markup. */
export function html(strings: TemplateStringsArray, ...values: readonly Insertion[]): Html {
  const markup = strings.reduce((whole, part, index) => {
    const value = values[index - 1];
    return whole + (value === undefined ? '' : inserted(value)) + part;
  });
  return { markup };
}

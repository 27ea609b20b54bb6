import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const JSON_SCHEMA_MODULES = /zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/;
const EXPORTED_NAME = /^export (?:function|const) (\w+)/gm;

/**
 * Leaves zod's conversion to JSON Schema out of a bundle: every schema refers to it, so no tree shaking removes it, and
 * no screen uses it. Parsing is untouched. The build fails if zod begins to need a name that is no longer there.
 */
export function withoutJsonSchema(): Plugin {
  return {
    name: 'without-json-schema',
    load(id) {
      if (!JSON_SCHEMA_MODULES.test(id)) return null;
      const names = [...readFileSync(id, 'utf8').matchAll(EXPORTED_NAME)].map(
        ([, name]) => `nothing as ${name}`,
      );
      return `const nothing = () => undefined;\nexport { ${names.join(', ')} };`;
    },
  };
}

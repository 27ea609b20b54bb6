import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const JSON_SCHEMA_MODULES = /zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/;
const ENGLISH_MESSAGES = /zod\/v4\/locales\/en\.js$/;
const EXPORTED_NAME = /^export (?:function|const) (\w+)/gm;

/**
 * Leaves out of a bundle what of zod every schema refers to and no screen uses, so that no tree shaking removes it: the conversion
 * to JSON Schema, and the English words for what is wrong (screens have their own in both languages; issues keep code and path).
 * Parsing is untouched. The build fails if zod begins to need a name that is no longer there.
 */
export function withoutUnusedZod(): Plugin {
  return {
    name: 'without-unused-zod',
    load(id) {
      if (ENGLISH_MESSAGES.test(id)) return 'export default () => ({});';
      if (!JSON_SCHEMA_MODULES.test(id)) return null;
      const names = [...readFileSync(id, 'utf8').matchAll(EXPORTED_NAME)].map(
        ([, name]) => `nothing as ${name}`,
      );
      return `const nothing = () => undefined;\nexport { ${names.join(', ')} };`;
    },
  };
}

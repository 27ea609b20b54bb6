import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const JSON_SCHEMA_MODULES = /zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/;
const EXPORTED_NAME = /^export (?:function|const) (\w+)/gm;

/**
 * Leaves zod's conversion to JSON Schema out of the bundle: every schema refers to it, so no tree shaking removes it, and
 * no screen uses it. Parsing is untouched. The build fails if zod begins to need a name that is no longer there.
 */
function withoutJsonSchema(): Plugin {
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

/**
 * The kiosk's screens as static files for both hosts: relative addresses, and nothing inline, so that a Content Security
 * Policy of `default-src 'none'` with `'self'` for scripts, styles, fonts and connections (and `data:` for the portrait) holds.
 */
export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [withoutJsonSchema(), react()],
  build: {
    outDir: here('../../dist/renderer/kiosk'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'chrome130',
  },
});

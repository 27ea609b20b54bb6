import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { withoutJsonSchema } from '../zod/without-json-schema.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The portal's pages as static files that the portal serves at its root: nothing inline, so that a Content Security Policy
 * of `default-src 'none'` with `'self'` for scripts, styles, fonts, pictures and connections (and `blob:` for previews) holds.
 */
export default defineConfig({
  root: here('.'),
  base: '/',
  plugins: [withoutJsonSchema(), react()],
  build: {
    outDir: here('../../dist/renderer/portal'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ['chrome111', 'firefox115', 'safari16.4'],
  },
});

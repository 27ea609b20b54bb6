import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { withoutUnusedZod } from '../zod/without-unused-zod.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The kiosk's screens as static files for both hosts: relative addresses, and nothing inline, so that a Content Security
 * Policy of `default-src 'none'` with `'self'` for scripts, styles, fonts and connections (and `data:` for the portrait) holds.
 */
export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [withoutUnusedZod(), react()],
  build: {
    outDir: here('../../dist/renderer/kiosk'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'chrome130',
  },
});

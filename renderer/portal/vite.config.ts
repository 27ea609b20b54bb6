import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { withoutUnusedZod } from '../zod/without-unused-zod.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * What nearly every page needs comes in two files: in many small ones it is fetched piece by piece, and compresses worse.
 * Charts, uploads and the like stay with the pages that have them.
 */
const GROUPS = [
  {
    name: 'framework',
    test: /node_modules\/(react|react-dom|scheduler|zod|use-sync-external-store|@tanstack\/(query-core|react-query|router-core|react-router|history|store|react-store))\//,
  },
  {
    name: 'kit',
    test: /renderer\/(portal\/(kit\/(?!chart|bar-chart|file-upload|timeline|password|start-page|officer|print)|api\/)|ui\/|i18n\/(dates|language|catalogue|portal\.ts))|contracts\/(language|calendar|money|civil-id|person|organisation|result)\.ts/,
  },
  // Four pages take payments.
  {
    name: 'paying',
    test: /renderer\/portal\/pages\/payments\/(abandon-payment|use-payment|begin-payment|continue-payment|payment-key|payment-time|leave-for|open-payments)|contracts\/portal-api\/payments\.ts/,
  },
] as const;

/**
 * The portal's pages as static files that the portal serves at its root: nothing inline, so that a Content Security Policy
 * of `default-src 'none'` with `'self'` for scripts, styles, fonts, pictures and connections (and `blob:` for previews) holds.
 */
export default defineConfig({
  root: here('.'),
  base: '/',
  plugins: [withoutUnusedZod(), react()],
  build: {
    outDir: here('../../dist/renderer/portal'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: { codeSplitting: { groups: [...GROUPS] } },
      // A schema that nobody parses by is left out.
      treeshake: { manualPureFunctions: ['z'] },
    },
    target: ['chrome111', 'firefox115', 'safari16.4'],
  },
});

import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type BuildEnvironmentOptions, defineConfig } from 'vite';

/** Packages with native parts or with files they look for at run time: they stay packages beside the bundle. */
const PACKAGES = ['better-sqlite3', 'serialport', 'node-hid', '@napi-rs/canvas', 'pino'];

const entry = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** One bundled file. Sandboxed preload scripts must be CommonJS and whole; the main process is an ES module. */
function bundle(
  name: 'main' | 'preload',
  format: 'es' | 'cjs',
  external: readonly string[],
): BuildEnvironmentOptions {
  return {
    emptyOutDir: false,
    minify: false,
    target: 'es2024',
    rolldownOptions: {
      input: { [name]: entry(`./${name}.ts`) },
      external: [...external],
      output: {
        format,
        codeSplitting: false,
        entryFileNames: format === 'es' ? '[name].js' : '[name].cjs',
      },
    },
  };
}

const builtin = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  build: { outDir: fileURLToPath(new URL('../dist/electron', import.meta.url)) },
  environments: {
    main: {
      consumer: 'server',
      resolve: { noExternal: true, external: PACKAGES },
      build: bundle('main', 'es', ['electron', ...builtin, ...PACKAGES]),
    },
    preload: {
      consumer: 'server',
      resolve: { noExternal: true },
      build: bundle('preload', 'cjs', ['electron']),
    },
  },
  builder: {
    async buildApp(builder) {
      for (const environment of [builder.environments['main'], builder.environments['preload']]) {
        if (environment) await builder.build(environment);
      }
    },
  },
});

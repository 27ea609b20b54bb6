import { createRequire } from 'node:module';
import { cruise, type IReporterOutput } from 'dependency-cruiser';
import extractTypeScriptConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { join } from 'node:path';
import { z } from 'zod';

const rules: { forbidden: unknown[]; options: Record<string, unknown> } = createRequire(import.meta.url)(
  './rules.cjs',
);

const CruiseResult = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

/** What the check found: modules read per folder, and each forbidden arrow as one line. */
export interface BoundaryReport {
  readonly modules: Readonly<Record<string, number>>;
  readonly violations: readonly string[];
}

/** Reads every module below `folders` of the project at `root` and holds its imports against the rules. */
export async function checkBoundaries(root: string, folders: readonly string[]): Promise<BoundaryReport> {
  const reply: IReporterOutput = await cruise(
    [...folders],
    {
      ...rules.options,
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: rules.forbidden },
    } as Parameters<typeof cruise>[1],
    undefined,
    { tsConfig: extractTypeScriptConfig(join(root, 'tsconfig.json')) },
  );
  const { modules, summary } = CruiseResult.parse(reply.output);
  return {
    modules: Object.fromEntries(
      folders.map((folder) => [
        folder,
        modules.filter(({ source }) => source.startsWith(`${folder}/`)).length,
      ]),
    ),
    violations: summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`),
  };
}

import { parseArgs } from 'node:util';
import { z } from 'zod';
import { Timing } from './control-schema.ts';
import { Rotation } from './decoder/orientation.ts';
import type { SimulatorOptions } from './simulator.ts';

const Port = z.coerce.number().int().min(0).max(65_535);

const Arguments = z.strictObject({
  data: z.string().min(1),
  control: Port,
  tcp: Port.optional(),
  link: z.string().min(1).optional(),
  baud: z.coerce.number().pipe(Timing.shape.baud).default(115_200),
  'panel-ms': z.coerce.number().pipe(Timing.shape.panelMs).default(1500),
  'move-ms': z.coerce.number().pipe(Timing.shape.moveMs).default(600),
  rotation: Rotation.default('clockwise'),
});

/** Reads the command line. Throws with every mistake named. */
export function readOptions(
  commandLine: readonly string[],
): SimulatorOptions & { readonly controlPort: number } {
  const option = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...commandLine],
    options: {
      data: option,
      control: option,
      tcp: option,
      link: option,
      baud: option,
      'panel-ms': option,
      'move-ms': option,
      rotation: option,
    },
  });
  const given = Arguments.parse(values);
  return {
    folder: given.data,
    controlPort: given.control,
    line:
      given.tcp === undefined ? { type: 'pty', link: given.link ?? null } : { type: 'tcp', port: given.tcp },
    timing: { baud: given.baud, panelMs: given['panel-ms'], moveMs: given['move-ms'] },
    rotation: given.rotation,
  };
}

import type { CollectionMachine } from '../../../contracts/portal-api/licences.ts';
import type { MachinePlace } from '../../store/machines.ts';

/** What a machine said of itself longer ago than this says nothing of now, in milliseconds: two of its reports have failed to come. */
export const MACHINE_HEARD_WITHIN_MS = 11 * 60_000;

/** A machine as the portal shows it at `nowMs` (milliseconds since the Unix epoch). */
export function collectionMachine(
  { machine, place, hours, heard }: MachinePlace,
  nowMs: number,
): CollectionMachine {
  const lately = heard !== null && nowMs - Date.parse(heard.at) <= MACHINE_HEARD_WITHIN_MS;
  return { machine, place, hours, canPrint: lately ? heard.canPrint : null };
}

import type { IsoInstant } from '../../contracts/calendar.ts';
import { Bilingual } from '../../contracts/language.ts';
import type { StoreReader, StoreTransaction } from './store.ts';

/** Where a machine stands, and what it last said of itself. */
export interface MachinePlace {
  readonly machine: string;
  readonly place: Bilingual;
  readonly hours: Bilingual;
  /** `null`: never heard of. */
  readonly heard: { readonly at: IsoInstant; readonly canPrint: boolean } | null;
}

function places(reader: StoreReader) {
  return reader.selectFrom('machine_places').selectAll();
}

type PlaceRow = Awaited<ReturnType<ReturnType<typeof places>['execute']>>[number];

function toPlace({ machine, place, hours, can_print, heard_at }: PlaceRow): MachinePlace {
  return {
    machine,
    place: Bilingual.parse(JSON.parse(place)),
    hours: Bilingual.parse(JSON.parse(hours)),
    heard: heard_at === null ? null : { at: heard_at, canPrint: can_print === 1 },
  };
}

/** Every machine that has a place, by its number. */
export async function listMachinePlaces(reader: StoreReader): Promise<MachinePlace[]> {
  return (await places(reader).orderBy('machine').execute()).map(toPlace);
}

export async function findMachinePlace(reader: StoreReader, machine: string): Promise<MachinePlace | null> {
  const row = await places(reader).where('machine', '=', machine).executeTakeFirst();
  return row ? toPlace(row) : null;
}

/** Notes what a machine said of itself; one without a place is listed nowhere, and nothing is noted. */
export async function recordMachineStatus(
  transaction: StoreTransaction,
  machine: string,
  canPrint: boolean,
  now: IsoInstant,
): Promise<void> {
  await transaction
    .updateTable('machine_places')
    .set({ can_print: canPrint ? 1 : 0, heard_at: now })
    .where('machine', '=', machine)
    .execute();
}

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { systemClock } from '../../contracts/clock.ts';
import { PickupId, RequestId } from '../../contracts/pickup.ts';
import { openJournal } from '../../electron/kiosk/journal/journal.ts';
import { type Finding, finding, median, timeRounds } from './measurement.ts';

const ROUNDS = { rounds: 200, warmUp: 20 };
/** Bytes of a row of the bare commit: about what one entry writes. */
const ENTRY_BYTES = 400;

/** `journal.commit`: one entry of the journal, against one row of the same size in a bare database with the same durability. */
export async function measureJournal(): Promise<readonly Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rukhsa-bench-journal-'));
  const opened = openJournal({ path: join(folder, 'journal.sqlite'), clock: systemClock });
  if (!opened.ok) throw new Error(opened.fault);
  const journal = opened.value;
  const bare = new Database(join(folder, 'bare.sqlite'));
  try {
    bare.pragma('journal_mode = WAL');
    bare.pragma('synchronous = FULL');
    bare.exec('CREATE TABLE rows (body TEXT NOT NULL)');
    const insert = bare.prepare('INSERT INTO rows (body) VALUES (?)');
    const body = 'x'.repeat(ENTRY_BYTES);
    const floor = await timeRounds(ROUNDS, () => insert.run(body));
    const committed = await timeRounds(ROUNDS, () =>
      journal.beginReservation(PickupId.parse(randomUUID()), {
        requestId: RequestId.parse('R-2090-000001'),
        reference: 'ABCD-1234',
        collectionToken: body,
      }),
    );
    return [
      finding(
        { id: 'journal.commit', value: median(committed), unit: 'ms', limit: median(floor) },
        'one entry on the disk, against a bare commit of the same durability in the same folder',
      ),
    ];
  } finally {
    bare.close();
    journal.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

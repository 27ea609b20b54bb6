import type { CivilIdReaderStatus } from '../../../contracts/device-status.ts';
import { failure, success } from '../../../contracts/result.ts';
import type {
  AuthenticatedHolder,
  CardFault,
  CivilIdReader,
  CivilIdReaderEvent,
} from '../../../native-adapters/civil-id-reader/port.ts';
import type { Run } from './run.test-helper.ts';

/** A smart civil ID on the table. */
export interface TestCard {
  readonly holder: AuthenticatedHolder['holder'];
  readonly portrait: Uint8Array;
  readonly pin: string;
  retriesLeft: number;
  /** What the chip is refused for. */
  fault: CardFault | null;
}

export const READY_READER: CivilIdReaderStatus = { device: 'online', media: 'notPresent', chip: 'noCard' };

/** The reader: it outlives the kiosk process. */
export class ReaderMetal {
  status: CivilIdReaderStatus = READY_READER;
  reads = 0;
  readonly challenges: string[] = [];
  #card: TestCard | null = null;
  #held: Promise<void> | null = null;
  readonly #listeners = new Set<(event: CivilIdReaderEvent) => void>();

  insert(card: TestCard): void {
    this.#card = card;
    this.setStatus({ media: 'present', chip: 'online' });
    this.#tell({ type: 'cardInserted' });
  }

  remove(): void {
    this.#card = null;
    this.setStatus({ media: 'notPresent', chip: 'noCard' });
    this.#tell({ type: 'cardRemoved' });
  }

  setStatus(status: Partial<CivilIdReaderStatus>): void {
    this.status = { ...this.status, ...status };
    this.#tell({ type: 'statusChanged', status: this.status });
  }

  /** Stops every operation until the returned function is called. */
  hold(): () => void {
    let go = () => {};
    this.#held = new Promise((resolve) => {
      go = resolve;
    });
    return () => {
      this.#held = null;
      go();
    };
  }

  port(run: Run): CivilIdReader {
    return {
      status: () => this.status,
      subscribe: (listener) => {
        const guarded = (event: CivilIdReaderEvent) => {
          if (run.alive) listener(event);
        };
        this.#listeners.add(guarded);
        return () => this.#listeners.delete(guarded);
      },
      readHolder: (challenge) =>
        run.hear(async () => {
          this.reads += 1;
          this.challenges.push(Buffer.from(challenge).toString('base64'));
          await this.#held;
          const card = this.#card;
          if (!card) return failure('cardRemoved' as const);
          if (card.fault) return failure(card.fault);
          const signature = Buffer.from(challenge).toString('base64');
          const file = Buffer.from(`${card.holder.civilId} ${card.holder.nameArabic}`).toString('base64');
          const proof = { sod: file, dg1: file, dg11: file, dg15: file, signature };
          return success({ holder: { ...card.holder }, proof });
        }),
      verifyPin: (pin) =>
        run.hear(async () => {
          await this.#held;
          const card = this.#card;
          if (!card) return failure('cardRemoved' as const);
          if (pin === card.pin) return success({ outcome: 'verified' } as const);
          card.retriesLeft -= 1;
          return success({ outcome: 'wrong', retriesLeft: card.retriesLeft } as const);
        }),
      readPortrait: () =>
        run.hear(async () => {
          await this.#held;
          return this.#card ? success(Uint8Array.from(this.#card.portrait)) : failure('cardRemoved' as const);
        }),
      close: async () => {},
    };
  }

  #tell(event: CivilIdReaderEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

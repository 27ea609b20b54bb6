import type { ChipProof } from '../../contracts/collection-api.ts';
import { failure, type Result, success } from '../../contracts/result.ts';
import type { Neo2Channel, Neo2Fault } from './hid/neo2.ts';
import { verifyPin } from './iso7816/commands.ts';
import { retriesLeft, STATUS_WORD } from './iso7816/status-word.ts';
import { type CardTrouble, createTransmit, type Transmit } from './iso7816/transmit.ts';
import { type AcceptanceRules, authenticateChip } from './lds1/authenticate-chip.ts';
import { DATA_GROUPS } from './lds1/files.ts';
import { extractPortrait } from './lds1/portrait.ts';
import { checkAgainst, type SecurityObject } from './lds1/security-object.ts';
import type { ReaderLog } from './log.ts';
import type { AuthenticatedHolder, CardFault, PinOutcome } from './port.ts';
import { type ChipReading, readChip, readFile, selectLds1, wipe } from './reading-plan.ts';

/** What a session needs of the reader it belongs to. */
export interface CardSessionDeps {
  readonly channel: Neo2Channel;
  readonly log: ReaderLog;
  /** Whom to believe, asked at each reading because it contains the date. */
  rules(): AcceptanceRules;
  /** Told of every exchange that failed. */
  onFault(fault: Neo2Fault): void;
}

/** What an exchange that failed means for the card. */
const TROUBLE: Readonly<Record<Neo2Fault, CardTrouble>> = {
  cardGone: 'cardRemoved',
  disconnected: 'cardRemoved',
  cardMute: 'cardUnreadable',
  garbled: 'cardUnreadable',
  refused: 'cardUnreadable',
  timedOut: 'cardUnreadable',
};

function base64(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('base64');
}

function toProof({ files, signature }: ChipReading): ChipProof {
  return {
    sod: base64(files.sod),
    dg1: base64(files.dg1),
    dg11: base64(files.dg11),
    dg15: base64(files.dg15),
    signature: base64(signature),
  };
}

function pinOutcome(statusWord: number): Result<PinOutcome, CardFault> {
  if (statusWord === STATUS_WORD.success) return success({ outcome: 'verified' });
  const retries = retriesLeft(statusWord);
  if (statusWord === STATUS_WORD.authenticationBlocked || retries === 0) return failure('pinBlocked');
  return retries === null ? failure('cardUnreadable') : success({ outcome: 'wrong', retriesLeft: retries });
}

/**
 * One card from its insertion to its removal. Everything that is remembered of a card hangs on its session, and a
 * session is dropped with its card.
 */
export class CardSession {
  readonly #deps: CardSessionDeps;
  readonly #removal = new AbortController();
  readonly #transmit: Transmit;
  #isPowered = false;
  #isReady = false;
  #securityObject: SecurityObject | null = null;

  constructor(deps: CardSessionDeps) {
    this.#deps = deps;
    this.#transmit = createTransmit(async (command) =>
      this.#heed(await deps.channel.exchangeApdu(command, this.#removal.signal)),
    );
  }

  get isRemoved(): boolean {
    return this.#removal.signal.aborted;
  }

  get isPowered(): boolean {
    return this.#isPowered;
  }

  /** The card has gone: ends what is under way and forgets. */
  remove(): void {
    this.forget();
    this.#removal.abort();
  }

  /** Forgets what was read: the card counts as not authenticated. */
  forget(): void {
    this.#securityObject = null;
  }

  /** Reads and authenticates; tries a chip that was mute or unintelligible once more after a fresh power-on. */
  readHolder(challenge: Uint8Array): Promise<Result<AuthenticatedHolder, CardFault>> {
    return this.#withFreshRetry(() => this.#authenticate(challenge));
  }

  /** `cardRemoved` when this is not the card that was authenticated. */
  async readPortrait(): Promise<Result<Uint8Array, CardFault>> {
    const securityObject = this.#securityObject;
    if (securityObject === null) return failure('cardRemoved');
    return this.#withFreshRetry(() => this.#readPortrait(securityObject));
  }

  /** VERIFY is never repeated by itself: each costs the holder a try. */
  async verifyPin(pin: string): Promise<Result<PinOutcome, CardFault>> {
    const ready = await this.#withFreshRetry(() => this.#makeReady());
    if (!ready.ok) return ready;
    const answered = await this.#transmit(verifyPin(pin));
    return answered.ok ? pinOutcome(answered.value.statusWord) : answered;
  }

  async powerOff(): Promise<Result<unknown, CardTrouble>> {
    this.#isPowered = false;
    this.#isReady = false;
    return this.#heed(await this.#deps.channel.powerOff());
  }

  #heed<Value>(result: Result<Value, Neo2Fault>): Result<Value, CardTrouble> {
    if (result.ok) return result;
    this.#deps.onFault(result.fault);
    return failure(TROUBLE[result.fault]);
  }

  async #withFreshRetry<Value>(
    attempt: () => Promise<Result<Value, CardFault>>,
  ): Promise<Result<Value, CardFault>> {
    const first = await attempt();
    if (first.ok || first.fault !== 'cardUnreadable') return first;
    const poweredOff = await this.powerOff();
    return poweredOff.ok ? attempt() : failure(poweredOff.fault);
  }

  /** Powered, and LDS1 selected. */
  async #makeReady(): Promise<Result<'ready', CardFault>> {
    if (this.#isReady) return success('ready');
    const { channel, log } = this.#deps;
    this.#isPowered = true;
    const powered = this.#heed(await channel.powerOn(this.#removal.signal));
    if (!powered.ok) return powered;
    const selected = await selectLds1(this.#transmit, log);
    if (!selected.ok) return selected;
    this.#isReady = true;
    return success('ready');
  }

  async #authenticate(challenge: Uint8Array): Promise<Result<AuthenticatedHolder, CardFault>> {
    const { log, rules } = this.#deps;
    const ready = await this.#makeReady();
    if (!ready.ok) return ready;
    const read = await readChip(this.#transmit, challenge, log);
    if (!read.ok) return read;
    const { files, signature } = read.value;
    const authenticated = authenticateChip({ files, challenge, signature }, rules());
    const result = authenticated.ok
      ? success({ holder: authenticated.value.holder, proof: toProof(read.value) })
      : authenticated;
    wipe(files.sod, files.dg1, files.dg11, files.dg15, signature);
    if (authenticated.ok) this.#securityObject = authenticated.value.securityObject;
    return result;
  }

  async #readPortrait(securityObject: SecurityObject): Promise<Result<Uint8Array, CardFault>> {
    const ready = await this.#makeReady();
    if (!ready.ok) return ready;
    const { dg2 } = DATA_GROUPS;
    const file = await readFile(this.#transmit, dg2, this.#deps.log);
    if (!file.ok) return file;
    const agreement = checkAgainst(securityObject, dg2.dataGroup, file.value);
    const portrait = agreement.ok ? extractPortrait(file.value) : null;
    wipe(file.value);
    if (!agreement.ok) return agreement;
    return portrait === null ? failure('cardUnreadable') : success(portrait);
  }
}

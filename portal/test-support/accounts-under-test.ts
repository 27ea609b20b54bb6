import Fastify, { type FastifyInstance } from 'fastify';
import { isoInstant } from '../../contracts/calendar.ts';
import type { CivilId } from '../../contracts/civil-id.ts';
import { ACCOUNT_PAGES, ACCOUNT_ROUTES } from '../../contracts/portal-api/accounts.ts';
import { accountHandlers } from '../http/api/account-handlers.ts';
import { serveApi } from '../http/api/serve-api.ts';
import {
  createPasswordHasher,
  hashPassword,
  type PasswordHasher,
} from '../services/accounts/password-hash.ts';
import type { AccountContext } from '../services/accounts/context.ts';
import { putNewPerson, putNewStaff } from '../store/seeding.ts';
import { findActor } from '../store/sessions.ts';
import type { Store } from '../store/store.ts';
import { examplePerson, HOLDER, OTHER_HOLDER, PUBLIC_URL } from './fixtures.ts';
import { takeMails, type WaitingMail } from './outbox.ts';
import { StandingClock } from './standing-clock.ts';

/** The least that Argon2 allows: tests are about what happens, not about how long it takes. */
export const TEST_COST = { memoryCost: 8, timeCost: 1, parallelism: 1 };

/** RFC 6238's own secret, in base32. */
export const TOTP_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
export const OFFICER = { userName: 'officer.test', password: 'harbour-lantern-seven' } as const;

/** An answer as whoever asked sees it. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** Without the date, and without the value of a session. */
  readonly headers: Readonly<Record<string, unknown>>;
}

/** The routes of accounts over `store`, with two people on the register and one officer. */
export class AccountsUnderTest {
  readonly store: Store;
  readonly clock = new StandingClock();
  readonly #server: FastifyInstance;
  #addresses = 0;
  /** How often a password was compared with a hash: what takes its time. */
  comparisons = 0;

  private constructor(store: Store) {
    this.store = store;
    this.#server = Fastify({ trustProxy: true });
  }

  static async start(store: Store): Promise<AccountsUnderTest> {
    const accounts = new AccountsUnderTest(store);
    const { clock } = accounts;
    const officerHash = await hashPassword(OFFICER.password, TEST_COST);
    await store.transaction(async (transaction) => {
      for (const civilId of [HOLDER, OTHER_HOLDER])
        await putNewPerson(transaction, examplePerson({ civilId }));
      await putNewStaff(
        transaction,
        {
          staffId: 'officer-test',
          ...OFFICER,
          name: { ar: 'الضابط', en: 'Officer' },
          role: 'trafficOfficer',
          civilId: HOLDER,
          totpSecret: TOTP_SECRET,
        },
        officerHash,
      );
    });
    const hasher = createPasswordHasher(TEST_COST);
    const passwords: PasswordHasher = {
      hash: hasher.hash,
      verify(stored, password) {
        accounts.comparisons += 1;
        return hasher.verify(stored, password);
      },
    };
    await serveApi(accounts.#server, ACCOUNT_ROUTES, accountHandlers(accounts.context, passwords), {
      publicUrl: PUBLIC_URL,
      clock,
      findActor: (tokenHash) => findActor(store.reader, tokenHash, isoInstant(clock.now())),
    });
    return accounts;
  }

  /** What the services of accounts work with. */
  get context(): AccountContext {
    const { store, clock } = this;
    return {
      store,
      clock,
      publicUrl: PUBLIC_URL,
      passwordPolicy: 'guide-2020',
      passwords: createPasswordHasher(TEST_COST),
    };
  }

  async close(): Promise<void> {
    await this.#server.close();
    await this.store.close();
  }

  /** A browser that keeps its cookie. */
  browser() {
    let cookie = '';
    return {
      /** The cookie, to see what becomes of it. */
      get cookie() {
        return cookie;
      },
      ask: async (route: keyof typeof ACCOUNT_ROUTES, body?: unknown): Promise<Answer> => {
        const { method, path } = ACCOUNT_ROUTES[route];
        // Each from an address of its own: what an address may do is not tested here.
        this.#addresses += 1;
        const reply = await this.#server.inject({
          method,
          url: path,
          headers: {
            origin: PUBLIC_URL,
            'x-forwarded-for': `10.${this.#addresses >> 16}.${(this.#addresses >> 8) & 255}.${this.#addresses & 255}`,
            ...(cookie === '' ? {} : { cookie }),
          },
          ...(body === undefined ? {} : { payload: body as object }),
        });
        const [given] = reply.cookies;
        if (given) cookie = given.value === '' ? '' : `${given.name}=${given.value}`;
        const { date: _date, 'set-cookie': setCookie, ...headers } = reply.headers;
        return {
          status: reply.statusCode,
          body: reply.json(),
          headers: {
            ...headers,
            ...(setCookie === undefined ? {} : { 'set-cookie': String(setCookie).replace(/=[^;]*/, '=') }),
          },
        };
      },
    };
  }

  /** Asks once, as somebody who is not signed in. */
  ask(route: keyof typeof ACCOUNT_ROUTES, body?: unknown): Promise<Answer> {
    return this.browser().ask(route, body);
  }

  /** Empties the outbox. */
  takeMails(): Promise<WaitingMail[]> {
    return takeMails(this.store, PUBLIC_URL);
  }

  /** The token of the one mail that waits, which must lead to `page`. */
  async takeToken(page: keyof typeof ACCOUNT_PAGES): Promise<string> {
    const mails = (await this.takeMails()).filter((mail) => mail.page === ACCOUNT_PAGES[page]);
    const [mail] = mails;
    if (mails.length !== 1 || !mail?.token) throw new Error(`${mails.length} mails lead to ${page}`);
    return mail.token;
  }

  /** Registers and activates an account. */
  async activated(civilId: CivilId, password: string, email: string): Promise<void> {
    await this.ask('register', { civilId, email, mobile: '50000001', language: 'en' });
    const token = await this.takeToken('activation');
    const { status } = await this.ask('activate', { token, password });
    if (status !== 200) throw new Error(`activation answered ${status}`);
  }
}

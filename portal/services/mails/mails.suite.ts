import { afterEach, beforeEach, expect, test } from 'vitest';
import { isoInstant } from '../../../contracts/calendar.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import type { Mail, Mailer, MailFault } from '../../ports/mailer.ts';
import { queueMail } from '../../store/mails.ts';
import type { Store } from '../../store/store.ts';
import { StandingClock } from '../../test-support/standing-clock.ts';
import {
  MAIL_CLAIM_MS,
  MAIL_FIRST_WAIT_MS,
  MAIL_LONGEST_WAIT_MS,
  MAIL_MOST_ATTEMPTS,
  type MailTrouble,
  mailWait,
  sendDueMails,
} from './send-due-mails.ts';

/** The outbox and its sender, on whichever engine `openTestStore` opens an empty store. */
export function mailsSuite(openTestStore: () => Promise<Store>): void {
  let store: Store;
  let clock: StandingClock;
  let trouble: MailTrouble[];
  /** What the mail server took. */
  let taken: Mail[];
  beforeEach(async () => {
    store = await openTestStore();
    clock = new StandingClock();
    trouble = [];
    taken = [];
  });
  afterEach(() => store.close());

  const queue = (...subjects: string[]) =>
    store.transaction(async (transaction) => {
      for (const subject of subjects)
        await queueMail(
          transaction,
          'holder@example.test',
          { subject, text: 'text', html: '<p>text</p>' },
          isoInstant(clock.now()),
        );
    });
  /** A mail server that answers as `answer` says; without it, it takes everything. */
  const mailer = (answer: (mail: Mail) => Result<void, MailFault> = () => success(undefined)) => ({
    async send(mail: Mail) {
      const answered = answer(mail);
      if (answered.ok) taken.push(mail);
      return answered;
    },
  });
  const send = (from: Mailer = mailer(), limit = 100) =>
    sendDueMails({ store, clock, mailer: from, onTrouble: (told) => trouble.push(told) }, limit);
  const waiting = () => store.reader.selectFrom('mails').selectAll().execute();

  test('sends what is due, once, and forgets it', async () => {
    await queue('one');
    const [{ mail_id: messageId } = { mail_id: '' }] = await waiting();
    await send();
    expect(taken).toEqual([
      { messageId, to: 'holder@example.test', subject: 'one', text: 'text', html: '<p>text</p>' },
    ]);
    expect(await waiting()).toEqual([]);
    await send();
    expect(taken).toHaveLength(1);
    expect(trouble).toEqual([]);
  });

  test('one run sends no more than its limit, the longest due first', async () => {
    await queue('first');
    clock.advance(1_000);
    await queue('second');
    clock.advance(1_000);
    await queue('third');
    await send(mailer(), 2);
    expect(taken.map(({ subject }) => subject)).toEqual(['first', 'second']);
  });

  test('many senders at once send each mail once', async () => {
    const subjects = Array.from({ length: 12 }, (_, index) => `mail ${index}`);
    await queue(...subjects);
    await Promise.all([send(), send(), send(), send()]);
    expect(taken.map(({ subject }) => subject).sort()).toEqual([...subjects].sort());
    expect(await waiting()).toEqual([]);
  });

  test('a mail queued in a transaction that fails is never sent', async () => {
    const undone = store.transaction(async (transaction) => {
      const content = { subject: 'never', text: '', html: '' };
      await queueMail(transaction, 'holder@example.test', content, isoInstant(clock.now()));
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await send();
    expect(taken).toEqual([]);
  });

  test('while the mail server is away the run ends, and the mail waits ever longer', async () => {
    await queue('one');
    clock.advance(1);
    await queue('two');
    await send(mailer(() => failure('unreachable')));
    expect(trouble).toEqual([{ postponed: 1, givenUp: 0 }]);
    await send();
    expect(taken.map(({ subject }) => subject)).toEqual(['two']);
    clock.advance(MAIL_FIRST_WAIT_MS - 1);
    await send();
    expect(taken).toHaveLength(1);
    clock.advance(1);
    await send();
    expect(taken.map(({ subject }) => subject)).toEqual(['two', 'one']);
  });

  test('a mail that the server defers waits, and holds up no other', async () => {
    await queue('full mailbox');
    clock.advance(1);
    await queue('taken', 'also taken');
    const full = mailer(({ subject }) =>
      subject === 'full mailbox' ? failure('deferred') : success(undefined),
    );
    await send(full);
    expect(taken.map(({ subject }) => subject).sort()).toEqual(['also taken', 'taken']);
    expect(trouble).toEqual([{ postponed: 1, givenUp: 0 }]);
    await send();
    expect(taken).toHaveLength(2);
    clock.advance(MAIL_FIRST_WAIT_MS);
    await send();
    expect(taken.map(({ subject }) => subject)).toContain('full mailbox');
    expect(await waiting()).toEqual([]);
  });

  test('waits double up to the longest', () => {
    const waits = Array.from({ length: MAIL_MOST_ATTEMPTS }, (_, index) => mailWait(index + 1));
    expect(waits.slice(0, 4)).toEqual([1, 2, 4, 8].map((times) => times * MAIL_FIRST_WAIT_MS));
    expect(Math.max(...waits)).toBe(MAIL_LONGEST_WAIT_MS);
    expect([...waits].sort((a, b) => a - b)).toEqual(waits);
  });

  test.each(['unreachable', 'deferred'] as const)(
    '%s too often: given up, and that is told',
    async (fault) => {
      await queue('never taken');
      const away = mailer(() => failure(fault));
      for (let attempt = 1; attempt <= MAIL_MOST_ATTEMPTS; attempt += 1) {
        expect(await waiting()).toHaveLength(1);
        await send(away);
        clock.advance(MAIL_LONGEST_WAIT_MS);
      }
      expect(await waiting()).toEqual([]);
      expect(trouble).toHaveLength(MAIL_MOST_ATTEMPTS);
      expect(trouble.at(-1)).toEqual({ postponed: 0, givenUp: 1 });
      expect(trouble.at(-2)).toEqual({ postponed: 1, givenUp: 0 });
    },
  );

  test('a mail that the server refuses is given up at once, and holds up no other', async () => {
    await queue('refused');
    clock.advance(1);
    await queue('taken');
    await send(mailer(({ subject }) => (subject === 'refused' ? failure('refused') : success(undefined))));
    expect(taken.map(({ subject }) => subject)).toEqual(['taken']);
    expect(trouble).toEqual([{ postponed: 0, givenUp: 1 }]);
    expect(await waiting()).toEqual([]);
  });

  test('a sender that dies while sending loses nothing: the mail comes again with the same Message-ID', async () => {
    await queue('one');
    const [{ mail_id: messageId } = { mail_id: '' }] = await waiting();
    const dies: Mailer = {
      async send(mail) {
        taken.push(mail);
        throw new Error('killed');
      },
    };
    await expect(send(dies)).rejects.toThrow('killed');
    clock.advance(MAIL_CLAIM_MS - 1);
    await send();
    expect(taken).toHaveLength(1);
    clock.advance(1);
    await send();
    expect(taken.map((mail) => mail.messageId)).toEqual([messageId, messageId]);
    expect(await waiting()).toEqual([]);
  });
}

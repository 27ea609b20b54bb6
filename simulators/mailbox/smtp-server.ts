import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { MailboxFault } from './control.ts';
import type { Mailbox } from './mailbox.ts';

const LOOPBACK = '127.0.0.1';
/** Largest mail, bytes. */
const SIZE_LIMIT = 10 * 1024 * 1024;
/** How long connections may go on once the server is told to close, in milliseconds. */
const CLOSE_TIMEOUT_MS = 500;

/** The refusing faults and what each says (RFC 5321 §4.2.3). */
const REFUSALS = [
  ['refusesForNow', 450, 'Mailbox unavailable'],
  ['refuses', 550, 'No such mailbox'],
  ['closing', 421, 'Service not available, closing transmission channel'],
] as const satisfies [MailboxFault, number, string][];

/** Listens for SMTP on loopback, without TLS and sign-in, and puts every mail into `mailbox`; `port` 0 takes a free one. */
export async function startSmtpServer(
  mailbox: Mailbox,
  port: number,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: SIZE_LIMIT,
    closeTimeout: CLOSE_TIMEOUT_MS,
    onConnect(_session, callback) {
      if (!mailbox.spoils('silence')) callback();
    },
    onRcptTo(_address, _session, callback) {
      const refusal = REFUSALS.find(([fault]) => mailbox.spoils(fault));
      if (!refusal) return callback();
      const [, responseCode, message] = refusal;
      return callback(Object.assign(new Error(message), { responseCode }));
    },
    onData(stream, session, callback) {
      simpleParser(stream)
        .then((mail) => {
          mailbox.keep({
            messageId: mail.messageId ?? null,
            from: mail.from?.text ?? '',
            to: session.envelope.rcptTo.map(({ address }) => address),
            subject: mail.subject ?? '',
            text: mail.text ?? '',
            html: mail.html || null,
          });
          if (!mailbox.spoils('noAcknowledgement')) callback();
        })
        .catch(callback);
    },
  });
  // A client that hangs up in the middle is no matter for this process.
  server.on('error', () => {});
  const listening = await new Promise<AddressInfo>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, LOOPBACK, () => resolve(server.server.address() as AddressInfo));
  });
  return {
    url: `smtp://${LOOPBACK}:${listening.port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

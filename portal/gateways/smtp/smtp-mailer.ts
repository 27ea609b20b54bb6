import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { failure, success } from '../../../contracts/result.ts';
import type { Mailer, MailFault } from '../../ports/mailer.ts';
import { OFFICE } from '../../texts/names.ts';

/** How the mail server is reached. */
export const SmtpConfig = z.strictObject({
  host: z.string().min(1),
  port: z.int().min(1).max(65_535),
  /** TLS from the first octet (port 465); otherwise STARTTLS where the server offers it (RFC 3207). */
  secure: z.boolean(),
  /** Address of the sender. */
  from: z.email(),
  /** With it TLS is insisted on. */
  account: z.strictObject({ user: z.string().min(1), password: z.string().min(1) }).optional(),
});
export type SmtpConfig = z.infer<typeof SmtpConfig>;

/** How long each step may take, in milliseconds. */
export interface SmtpTimeouts {
  readonly connectionMs: number;
  /** From the connection to the server's greeting. */
  readonly greetingMs: number;
  /** Silence within the exchange. */
  readonly silenceMs: number;
}
export const SMTP_TIMEOUTS: SmtpTimeouts = { connectionMs: 10_000, greetingMs: 10_000, silenceMs: 30_000 };

/** What nodemailer throws when the server is away, slow, breaks off or refuses; anything else is a mistake of ours. */
const SmtpError = z.object({
  code: z.enum([
    'ECONNECTION',
    'ETIMEDOUT',
    'ESOCKET',
    'EDNS',
    'ETLS',
    'EPROTOCOL',
    'EENVELOPE',
    'EMESSAGE',
    'ESTREAM',
  ]),
  /** The command that was answered; `API`: nodemailer itself found the address to be none. */
  command: z.string().optional(),
  /** The server's answer; none when the connection failed. */
  responseCode: z.int().optional(),
  /** The answer was 5yz. */
  permanent: z.boolean().default(false),
});

/** A refusal of these is one of the mail; of any other command, of the server or its account. */
const COMMANDS_ABOUT_THE_MAIL = ['RCPT TO', 'DATA'];
/** The server is closing, whatever it was asked (RFC 5321 §3.8). */
const CLOSING = 421;

function faultOf(error: unknown): MailFault {
  const told = SmtpError.safeParse(error);
  if (!told.success) throw error;
  const { code, command = '', responseCode, permanent } = told.data;
  if (code === 'EENVELOPE' && command === 'API') return 'refused';
  const aboutTheMail = COMMANDS_ABOUT_THE_MAIL.includes(command);
  if (responseCode === undefined || responseCode === CLOSING || !aboutTheMail) return 'unreachable';
  return permanent ? 'refused' : 'deferred';
}

/** Sends by SMTP (RFC 5321), one connection a mail. A sign-in that the server refuses is thrown: the configuration is wrong. */
export function createSmtpMailer(config: SmtpConfig, timeouts: SmtpTimeouts = SMTP_TIMEOUTS): Mailer {
  const { host, port, secure, from, account } = config;
  const transport = createTransport({
    host,
    port,
    secure,
    requireTLS: !secure && account !== undefined,
    ...(account ? { auth: { user: account.user, pass: account.password } } : {}),
    dnsTimeout: timeouts.connectionMs,
    connectionTimeout: timeouts.connectionMs,
    greetingTimeout: timeouts.greetingMs,
    socketTimeout: timeouts.silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return {
    async send({ messageId, to, subject, text, html }) {
      try {
        await transport.sendMail({
          from: { name: `${OFFICE.ar} · ${OFFICE.en}`, address: from },
          // As an object: a text would be split at commas into several recipients.
          to: { name: '', address: to },
          messageId: `<${messageId}@${domain}>`,
          // No holiday notice shall answer (RFC 3834 §5).
          headers: { 'Auto-Submitted': 'auto-generated' },
          subject,
          text,
          html,
        });
        return success(undefined);
      } catch (error) {
        return failure(faultOf(error));
      }
    },
  };
}

import { z } from 'zod';
import {
  type ControlReply,
  type ControlRoute,
  eventStream,
  get,
  post,
  refuse,
  reply,
} from '../control-server.ts';
import { FaultBody, POLL_MS, type ReceivedMail, WaitBody } from './control.ts';
import type { Mailbox } from './mailbox.ts';
import { listPage, mailPage, markupOf, pageScript, pageStyle } from './pages.ts';

const Nothing = z.strictObject({});
const Numbered = z.strictObject({ n: z.coerce.number().int().positive() });

/** What `MailboxControl` calls, and the pages on which people read the mail. */
export function mailboxRoutes(mailbox: Mailbox): ControlRoute[] {
  const show =
    (as: (mail: ReceivedMail) => ControlReply) =>
    ({ n }: z.infer<typeof Numbered>) => {
      const mail = mailbox.find(n);
      return mail ? as(mail) : refuse(404, 'unknownMail');
    };
  return [
    get('/', Nothing, () => listPage(mailbox.mails)),
    get('/read/:n', Numbered, show(mailPage)),
    get('/read/:n/markup', Numbered, show(markupOf)),
    get('/page.css', Nothing, pageStyle),
    get('/page.js', Nothing, pageScript),
    get('/state', Nothing, () => reply(mailbox.state)),
    get('/mails', Nothing, () => reply(mailbox.mails)),
    eventStream('/events', (send) => mailbox.changes.subscribe(send)),
    post('/wait', WaitBody, async ({ to, after }) => reply({ mail: await mailbox.wait(to, after, POLL_MS) })),
    post('/clear', Nothing, () => {
      mailbox.clear();
      return reply(mailbox.state);
    }),
    post('/faults', FaultBody, ({ fault, mails }) => {
      mailbox.setFault(fault, mails ?? null);
      return reply(mailbox.state);
    }),
  ];
}

import { readFileSync } from 'node:fs';
import { type Html, html } from '../../contracts/html.ts';
import { type ControlReply, replyOctets } from '../control-server.ts';
import type { ReceivedMail } from './control.ts';

/** The simulator's own pages: nothing but its own script and style. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
/** A mail's markup, in a frame: it may be looked at and do nothing. */
const MAIL_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

const octets = (text: string) => new TextEncoder().encode(text);
const file = (name: string) => readFileSync(new URL(name, import.meta.url));

const STYLE = file('page.css');
const SCRIPT = file('page.js');

function page(title: string, content: Html): ControlReply {
  const document = html`<!doctype html>
<html lang="ar" dir="rtl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/page.css">
<script type="module" src="/page.js"></script>
</head>
<body>
<header>
<strong>محاكي صندوق البريد</strong>
<strong lang="en" dir="ltr">Mailbox simulator</strong>
<p>للتجربة فقط: لا تغادر أي رسالة هذا الجهاز. <span lang="en" dir="ltr">For trials only: no mail leaves this computer.</span></p>
</header>
<main>
${content}
</main>
</body>
</html>`;
  return replyOctets('text/html; charset=utf-8', octets(document.markup), {
    'content-security-policy': PAGE_POLICY,
    'referrer-policy': 'no-referrer',
  });
}

/** All mails, newest first; the page reloads by itself when one arrives. */
export function listPage(mails: readonly ReceivedMail[]): ControlReply {
  const rows = mails.toReversed().map(
    ({ n, at, to, subject }) => html`<li><a href="/read/${String(n)}">
<bdi class="subject">${subject}</bdi>
<bdi>${to.join(', ')}</bdi>
<time dir="ltr" datetime="${at}">${at.slice(0, 19).replace('T', ' ')} UTC</time>
</a></li>
`,
  );
  const empty = html`<p>لا توجد رسائل بعد. <span lang="en" dir="ltr">No mail yet.</span></p>`;
  return page(
    'صندوق البريد · Mailbox',
    html`<div data-live><button type="button" data-clear>حذف الكل · <span lang="en">Delete all</span></button>
${rows.length > 0 ? html`<ul>${rows}</ul>` : empty}</div>`,
  );
}

/** One mail: its text, its links to follow, and its markup in a frame that can do nothing. */
export function mailPage({ n, from, to, subject, text, links }: ReceivedMail): ControlReply {
  const anchors = links.map(
    (link) => html`<li dir="ltr"><a href="${link}" rel="noreferrer">${link}</a></li>
`,
  );
  return page(
    subject,
    html`<p><a href="/">كل الرسائل · <span lang="en">All mail</span></a></p>
<h1 dir="auto">${subject}</h1>
<dl>
<div><dt>من · <span lang="en">From</span></dt><dd><bdi>${from}</bdi></dd></div>
<div><dt>إلى · <span lang="en">To</span></dt><dd><bdi>${to.join(', ')}</bdi></dd></div>
</dl>
<h2>الروابط · <span lang="en">Links</span></h2>
<ul class="links">${anchors}</ul>
<h2>النص · <span lang="en">Text</span></h2>
<pre>${text}</pre>
<h2>HTML</h2>
<iframe sandbox title="HTML" src="/read/${String(n)}/markup"></iframe>`,
  );
}

/** The markup of a mail as it came; an empty document where it had none. */
export function markupOf(mail: ReceivedMail): ControlReply {
  return replyOctets('text/html; charset=utf-8', octets(mail.html ?? ''), {
    'content-security-policy': MAIL_POLICY,
    'referrer-policy': 'no-referrer',
  });
}

export const pageStyle = (): ControlReply => replyOctets('text/css; charset=utf-8', STYLE);
export const pageScript = (): ControlReply => replyOctets('text/javascript; charset=utf-8', SCRIPT);

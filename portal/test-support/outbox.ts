import { ACCOUNT_PAGES } from '../../contracts/portal-api/accounts.ts';
import type { Store } from '../store/store.ts';

/** A mail that waited in the outbox; `page` and `token` of the link that can be used once, if it has one. */
export interface WaitingMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly page: string | null;
  readonly token: string | null;
}

/** Empties the outbox of a portal at `origin`. */
export async function takeMails(store: Store, origin: string): Promise<WaitingMail[]> {
  const rows = await store.reader.deleteFrom('mails').returning(['recipient', 'subject', 'text']).execute();
  const pages = Object.values(ACCOUNT_PAGES).join('|');
  return rows.map(({ recipient, subject, text }) => {
    const link = new RegExp(`${origin}(${pages})#([\\w-]+)`).exec(text);
    return { to: recipient, subject, text, page: link?.[1] ?? null, token: link?.[2] ?? null };
  });
}

import type { KioskView } from '../../contracts/kiosk-view.ts';
import type { RequestKind } from '../../contracts/request.ts';
import type { HandInput } from '../../simulators/card-printer/control-schema.ts';
import { decodeQr } from '../../simulators/stand/decode-qr.ts';
import type { Machine } from './machine.ts';
import { expect } from './machine.ts';

/** The card that a person pushes in for each kind of request; `null`: none. */
export const OLD_CARD = {
  renewal: 'oldLicence',
  damaged: 'damagedLicence',
  lost: null,
} as const satisfies Record<RequestKind, Extract<HandInput, { hand: 'pushCard' }>['kind'] | null>;

/** Hands the old licence in, where the request needs it; returns when the machine prints or has printed. */
export async function handInOldLicence({ see, stand }: Machine, kind: RequestKind): Promise<void> {
  const old = OLD_CARD[kind];
  if (!old) return;
  await see('oldLicence');
  await stand.printer.hand({ hand: 'pushCard', kind: old });
}

/** From the confirmed details to the last screen: hands in what is due, waits for the licence and takes it. */
export async function takeLicence(machine: Machine, kind: RequestKind): Promise<void> {
  await handInOldLicence(machine, kind);
  await machine.see('takeCard');
  await machine.stand.printer.hand({ hand: 'takeCard' });
  await machine.see('done');
}

/** A whole pickup of one ready request, up to the last screen. */
export async function collect(machine: Machine, card: string, kind: RequestKind): Promise<void> {
  await machine.stand.reader.insert(card);
  await machine.see('confirm');
  await machine.primary();
  await takeLicence(machine, kind);
}

/** Ends the session on the last screen and takes the civil ID. */
export async function goodbye(machine: Machine): Promise<void> {
  await machine.primary();
  await machine.stand.reader.remove();
  await machine.see('attract');
}

/** The address in the receipt's symbol on the last screen, as a telephone reads it. */
export async function scanReceipt({ screen }: Machine): Promise<string> {
  return decodeQr(await screen.locator('.receipt .qr').screenshot());
}

/** Waits until the portal's public page at `url` says `status`. */
export async function expectPortalSays(url: string, status: string): Promise<void> {
  const answer = () => fetch(url).then((response) => response.text());
  await expect.poll(answer).toContain(`data-status="${status}"`);
}

/** The names of the screens that were shown, each once for as long as it stayed. */
export function screensOf(views: readonly KioskView[]): string[] {
  return views.map(({ screen }) => screen).filter((screen, index, all) => screen !== all[index - 1]);
}

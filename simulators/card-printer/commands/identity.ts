import { text } from '../wire/reply.ts';
import type { CommandTable } from './handler.ts';

/** What the printer says of itself. */
export const IDENTITY_COMMANDS: CommandTable = {
  Rtp: () => text('KC200B'),
  Rsn: () => text('10000427'),
  Rkn: () => text('HK-000427'),
  Rfv: () => text('2117'),
  Rck: () => text('A5C3'),
  Rem: ({ mechanism }) => text(`${mechanism.settings.errorMode},0`),
};

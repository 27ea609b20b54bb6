import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ParserEvent } from './command.ts';
import { CommandParser } from './parser.ts';
import { panelBytes } from './raster-format.ts';

const ascii = (text: string) => Buffer.from(text, 'latin1');

function parse(parser: CommandParser, ...pieces: readonly Uint8Array[]): readonly ParserEvent[] {
  const events: ParserEvent[] = [];
  for (let rest of pieces) {
    while (rest.length > 0) {
      const { consumed, event } = parser.consume(rest);
      if (event) events.push(event);
      rest = rest.subarray(consumed);
    }
  }
  return events;
}

const commands = (events: readonly ParserEvent[]) =>
  events.flatMap((event) =>
    event.type === 'command' ? [[event.command.mnemonic, ...event.command.parameters].join(';')] : [],
  );
const types = (events: readonly ParserEvent[]) => events.map(({ type }) => type);

describe('framing', () => {
  test('ESC, mnemonic, parameters, CR', () => {
    expect(parse(new CommandParser(), ascii('\x1bPcim;I;S\r'))).toEqual([
      { type: 'command', command: { mnemonic: 'Pcim', parameters: ['I', 'S'], data: null } },
    ]);
  });

  test('NUL padding between commands is skipped without a word', () => {
    const events = parse(new CommandParser(), ascii('\0\0\x1bSs\r\0\0\0\0\x1bSr\r\0\0'));
    expect(commands(events)).toEqual(['Ss', 'Sr']);
    expect(events).toHaveLength(2);
  });

  test('directly after CR a command may do without ESC, elsewhere not', () => {
    expect(commands(parse(new CommandParser(), ascii('\x1bSs\rSr\r')))).toEqual(['Ss', 'Sr']);
    expect(commands(parse(new CommandParser(), ascii('Sr\r\x1bSs\r')))).toEqual(['Ss']);
    expect(commands(parse(new CommandParser(), ascii('\x1bSs\r\0Sr\r\x1bSe\r')))).toEqual(['Ss', 'Se']);
  });

  test('bytes outside commands are noise, counted', () => {
    expect(parse(new CommandParser(), ascii('garbage\x1bSs\r'))[0]).toEqual({ type: 'noise', bytes: 7 });
  });

  test('a command that was cut off by another is noise; the other is read', () => {
    const events = parse(new CommandParser(), ascii('\x1bPem;\x1bPem;2\r'));
    expect(types(events)).toEqual(['noise', 'command']);
    expect(commands(events)).toEqual(['Pem;2']);
  });

  test('a text that never ends is noise', () => {
    const events = parse(new CommandParser(), ascii(`\x1b${'x'.repeat(300)}\x1bRtp\r`));
    expect(events[0]).toEqual({ type: 'noise', bytes: 300 });
    expect(commands(events)).toEqual(['Rtp']);
  });
});

describe('counted bitmaps', () => {
  test.each([
    [2, 82_296],
    [32, 411_480],
    [64, 493_776],
    [128, 576_072],
    [256, 658_368],
  ])('Db of %i levels is %i bytes long', (levels, length) => {
    const parser = new CommandParser();
    const data = new Uint8Array(length).fill(0x1b);
    const events = parse(parser, ascii(`\x1bDb;y;${levels};`), data, ascii('\r\x1bSe\r'));
    expect(types(events)).toEqual(['countingBegun', 'command', 'command']);
    expect(events[1]).toMatchObject({ command: { parameters: ['y', String(levels)] } });
    expect(commands(events)[1]).toBe('Se');
  });

  test('Dbc is as long as it says, whatever its bytes mean elsewhere', () => {
    const data = Uint8Array.of(0x1b, 0x0d, 0x3b, 0x00, 0x53, 0x72, 0x73, 0x0d);
    const events = parse(new CommandParser(), ascii('\x1bDbc;k;2;8;'), data, ascii('\r'));
    expect(events[1]).toEqual({
      type: 'command',
      command: { mnemonic: 'Dbc', parameters: ['k', '2', '8'], data },
    });
  });

  test('counting tells how far it has come', () => {
    const parser = new CommandParser();
    parse(parser, ascii('\x1bDbc;m;128;100;'), new Uint8Array(40));
    expect(parser.counting).toEqual({ panel: 'm', received: 40, expected: 100 });
  });

  test.each(['Db;y;6', 'Dbc;y;128;0', 'Dbc;y;128;99999999', 'Dbc;y;128;x'])(
    '%s announces no length: it is a command of text',
    (text) => {
      expect(commands(parse(new CommandParser(), ascii(`\x1b${text};\r`)))).toEqual([`${text};`]);
    },
  );

  test('any bytes cut anywhere are read the same', () => {
    const whole = Buffer.concat([
      ascii('\x1bSs\r\0\0\x1bDbc;k;2;300;'),
      Uint8Array.from({ length: 300 }, (_, index) => index & 255),
      ascii('\r\x1bSe;1\r'),
    ]);
    const expected = commands(parse(new CommandParser(), whole));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: whole.length }), { maxLength: 20 }), (cuts) => {
        const edges = [0, ...cuts.sort((first, second) => first - second), whole.length];
        const pieces = edges.slice(1).map((edge, index) => whole.subarray(edges[index], edge));
        expect(commands(parse(new CommandParser(), ...pieces))).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a byte lost inside a bitmap', () => {
  /** A bitmap of 1000 bytes of which 999 arrive, and its CR. */
  const shortBitmap = Buffer.concat([
    ascii('\x1bDbc;k;2;1000;'),
    new Uint8Array(999).fill(0x55),
    ascii('\r'),
  ]);

  test('swallows the CR, then everything up to a reset', () => {
    const parser = new CommandParser();
    expect(types(parse(parser, shortBitmap))).toEqual(['countingBegun']);
    const events = parse(parser, ascii('\x1bRlr;p\r\x1bSe\r\x1bSrs\r\x1bRlr;p\r'));
    expect(types(events)).toEqual(['desynchronised', 'swallowed', 'swallowed', 'command', 'command']);
    expect(commands(events)).toEqual(['Srs', 'Rlr;p']);
  });

  test('while it still counts, a reset is swallowed like any other byte', () => {
    const parser = new CommandParser();
    parse(parser, ascii('\x1bDbc;k;2;1000;'), new Uint8Array(500));
    expect(parse(parser, ascii('\x1bSrs\r'))).toEqual([]);
    expect(parser.counting).toMatchObject({ received: 505 });
  });

  test('a flood of NULs feeds it, then a reset recovers', () => {
    const parser = new CommandParser();
    parse(parser, ascii('\x1bDb;y;128;'), new Uint8Array(5000));
    const flooded = parse(parser, new Uint8Array(panelBytes(7)));
    expect(types(flooded)).toEqual(['desynchronised']);
    expect(commands(parse(parser, ascii('\x1bSrs\r\x1bRtp\r')))).toEqual(['Srs', 'Rtp']);
  });

  test('Srs cut off by another command is no reset', () => {
    const parser = new CommandParser();
    parse(parser, shortBitmap);
    expect(commands(parse(parser, ascii('\x1bSrs\x1bRtp\r\x1bRtp\r')))).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import { bitmapCommand, textCommand } from './command.ts';
import * as commands from './commands.ts';
import {
  acknowledgement,
  boxLevel,
  count,
  errorMode,
  ribbonCount,
  transportPosition,
  voltage,
} from './reply-grammar.ts';
import { faultReasonOf } from './reply-words.ts';

describe('command bytes', () => {
  test('a plain command is ESC, text, CR', () => {
    expect([...textCommand('Pem;2', acknowledgement).bytes]).toEqual([
      0x1b, 0x50, 0x65, 0x6d, 0x3b, 0x32, 0x0d,
    ]);
  });

  test('a bitmap follows its header unescaped, whatever its bytes, and CR follows the bitmap', () => {
    const command = bitmapCommand(
      'Dbc;k;2;3',
      Uint8Array.of(0x1b, 0x0d, 0x3b),
      acknowledgement,
      'panelReplyMs',
    );
    expect(Buffer.from(command.bytes).toString('latin1')).toBe('\x1bDbc;k;2;3;\x1b\r;\r');
    expect(command.bitmapBytes).toBe(3);
  });

  test.each([
    [commands.SUPERVISE, 'Pem;2'],
    [commands.READ_ERROR_MODE, 'Rem'],
    [commands.RESTART, 'Srs'],
    [commands.READ_COVER, 'Rse;o'],
    [commands.READ_FEEDER, 'Rse;f'],
    [commands.READ_FEEDER_LEVEL, 'Rse;n'],
    [commands.READ_BEZEL, 'Rse;b'],
    [commands.READ_RIBBON, 'Rrt;count'],
    [commands.READ_TRANSPORT, 'Rlr;p'],
    [commands.READ_BOX, 'Rlr;h'],
    [commands.READ_CARDS_PRINTED, 'Rco;c'],
    [commands.KEEP_AFTER_PRINT, 'Pneab;A;0'],
    [commands.ALLOW_EJECT, 'Pneab;A;1'],
    [commands.INSERT_FROM_FEEDER, 'Pcim;F'],
    [commands.INSERT_FROM_BEZEL, 'Pcim;I;S'],
    [commands.CHOOSE_RETAIN_BIN, 'Pcrm;D'],
    [commands.CHOOSE_REJECT_BIN, 'Pcrm;N'],
    [commands.FEED_CARD, 'Si'],
    [commands.DRAW_FROM_BEZEL, 'Sib'],
    [commands.PRESENT_AT_BEZEL, 'Seb'],
    [commands.DROP_INTO_BIN, 'Ser'],
    [commands.CHOOSE_RIBBON, 'Pr;ymckok'],
    [commands.START_JOB, 'Ss'],
    [commands.FRONT_SIDE, 'Sr'],
    [commands.BACK_SIDE, 'Sv'],
    [commands.FULL_OVERLAY, 'Wcb;o;255'],
    [commands.END_JOB, 'Se'],
  ])('%# is $1 on the wire', (command, text) => {
    expect(Buffer.from(command.bytes).toString('latin1')).toBe(`\x1b${text}\r`);
  });

  test('a panel says its letter, levels and how many bytes follow', () => {
    const panel = commands.downloadPanel('y', 128, new Uint8Array(2_032));
    expect(Buffer.from(panel.bytes.subarray(0, 16)).toString('latin1')).toBe('\x1bDbc;y;128;2032;');
    expect(panel.bytes.length).toBe('\x1bDbc;y;128;2032;'.length + 2_032 + 1);
  });
});

describe('replies', () => {
  test.each([
    ['5,00 Volts', 5],
    ['0,17 Volts', 0.17],
    ['3.92 volts', 3.92],
    ['5 Volts', 5],
    ['5,00', null],
    ['OK', null],
  ])('voltage of "%s" is %s', (text, volts) => {
    expect(voltage.parse(text)).toBe(volts);
  });

  test.each([
    ['OK', 'empty'],
    ['NO CARD', 'empty'],
    ['CARD', 'card'],
    ['SMART CARD', 'card'],
    ['CONTACTLESS CARD', 'card'],
    ['ERR CARD', 'card'],
    ['CARD JAM', null],
    ['5,00 Volts', null],
  ])('transport at "%s" is %s', (text, position) => {
    expect(transportPosition.parse(text)).toBe(position);
  });

  test.each([
    ['CARD', 'full'],
    ['NO CARD', 'free'],
    ['OK', 'free'],
    ['SMART CARD', null],
  ])('box at "%s" is %s', (text, level) => {
    expect(boxLevel.parse(text)).toBe(level);
  });

  test.each([
    ['87', { cardsLeft: 87 }],
    ['0', { cardsLeft: 0 }],
    ['OK', 'stale'],
    ['ERR RIB DETECTION', 'noRibbon'],
    ['8x', null],
  ])('ribbon at "%s"', (text, reading) => {
    expect(ribbonCount.parse(text)).toEqual(reading);
  });

  test('counts and error modes', () => {
    expect(count.parse('12345')).toBe(12_345);
    expect(count.parse('12 345')).toBeNull();
    expect(errorMode.parse('2')).toBe(2);
    expect(errorMode.parse('0;2')).toBe(0);
    expect(errorMode.parse('5,00 Volts')).toBeNull();
  });

  test('only OK acknowledges', () => {
    expect(acknowledgement.parse('OK')).toBe('OK');
    expect(acknowledgement.parse('NOT OK')).toBeNull();
    expect(acknowledgement.parse('O')).toBeNull();
  });
});

describe('error words', () => {
  test.each([
    ['ERROR CDE', 'commandRefused'],
    ['ERROR PARAMETRES', 'commandRefused'],
    ['OPT NOT AVAILABLE', 'commandRefused'],
    ['COVER OPEN', 'coverOpen'],
    ['ERROR COVER OPEN', 'coverOpen'],
    ['HOPPER DOOR', 'coverOpen'],
    ['FEEDER EMPTY', 'cardsOut'],
    ['ERR FEEDER', 'cardsOut'],
    ['HOPPER FULL', 'retractBinFull'],
    ['ERROR HOPPER', 'mediaJammed'],
    ['CARD JAM', 'mediaJammed'],
    ['ERROR TIME OUT', 'mediaJammed'],
    ['RIBBON ENDED', 'ribbonOut'],
    ['ERROR RIBBON', 'ribbonFault'],
    ['ERR RIB DETECTION', 'ribbonFault'],
    ['NEED CLEANING', 'cleaningRequired'],
    ['ERR NEED CLEANING', 'cleaningRequired'],
    ['ERROR HEAD', 'hardwareError'],
    ['ERROR FLASH UNKNOW', 'hardwareError'],
    ['ERROR UNKNOW', 'hardwareError'],
    ['ERROR', 'hardwareError'],
    ['ERR', 'hardwareError'],
    ['ERR42 SOMETHING NEW', 'hardwareError'],
    ['error cde', 'commandRefused'],
  ])('%s means %s', (word, reason) => {
    expect(faultReasonOf(word)).toBe(reason);
  });

  test.each(['OK', 'CARD', '5,00 Volts', '12', 'gibberish', ''])('"%s" is no error', (text) => {
    expect(faultReasonOf(text)).toBeNull();
  });
});

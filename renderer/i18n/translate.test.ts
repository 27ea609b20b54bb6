import { describe, expect, it } from 'vitest';
import { IsoDate, IsoInstant } from '../../contracts/calendar.ts';
import { formatDate, formatInstant } from './dates.ts';
import { isMessageKey, type MessageKey, translate } from './translate.ts';

describe('translate', () => {
  it.each([
    [0, 'بقيت لحظات'],
    [1, 'بقيت ثانية واحدة تقريباً'],
    [2, 'بقيت ثانيتان تقريباً'],
    [3, 'بقيت 3 ثوانٍ تقريباً'],
    [10, 'بقيت 10 ثوانٍ تقريباً'],
    [11, 'بقيت 11 ثانية تقريباً'],
    [100, 'بقيت 100 ثانية تقريباً'],
    [103, 'بقيت 103 ثوانٍ تقريباً'],
  ])('chooses the Arabic form for %i', (count, text) => {
    expect(translate('ar', 'printing.left', { count })).toBe(text);
  });

  it.each([
    [0, '0 attempts left'],
    [1, '1 attempt left'],
    [2, '2 attempts left'],
  ])('chooses the English form for %i', (count, text) => {
    expect(translate('en', 'pin.attempts', { count })).toBe(text);
  });

  it('fills every value in', () => {
    expect(translate('en', 'choose.paid', { fee: 'KD 10.000', date: '15 November 2026' })).toBe(
      'KD 10.000 paid on 15 November 2026',
    );
  });

  it('throws for a text that no catalogue has', () => {
    expect(() => translate('en', 'no.such.text' as MessageKey)).toThrow('No text for no.such.text in en');
  });

  it('tells known words that arrive as data from unknown ones', () => {
    expect(isMessageKey('cause.powerLost')).toBe(true);
    expect(isMessageKey('cause.neverHeardOf')).toBe(false);
  });
});

describe('dates', () => {
  const date = IsoDate.parse('2026-11-22');

  it('are written out with Latin digits, Gregorian, day first', () => {
    expect(formatDate(date, 'ar')).toBe('22 نوفمبر 2026');
    expect(formatDate(date, 'en')).toBe('22 November 2026');
  });

  it('show an instant as the wall clock in Kuwait', () => {
    const lateEvening = IsoInstant.parse('2026-11-22T22:15:00.000Z');
    expect(formatInstant(lateEvening, 'en')).toBe('23 November at 01:15');
    expect(formatInstant(lateEvening, 'ar')).toContain('01:15');
  });
});

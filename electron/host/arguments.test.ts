import { describe, expect, it } from 'vitest';
import { readCompanionArguments, readHostArguments } from './arguments.ts';

describe('readHostArguments', () => {
  it('reads the configuration and leaves switches of Chromium alone', () => {
    const read = readHostArguments(['.', '--disable-gpu', '--config', 'kiosk.json', '--lang=ar']);
    expect(read).toEqual({ ok: true, value: { config: 'kiosk.json', record: null } });
  });

  it('reads the folder to record into', () => {
    const read = readHostArguments(['--config=kiosk.json', '--record', 'out/recording']);
    expect(read).toEqual({ ok: true, value: { config: 'kiosk.json', record: 'out/recording' } });
  });

  it.each([[[]], [['--config']], [['--config', 'kiosk.json', '--record']]])(
    'says how to start it: %j',
    (argv) => {
      const read = readHostArguments(argv);
      expect(read.ok).toBe(false);
      expect(read.ok ? '' : read.fault).toContain('--config <kiosk.json>');
    },
  );
});

describe('readCompanionArguments', () => {
  it('reads the configuration', () => {
    const read = readCompanionArguments(['.', '--admin', '--config', 'kiosk.json', '--lang=ar']);
    expect(read).toEqual({ ok: true, value: { config: 'kiosk.json' } });
  });

  it('is for --admin only, and a kiosk is not for it', () => {
    expect(readCompanionArguments(['--config', 'kiosk.json'])).toBeNull();
    expect(readHostArguments(['--admin', '--config', 'kiosk.json']).ok).toBe(false);
  });

  it.each([
    [['--admin']],
    [['--admin', '--config']],
    [['--admin=no', '--config', 'kiosk.json']],
    [['--admin', '--config', 'kiosk.json', '--record', 'out']],
  ])('says how to start it: %j', (argv) => {
    const read = readCompanionArguments(argv);
    expect(read).toEqual({ ok: false, fault: expect.stringContaining('--admin --config <kiosk.json>') });
  });
});

import { describe, expect, it } from 'vitest';
import { readHostArguments } from './arguments.ts';

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

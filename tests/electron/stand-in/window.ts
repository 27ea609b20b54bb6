import { EventEmitter } from 'node:events';
import { state } from './state.ts';
import { StandInWebContents } from './web-contents.ts';

interface WindowOptions {
  readonly webPreferences: { readonly preload?: string; readonly [name: string]: unknown };
  readonly [name: string]: unknown;
}

/** BrowserWindow of the stand-in. */
export class StandInWindow extends EventEmitter {
  static readonly opened: StandInWindow[] = [];
  readonly options: WindowOptions;
  readonly webContents: StandInWebContents;
  shown = false;
  minimized = false;
  focused = 0;

  constructor(options: WindowOptions) {
    super();
    if (!state.ready) throw new Error('a window needs a ready application');
    this.options = options;
    this.webContents = new StandInWebContents(options.webPreferences.preload ?? null);
    StandInWindow.opened.push(this);
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.loadURL(url);
    this.emit('ready-to-show');
  }

  show(): void {
    this.shown = true;
  }

  isDestroyed(): boolean {
    return this.webContents.isDestroyed();
  }

  isMinimized(): boolean {
    return this.minimized;
  }

  restore(): void {
    this.minimized = false;
  }

  focus(): void {
    this.focused += 1;
  }

  /** As if a key had asked for it: whether the window went. */
  close(): boolean {
    let prevented = false;
    this.emit('close', {
      preventDefault: () => {
        prevented = true;
      },
    });
    return !prevented;
  }
}

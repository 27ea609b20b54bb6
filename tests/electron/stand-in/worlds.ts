/**
 * Scripts of the stand-in that run in the page. Each function is sent as text, so it uses nothing from outside itself.
 * The preload script runs in an isolated world of Chromium, as in Electron; the page's world sees only what it exposes.
 */

declare global {
  /** Present in the isolated world only: hands a message to the stand-in's main process. */
  var standInToMain: (message: string) => void;
  var standInFromMain: (message: string) => void;
}

/** In the page's world: builds what the isolated world exposes. Calls travel as DOM events, which are synchronous. */
export function pageWorld(): void {
  const callbacks: ((...values: unknown[]) => void)[] = [];
  const settles = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let calls = 0;
  const listen = <Message>(name: string, take: (message: Message) => void) => {
    document.addEventListener(`stand-in-${name}`, (event) => take(JSON.parse((event as CustomEvent).detail)));
  };
  const call = (api: string, key: string, values: unknown[]): unknown => {
    calls += 1;
    const id = calls;
    let reply: { id: number; kind: string; value?: unknown } | undefined;
    const onReply = (event: Event) => {
      const message = JSON.parse((event as CustomEvent).detail);
      if (message.id === id) reply = message;
    };
    document.addEventListener('stand-in-reply', onReply);
    const sent = values.map((value) =>
      typeof value === 'function' ? { callback: callbacks.push(value as () => void) - 1 } : { value },
    );
    document.dispatchEvent(
      new CustomEvent('stand-in-call', { detail: JSON.stringify({ id, api, key, values: sent }) }),
    );
    document.removeEventListener('stand-in-reply', onReply);
    if (reply?.kind === 'function') return () => call(api, `returned:${id}`, []);
    if (reply?.kind === 'promise')
      return new Promise((resolve, reject) => settles.set(id, { resolve, reject }));
    return reply?.value;
  };
  listen('expose', ({ api, keys }: { api: string; keys: string[] }) => {
    const exposed = keys.map((key) => [key, (...values: unknown[]) => call(api, key, values)]);
    Object.defineProperty(window, api, { value: Object.freeze(Object.fromEntries(exposed)) });
  });
  listen('callback', ({ callback, values }: { callback: number; values: unknown[] }) => {
    callbacks[callback]?.(...values);
  });
  listen('settle', ({ id, error, value }: { id: number; error?: string; value?: unknown }) => {
    if (error === undefined) settles.get(id)?.resolve(value);
    else settles.get(id)?.reject(new Error(error));
  });
}

/** In the isolated world, before the preload script: `require('electron')` with the two modules that a sandbox has. */
export function preloadWorld(): unknown {
  const listeners = new Map<string, ((event: object, ...values: unknown[]) => void)[]>();
  const invocations = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const emit = (name: string, message: object) =>
    document.dispatchEvent(new CustomEvent(`stand-in-${name}`, { detail: JSON.stringify(message) }));
  let sequence = 0;
  globalThis.standInFromMain = (text) => {
    const message = JSON.parse(text);
    if (message.kind === 'event') {
      for (const listener of listeners.get(message.channel) ?? []) listener({}, ...message.values);
    } else if (message.error === undefined) invocations.get(message.id)?.resolve(message.value);
    else invocations.get(message.id)?.reject(new Error(message.error));
  };
  const ipcRenderer = {
    on: (channel: string, listener: () => void) =>
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    removeListener: (channel: string, listener: () => void) =>
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((other) => other !== listener),
      ),
    send: (channel: string, ...values: unknown[]) =>
      globalThis.standInToMain(JSON.stringify({ kind: 'send', channel, values })),
    invoke: (channel: string, ...values: unknown[]) =>
      new Promise((resolve, reject) => {
        sequence += 1;
        invocations.set(sequence, { resolve, reject });
        globalThis.standInToMain(JSON.stringify({ kind: 'invoke', id: sequence, channel, values }));
      }),
  };
  const contextBridge = {
    exposeInMainWorld(api: string, functions: Record<string, (...values: unknown[]) => unknown>) {
      const returned: Record<string, () => unknown> = {};
      document.addEventListener('stand-in-call', (event) => {
        const { id, api: called, key, values } = JSON.parse((event as CustomEvent).detail);
        if (called !== api) return;
        const taken = values.map((sent: { callback?: number; value?: unknown }) =>
          sent.callback === undefined
            ? sent.value
            : (...given: unknown[]) => emit('callback', { callback: sent.callback, values: given }),
        );
        const result = (functions[key] ?? returned[key])?.(...taken);
        if (typeof result === 'function') {
          returned[`returned:${id}`] = result as () => unknown;
          emit('reply', { id, kind: 'function' });
        } else if (result instanceof Promise) {
          emit('reply', { id, kind: 'promise' });
          result.then(
            (value) => emit('settle', { id, value }),
            (error) => emit('settle', { id, error: String(error.message) }),
          );
        } else emit('reply', { id, kind: 'value', value: result });
      });
      emit('expose', { api, keys: Object.keys(functions) });
    },
  };
  return (module: string) => {
    if (module === 'electron') return { contextBridge, ipcRenderer };
    throw new Error(`a sandboxed preload script cannot require ${module}`);
  };
}

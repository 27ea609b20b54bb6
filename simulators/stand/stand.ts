import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PrinterControl } from '../card-printer/control.ts';
import { HealthInsuranceControl } from '../health-insurance/control.ts';
import { ReaderControl } from '../hid-reader/control.ts';
import { KnetControl } from '../knet/control.ts';
import { MailboxControl } from '../mailbox/control.ts';
import { PoliceControl } from '../police/control.ts';
import { makeStandData, type StandPlaces } from './demo-data.ts';
import { freePort } from './free-port.ts';
import { type Service, startService } from './service.ts';

/** How a stand is set up. */
export interface StandOptions {
  /** The project's folder. */
  readonly root: string;
  /** Where keys, databases and logs lie. */
  readonly folder: string;
  /** Speed of the printer's line in baud; 0: unpaced. */
  readonly baud: number;
  /** Printing of one panel and one movement of the transport, ms. */
  readonly panelMs: number;
  readonly moveMs: number;
  /** Ports that are tried first; free ones are taken instead when they are in use, or when absent. */
  readonly ports?: {
    readonly portal: number;
    readonly dock: number;
    readonly kiosk: number;
    readonly mailbox: number;
    readonly knet: number;
    readonly healthInsurance: number;
  };
  /** Changes to the kiosk's configuration. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Whether the services that the portal asks run too: KNET, police, Ministry of Health and a mailbox. Collection at the machine needs none of them. */
  readonly neighbours?: true;
  /** The kiosk records what it draws and what goes over the wires into this folder. */
  readonly record?: string;
  /** Whether the browser host runs; Electron brings its own. */
  readonly kiosk: boolean;
}

/** What the portal asks, each simulated by a process of its own. */
export interface Neighbours {
  readonly knet: KnetControl;
  readonly police: PoliceControl;
  readonly healthInsurance: HealthInsuranceControl;
  /** The Ministry of Health's page, where insurance is paid. */
  readonly healthInsuranceUrl: string;
  readonly mailbox: MailboxControl;
  /** Where a person reads the mail. */
  readonly mailboxUrl: string;
}

/** Everything of one machine, running on this one: portal, simulated devices, dock and kiosk. */
export interface Stand {
  readonly places: StandPlaces;
  readonly portalUrl: string;
  readonly dockUrl: string;
  readonly reader: ReaderControl;
  readonly printer: PrinterControl;
  /** Throws in a stand without neighbours. */
  neighbours(): Neighbours;
  /** Address of the kiosk's screens, with its token; throws while no kiosk runs. */
  kioskUrl(): string;
  portal(): Service;
  kiosk(): Service;
  startPortal(): Promise<void>;
  startKiosk(): Promise<void>;
  /** Ends every process. */
  stop(): Promise<void>;
}

/** Makes what is missing and starts every process of a stand, in the order in which they need each other. */
export async function startStand(options: StandOptions): Promise<Stand> {
  const { root, folder } = options;
  mkdirSync(folder, { recursive: true });
  const portalPort = await freePort(options.ports?.portal);
  const kioskPort = await freePort(options.ports?.kiosk);
  const neighbourPorts = {
    knet: await freePort(options.ports?.knet),
    police: await freePort(),
    healthInsurance: await freePort(options.ports?.healthInsurance),
    smtp: await freePort(),
  };
  const places = makeStandData({
    root,
    folder,
    portalPort,
    kioskPort,
    neighbourPorts,
    baud: options.baud,
    settings: options.settings ?? {},
  });
  const running = new Map<string, Service>();

  const start = async (name: string, script: string, ...rest: string[]) => {
    const service = await startService({
      name,
      script,
      arguments: rest,
      root,
      logFile: join(places.logs, `${name}.log`),
    });
    running.set(name, service);
    return service;
  };
  const service = (name: string): Service => {
    const found = running.get(name);
    if (!found) throw new Error(`${name} does not run in this stand`);
    return found;
  };
  const startPortal = async () => {
    await start('portal', 'portal/main.ts', '--config', places.portalConfig);
  };
  const startKiosk = async () => {
    const record = options.record ? ['--record', options.record] : [];
    await start('kiosk', 'electron/browser-host.ts', '--config', places.kioskConfig, ...record);
  };
  const startNeighbours = async (): Promise<Neighbours> => {
    const port = (name: keyof typeof neighbourPorts) => String(neighbourPorts[name]);
    const mailboxPort = String(await freePort(options.ports?.mailbox));
    const folderOf = (name: string) => {
      const data = join(folder, 'simulators', name);
      mkdirSync(data, { recursive: true });
      return ['--data', data];
    };
    const [knet, police, healthInsurance, mailbox] = await Promise.all([
      start('knet', 'simulators/knet/main.ts', '--port', port('knet'), '--control', '0', ...folderOf('knet')),
      start(
        'police',
        'simulators/police/main.ts',
        ...['--port', port('police'), '--control', '0'],
        ...folderOf('police'),
      ),
      start(
        'health-insurance',
        'simulators/health-insurance/main.ts',
        ...['--port', port('healthInsurance'), '--control', '0'],
        ...folderOf('health-insurance'),
      ),
      start(
        'mailbox',
        'simulators/mailbox/main.ts',
        ...['--port', mailboxPort, '--smtp', port('smtp')],
        ...folderOf('mailbox'),
      ),
    ]);
    return {
      knet: new KnetControl(knet.listening),
      police: new PoliceControl(police.listening),
      healthInsurance: new HealthInsuranceControl(healthInsurance.listening),
      healthInsuranceUrl: `${healthInsurance.ready['service']}/`,
      mailbox: new MailboxControl(mailbox.listening),
      mailboxUrl: mailbox.listening,
    };
  };
  const stop = async () => {
    // The kiosk first, so that nothing it relies on goes away beneath it.
    await running.get('kiosk')?.stop();
    await Promise.all([...running.values()].map((one) => one.stop()));
  };

  try {
    const [reader, printer, neighbours] = await Promise.all([
      start(
        'reader',
        'simulators/hid-reader/main.ts',
        '--cards',
        places.cards,
        '--socket',
        places.readerSocket,
        '--control',
        '0',
      ),
      start(
        'printer',
        'simulators/card-printer/main.ts',
        ...['--data', places.printerData, '--control', '0', '--link', places.printerLine],
        ...[
          '--baud',
          String(options.baud),
          '--panel-ms',
          String(options.panelMs),
          '--move-ms',
          String(options.moveMs),
        ],
      ),
      options.neighbours ? startNeighbours() : null,
      startPortal(),
    ]);
    const dock = await start(
      'dock',
      'simulators/dock/main.ts',
      ...['--port', String(await freePort(options.ports?.dock))],
      ...['--reader', reader.listening, '--printer', printer.listening],
    );
    if (options.kiosk) await startKiosk();
    return {
      places,
      portalUrl: `http://127.0.0.1:${portalPort}`,
      dockUrl: dock.listening,
      reader: new ReaderControl(reader.listening),
      printer: new PrinterControl(printer.listening),
      neighbours: () => {
        if (!neighbours) throw new Error('this stand was started without neighbours');
        return neighbours;
      },
      kioskUrl: () => service('kiosk').listening,
      portal: () => service('portal'),
      kiosk: () => service('kiosk'),
      startPortal,
      startKiosk,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

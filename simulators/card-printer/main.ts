/**
 * The card printer: `node simulators/card-printer/main.ts --data <folder> --control <port> [--tcp <port>] [--link <path>]
 * [--baud 115200|921600|0=unpaced] [--panel-ms <print time per panel>] [--move-ms <transport move time>]
 * [--rotation clockwise|counterclockwise]`.
 */
import { announceListening, onTerminate, startControlServer } from '../control-server.ts';
import { controlRoutes } from './control-routes.ts';
import { readOptions } from './options.ts';
import { PrinterSimulator } from './simulator.ts';

const { controlPort, ...options } = readOptions(process.argv.slice(2));
const simulator = await PrinterSimulator.start(options);
const control = await startControlServer({ port: controlPort, routes: controlRoutes(simulator) });
announceListening({ control: control.url, path: simulator.address });
onTerminate(async () => {
  await control.close();
  await simulator.close();
});

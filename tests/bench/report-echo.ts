/** `node tests/bench/report-echo.ts <socket>`: sends back whatever comes, as a reader would that had nothing to do. */
import { createServer } from 'node:net';

const [path = ''] = process.argv.slice(2);
const server = createServer((socket) => socket.pipe(socket));
server.listen(path, () => console.log(JSON.stringify({ listening: path })));
process.once('SIGTERM', () => process.exit());

/**
 * Verifies the audit trail: `node portal/audit-verify.ts --config <file>`. Prints the verdict as one JSON line and ends
 * with 1 when the chain is broken.
 */
import { configOrExit, pathArguments } from './command-line.ts';
import { verifyAudit } from './services/audit/verify-audit.ts';
import { openStore } from './store/store.ts';

const { database } = configOrExit(pathArguments('audit-verify.ts', ['config']).config);
const store = await openStore(database);
const verdict = await verifyAudit(store);
await store.close();
console.log(JSON.stringify(verdict));
process.exitCode = verdict.intact ? 0 : 1;

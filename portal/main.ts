/** Starts the portal: `node portal/main.ts --config <file>`. Prints one JSON line with its address when it listens. */
import { systemClock } from '../contracts/clock.ts';
import { isoInstant } from '../contracts/calendar.ts';
import { verifyChipProof } from '../native-adapters/civil-id-reader/lds1/verify-chip-proof.ts';
import { configOrExit, pathArguments } from './command-line.ts';
import { createServer } from './http/server.ts';
import { createCredentialSigner } from './services/credentials/sign-credential.ts';
import { forgetExpired } from './store/identity.ts';
import { openStore } from './store/store.ts';

const config = configOrExit(pathArguments('main.ts', ['config']).config);
const { trustAnchors, issuingState } = config;

// The store opens before the log exists; a lost idle connection is replaced by the pool and noticed by its next user.
const store = await openStore(config.database, () => {
  process.stderr.write(`${JSON.stringify({ level: 40, msg: 'database connection lost' })}\n`);
});
await store.transaction((transaction) => forgetExpired(transaction, isoInstant(systemClock.now())));

const server = await createServer({
  context: {
    store,
    clock: systemClock,
    verifyChip: (proof, challenge, today) =>
      verifyChipProof({ proof, challenge, cscaCertificates: trustAnchors, issuingState, today }),
    signer: createCredentialSigner(config.signingKey),
    datedSettings: config.datedSettings,
    publicUrl: config.publicUrl,
  },
  trustedProxies: config.trustedProxies,
  log: process.stderr,
});

/** Answers what was asked, then closes; a second signal changes nothing. */
const stop = async () => {
  await server.close();
  await store.close();
};
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);

const listening = await server.listen(config.listen);
process.stdout.write(`${JSON.stringify({ listening })}\n`);

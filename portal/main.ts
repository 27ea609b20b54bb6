/** Starts the portal: `node portal/main.ts --config <file>`. Prints one JSON line with its address when it listens. */
import { systemClock } from '../contracts/clock.ts';
import { isoInstant } from '../contracts/calendar.ts';
import { verifyChipProof } from '../native-adapters/civil-id-reader/lds1/verify-chip-proof.ts';
import { configOrExit, pathArguments } from './command-line.ts';
import { createHealthInsuranceClient } from './gateways/health-insurance/health-insurance-client.ts';
import { createKnetGateway } from './gateways/knet/knet-gateway.ts';
import { createPoliceClient } from './gateways/police/police-client.ts';
import { createSmtpMailer } from './gateways/smtp/smtp-mailer.ts';
import { createServer } from './http/server.ts';
import { portalJobs } from './jobs/portal-jobs.ts';
import { runJobs } from './jobs/run-jobs.ts';
import { createCredentialSigner } from './services/credentials/sign-credential.ts';
import type { PortalContext } from './services/portal-context.ts';
import { forgetExpired } from './store/identity.ts';
import { openStore } from './store/store.ts';

const config = configOrExit(pathArguments('main.ts', ['config']).config);
const { trustAnchors, issuingState } = config;

// The store opens before the log exists; a lost idle connection is replaced by the pool and noticed by its next user.
const store = await openStore(config.database, () => {
  process.stderr.write(`${JSON.stringify({ level: 40, msg: 'database connection lost' })}\n`);
});
await store.transaction((transaction) => forgetExpired(transaction, isoInstant(systemClock.now())));

const mailer = createSmtpMailer(config.smtp);
const portal: PortalContext = {
  store,
  clock: systemClock,
  datedSettings: config.datedSettings,
  publicUrl: config.publicUrl,
  gateway: createKnetGateway(config.knet, config.publicUrl),
  police: createPoliceClient(config.police),
  healthInsurance: createHealthInsuranceClient(config.healthInsurance),
  insurancePageUrl: config.healthInsurance.payPageUrl,
  passwordPolicy: config.passwordPolicy,
  uploadsFolder: config.uploadsFolder,
};

const server = await createServer({
  portal,
  webFolder: config.webFolder,
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

const jobs = runJobs(
  portalJobs(portal, mailer, (trouble) => server.log.warn(trouble, 'mail not sent')),
  systemClock,
  (job, error) => {
    server.log.error({ job, err: error }, 'job failed');
  },
);

/** Answers what was asked, lets jobs end, then closes; a second signal changes nothing. */
const stop = async () => {
  await Promise.all([server.close(), jobs.stop()]);
  await store.close();
};
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);

const listening = await server.listen(config.listen);
process.stdout.write(`${JSON.stringify({ listening })}\n`);

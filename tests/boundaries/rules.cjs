/** Which arrows may never be (docs/developer/architecture.md, "Walls"). Read by dependency-cruiser. */

const COMPOSITION_ROOTS = '^electron/(main\\.ts|browser-host\\.ts|host/)';

module.exports = {
  forbidden: [
    {
      name: 'contracts-stand-alone',
      comment: 'contracts/ imports zod and itself, nothing else',
      severity: 'error',
      from: { path: '^contracts/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['^contracts/', '(^|/)node_modules/zod/'] },
    },
    {
      name: 'renderer-knows-contracts-only',
      comment: 'the screens know neither hosts, devices, portal nor simulators',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(electron|portal|native-adapters|simulators)/' },
    },
    {
      name: 'electron-only-in-shell',
      comment: "only the shell, main and preload know the 'electron' module",
      severity: 'error',
      from: {
        path: '^(contracts|electron|renderer|native-adapters|portal|simulators)/',
        pathNot: '^electron/(shell/|main\\.ts$|preload\\.ts$)',
      },
      to: { path: '(^|/)node_modules/electron/' },
    },
    {
      name: 'simulators-and-drivers-apart',
      comment: 'a driver and its simulator are written from the same documents, never from each other',
      severity: 'error',
      from: { path: '^simulators/' },
      to: { path: '^native-adapters/' },
    },
    {
      name: 'drivers-and-simulators-apart',
      comment: 'a driver and its simulator are written from the same documents, never from each other',
      severity: 'error',
      from: { path: '^native-adapters/' },
      to: { path: '^simulators/' },
    },
    {
      name: 'simulators-know-contracts-only',
      comment:
        'stand-ins are processes of their own: they start the others, they do not import them (the dock wears the same look)',
      severity: 'error',
      from: { path: '^simulators/', pathNot: '^simulators/dock/panel/' },
      to: { path: '^(electron|renderer|portal)/' },
    },
    {
      name: 'dock-shares-the-look-only',
      comment: 'the dock takes design tokens and fonts from renderer/ui, and nothing else from outside',
      severity: 'error',
      from: { path: '^simulators/dock/panel/' },
      to: { path: '^(electron|renderer|portal)/', pathNot: '^renderer/ui/' },
    },
    {
      name: 'drivers-know-contracts-only',
      comment: 'a driver serves whoever calls its port',
      severity: 'error',
      from: { path: '^native-adapters/' },
      to: { path: '^(electron|renderer|portal)/' },
    },
    {
      name: 'portal-knows-contracts-and-lds1',
      comment:
        "the ministry's side checks a chip's proof with the same pure rules as the reader, and shares nothing else",
      severity: 'error',
      from: { path: '^portal/' },
      to: {
        path: '^(electron|renderer|simulators|native-adapters)/',
        pathNot: '^native-adapters/civil-id-reader/lds1/',
      },
    },
    {
      name: 'lds1-is-pure',
      comment: 'what the portal shares with the reader touches no device and no other folder',
      severity: 'error',
      from: { path: '^native-adapters/civil-id-reader/lds1/', pathNot: '\\.test(-helper)?\\.ts$' },
      to: { path: '^native-adapters/', pathNot: '^native-adapters/civil-id-reader/lds1/' },
    },
    {
      name: 'kiosk-knows-ports-only',
      comment: 'the kiosk speaks to devices through their ports; the composition roots choose the drivers',
      severity: 'error',
      from: { path: '^electron/', pathNot: COMPOSITION_ROOTS },
      to: { path: '^native-adapters/', pathNot: '^native-adapters/[^/]+/(port|config)\\.ts$' },
    },
    {
      name: 'kiosk-knows-no-carrier',
      comment: 'nothing of the business lives in a carrier',
      severity: 'error',
      from: { path: '^electron/kiosk/' },
      to: { path: '^electron/(shell|host|main|preload|browser-host)' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { path: '^(contracts|electron|renderer|native-adapters|portal|simulators)/' },
      to: { path: '^tests/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: '^node_modules' },
    exclude: { path: '^(dist|out|data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};

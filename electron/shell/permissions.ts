import type { Session } from 'electron';
import type { KioskLog } from '../kiosk/log.ts';

/** Every permission that this version of Electron knows: a new one does not compile until it has its line below. */
type Permission = Parameters<NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>>[1];

const DEVICES = 'devices belong to the main process and its drivers';
const NO_CAPTURE = 'the portrait comes from the chip; nobody is filmed or heard';
const NO_PLACE = 'the machine knows where it stands from its configuration';
const NO_NETWORK = 'the screen reaches no network: only the main process speaks to the portal';
const NO_STORAGE = "nothing of a person outlives the session, least of all in a browser's storage";
const NO_SYSTEM = 'the screen shows; it does not reach into the system';
const NO_WINDOWS = 'one window that fills the screen, set by the main process';
const NO_BACKGROUND = 'nothing runs behind the screen';

/** Why each permission is denied: all of them are. */
export const DENIED: Readonly<Record<Permission, string>> = {
  ar: NO_CAPTURE,
  'automatic-fullscreen': NO_WINDOWS,
  'background-fetch': NO_BACKGROUND,
  'background-sync': NO_BACKGROUND,
  'captured-surface-control': NO_CAPTURE,
  'clipboard-read': NO_SYSTEM,
  'clipboard-sanitized-write': NO_SYSTEM,
  'deprecated-sync-clipboard-read': NO_SYSTEM,
  'display-capture': NO_CAPTURE,
  fileSystem: NO_STORAGE,
  fullscreen: NO_WINDOWS,
  geolocation: NO_PLACE,
  'geolocation-approximate': NO_PLACE,
  'hand-tracking': NO_CAPTURE,
  hid: DEVICES,
  'idle-detection': 'the session measures idleness itself',
  keyboardLock: NO_WINDOWS,
  'local-fonts': 'the screen brings its fonts',
  'local-network': NO_NETWORK,
  'local-network-access': NO_NETWORK,
  'loopback-network': NO_NETWORK,
  media: NO_CAPTURE,
  mediaKeySystem: NO_CAPTURE,
  midi: DEVICES,
  midiSysex: DEVICES,
  nfc: DEVICES,
  notifications: NO_WINDOWS,
  openExternal: 'nothing leaves the window',
  'payment-handler': 'nothing is paid at the machine',
  'periodic-background-sync': NO_BACKGROUND,
  'persistent-storage': NO_STORAGE,
  pointerLock: NO_WINDOWS,
  'screen-wake-lock': 'the system is set to stay awake',
  sensors: NO_PLACE,
  serial: DEVICES,
  'smart-card': DEVICES,
  'speaker-selection': NO_SYSTEM,
  'storage-access': NO_STORAGE,
  'system-wake-lock': 'the system is set to stay awake',
  'top-level-storage-access': NO_STORAGE,
  usb: DEVICES,
  vr: NO_CAPTURE,
  'web-app-installation': NO_SYSTEM,
  'web-printing': 'only the card printer prints, and only the main process uses it',
  'window-management': NO_WINDOWS,
  unknown: 'what is not known is not allowed',
};

/** Denies every permission, asked for or merely checked, and every device; says in the log which was asked for and why not. */
export function denyPermissions(session: Session, log: KioskLog): void {
  session.setPermissionRequestHandler((_contents, permission, callback) => {
    log.warn({ permission, reason: DENIED[permission] ?? DENIED.unknown }, 'permission denied');
    callback(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback({}));
}

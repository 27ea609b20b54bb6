import { failure, type Result, success } from '../../../contracts/result.ts';
import type { ReportListener, ReportTransport } from './report-transport.ts';

/** USB identity of the ID TECH VP3300, a NEO 2 with a contact slot. */
export const VP3300_VENDOR_ID = 0x0acd;
export const VP3300_PRODUCT_ID = 0x3530;

/** Which HID device: by path, or the first with these USB identifiers. */
export type HidAddress =
  | { readonly path: string }
  | { readonly vendorId: number; readonly productId: number };

/** The part of `HIDAsync` (node-hid 3) that is used here. */
export interface HidDevice {
  on(event: 'data', listener: (report: Uint8Array) => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  write(report: Buffer): Promise<number>;
  close(): Promise<void>;
}

/** The part of the module `node-hid` that is used here. */
export interface HidModule {
  readonly HIDAsync: {
    open(path: string): Promise<HidDevice>;
    open(vendorId: number, productId: number): Promise<HidDevice>;
  };
}

/** Loaded when the first device is opened: the prebuilt addon needs libudev, which a machine without readers may lack. */
const loadNodeHid = async (): Promise<HidModule> => import('node-hid');

/** node-hid hands over strings where other modules hand over errors. */
function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function transportOver(device: HidDevice, listener: ReportListener): ReportTransport {
  let isOpen = true;
  let writes: Promise<unknown> = Promise.resolve();
  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    device.close().catch((error: unknown) => listener.onError(messageOf(error)));
    listener.onClose();
  };
  const fail = (error: unknown) => {
    if (!isOpen) return;
    listener.onError(messageOf(error));
    close();
  };
  // Without a `data` listener node-hid does not read, and an unplugged device goes unnoticed.
  device.on('data', (report) => {
    if (isOpen) listener.onReport(report);
  });
  device.on('error', fail);
  return {
    // The first byte of each write is the report ID.
    send: (reports) => {
      for (const report of reports) {
        writes = writes.then(() => (isOpen ? device.write(Buffer.from(report)) : 0)).catch(fail);
      }
    },
    close,
  };
}

/** Opens a HID device through node-hid's asynchronous interface. */
export async function openNodeHid(
  address: HidAddress,
  listener: ReportListener,
  load: () => Promise<HidModule> = loadNodeHid,
): Promise<Result<ReportTransport, string>> {
  try {
    const { HIDAsync } = await load();
    const device =
      'path' in address
        ? await HIDAsync.open(address.path)
        : await HIDAsync.open(address.vendorId, address.productId);
    return success(transportOver(device, listener));
  } catch (error) {
    return failure(messageOf(error));
  }
}

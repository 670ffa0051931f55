import { ArgumentError } from '../../core/errors/argument-error.ts';
import { PlatformError } from '../../core/errors/platform-error.ts';
import type { CallOptions } from '../../http/call-options.ts';
import type { PlatformClient } from '../create-platform-client.ts';
import { checkOrderKey, checkPayer, checkShipment } from './check-shipment.ts';
import type { CombinedShippingUpload, ShippingUpload } from './shipping-info.ts';

/** What an upload did. */
export interface ShippingUploaded {
  /** False when WeChat had the same already. */
  readonly changed: boolean;
}

/** What an upload is made with. */
export interface UploadParts {
  readonly client: PlatformClient;
  readonly nowMs: () => number;
}

/** Enters how a payment is shipped. @throws ArgumentError, PlatformError */
export function uploadShipping(
  parts: UploadParts,
  upload: ShippingUpload,
  options?: CallOptions,
): Promise<ShippingUploaded> {
  checkPayer(upload.payer);
  checkShipment(upload);
  return send(parts, 'upload_shipping_info', upload, options);
}

/** Enters how the orders of a combined payment are shipped. @throws ArgumentError, PlatformError */
export function uploadCombinedShipping(
  parts: UploadParts,
  upload: CombinedShippingUpload,
  options?: CallOptions,
): Promise<ShippingUploaded> {
  checkPayer(upload.payer);
  checkOrderKey(upload.order_key, 'order_key');
  const [first] = upload.sub_orders;
  if (first === undefined) throw new ArgumentError('sub_orders', 'must hold at least one order');
  for (const [index, order] of upload.sub_orders.entries()) {
    checkShipment(order, `sub_orders[${index}].`);
    if (order.logistics_type !== first.logistics_type) {
      const field = `sub_orders[${index}].logistics_type`;
      throw new ArgumentError(field, 'must be that of the other orders');
    }
  }
  return send(parts, 'upload_combined_shipping_info', upload, options);
}

async function send(
  { client, nowMs }: UploadParts,
  name: string,
  upload: ShippingUpload | CombinedShippingUpload,
  options: CallOptions | undefined,
): Promise<ShippingUploaded> {
  const body = { ...upload, upload_time: upload.upload_time ?? formatBeijingTime(nowMs()) };
  try {
    await client.call({ method: 'POST', path: `/wxa/sec/order/${name}`, body, options });
    return Object.freeze({ changed: true });
  } catch (error) {
    // The wish is fulfilled, for example by an earlier attempt whose answer was lost.
    if (error instanceof PlatformError && error.errcode === nothingChanged) {
      return Object.freeze({ changed: false });
    }
    throw error;
  }
}

const nothingChanged = 10060023;

// To the millisecond: an upload must be later than the one before.
function formatBeijingTime(ms: number): string {
  return new Date(ms + 8 * 3_600_000).toISOString().replace('Z', '+08:00');
}

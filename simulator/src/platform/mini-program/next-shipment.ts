import { PlatformRefusal } from './platform-refusal.ts';
import type { ParcelInput, Shipment, ShipmentInput } from './shipment.ts';

/**
 * What an upload makes of a shipment: it begins one, adds parcels to an unfinished one, or replaces it, once.
 *
 * @throws PlatformRefusal 10060023, 268485216, 10060002, 10060003
 */
export function nextShipment(
  earlier: Shipment | undefined,
  input: ShipmentInput & { readonly uploadTimeMs: number },
  nowMs: number,
): Shipment {
  const { logistics_type, delivery_mode, uploadTimeMs } = input;
  const parcels = input.shipping_list.map((parcel) => ({ ...parcel, uploadedAtMs: nowMs }));
  const finished = delivery_mode === 1 || input.is_all_delivered === true;
  const fresh = { logistics_type, delivery_mode, parcels, uploadTimeMs, finished };
  const shipped = finished ? { shippedAtMs: nowMs } : {};
  if (earlier === undefined) return { ...fresh, ...shipped, reshipped: false };
  if (isSame(earlier, input)) throw new PlatformRefusal(10060023, '发货信息未更新');
  if (uploadTimeMs <= earlier.uploadTimeMs) {
    throw new PlatformRefusal(268485216, '上传时间非法，必须晚于上一次上传时间');
  }
  const sameWay =
    earlier.logistics_type === logistics_type && earlier.delivery_mode === delivery_mode;
  if (!earlier.finished && sameWay) {
    return {
      ...fresh,
      ...shipped,
      parcels: [...earlier.parcels, ...parcels],
      reshipped: earlier.reshipped,
    };
  }
  if (earlier.finished && !finished)
    throw new PlatformRefusal(10060002, '支付单已完成发货，无法继续发货');
  if (earlier.reshipped) throw new PlatformRefusal(10060003, '支付单已使用重新发货机会');
  return { ...fresh, ...shipped, reshipped: true };
}

function isSame(earlier: Shipment, input: ShipmentInput): boolean {
  const words = ({ tracking_no, express_company, item_desc, contact }: ParcelInput) =>
    JSON.stringify([tracking_no, express_company, item_desc, contact]);
  const kept = earlier.parcels.map(words);
  const given = input.shipping_list.map(words);
  const finished = input.delivery_mode === 1 || input.is_all_delivered === true;
  return (
    earlier.logistics_type === input.logistics_type &&
    earlier.delivery_mode === input.delivery_mode &&
    earlier.finished === finished &&
    (earlier.delivery_mode === 1
      ? kept.join() === given.join()
      : given.every((parcel) => kept.includes(parcel)))
  );
}

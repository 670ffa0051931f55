import type { OrderShipment } from '../yifen/index';
import { carrierName } from './carrier-name';
import { formatTime } from './format-time';

/** A shipment as the order's page shows it. */
export interface ShipmentView {
  readonly method: string;
  readonly parcels: readonly ParcelView[];
  readonly shippedAt: string;
  readonly receivedAt: string;
  /** Whether its receipt can be confirmed. */
  readonly confirmable: boolean;
}

/** One parcel of a {@link ShipmentView}; both texts are empty when nobody carries it. */
export interface ParcelView {
  readonly carrier: string;
  readonly trackingNo: string;
}

const methods: Readonly<Record<OrderShipment['method'], string>> = {
  express: '快递配送',
  'same-city': '同城配送',
  virtual: '无需物流',
  'self-pickup': '到店自提',
};

/** Turns a shipment of the server into what the page shows. */
export function viewShipment(shipment: OrderShipment): ShipmentView {
  return {
    method: methods[shipment.method],
    parcels: shipment.parcels.map(({ carrier = '', trackingNo = '' }) => ({
      carrier: carrierName(carrier),
      trackingNo,
    })),
    shippedAt: shipment.shippedAt ? formatTime(shipment.shippedAt) : '',
    receivedAt: shipment.receivedAt ? formatTime(shipment.receivedAt) : '',
    confirmable: shipment.state === 'shipped',
  };
}

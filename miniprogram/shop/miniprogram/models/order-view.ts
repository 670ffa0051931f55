import { isSettled, type Order, type OrderState } from '../yifen/index';
import { formatTime, formatTimeOfDay } from './format-time';
import { productPicture } from './product-picture';
import { type ShipmentView, viewShipment } from './shipment-view';

/** An order as the pages show it. */
export interface OrderView {
  readonly id: string;
  readonly outTradeNo: string;
  readonly transactionId: string;
  readonly label: string;
  readonly hint: string;
  readonly tone: 'open' | 'done' | 'over' | 'alert';
  /** Whether it can be paid or cancelled. */
  readonly open: boolean;
  readonly amountFen: number;
  readonly count: number;
  readonly items: readonly OrderItemView[];
  readonly createdAt: string;
  readonly paidAt: string;
  readonly shipment: ShipmentView | null;
}

/** One line of an {@link OrderView}. */
export interface OrderItemView {
  readonly productId: string;
  readonly name: string;
  readonly quantity: number;
  readonly priceFen: number;
  readonly picture: string;
}

/** What a page shows before it has an order. */
export const noOrder: OrderView = {
  id: '',
  outTradeNo: '',
  transactionId: '',
  label: '',
  hint: '',
  tone: 'over',
  open: false,
  amountFen: 0,
  count: 0,
  items: [],
  createdAt: '',
  paidAt: '',
  shipment: null,
};

const labels: Readonly<Record<OrderState, string>> = {
  created: '待付款',
  payable: '待付款',
  paid: '已付款',
  closing: '正在关闭',
  closed: '已关闭',
  disputed: '待核实',
  refunding: '退款中',
};

const tones: Readonly<Record<OrderState, OrderView['tone']>> = {
  created: 'open',
  payable: 'open',
  paid: 'done',
  closing: 'over',
  closed: 'over',
  disputed: 'alert',
  refunding: 'alert',
};

/** Turns an order of the server into what the pages show. */
export function viewOrder(order: Order): OrderView {
  return {
    id: order.id,
    outTradeNo: order.outTradeNo,
    transactionId: order.transactionId ?? '',
    label: labelOf(order),
    hint: hintOf(order),
    tone: tones[order.state],
    open: !isSettled(order.state) && order.state !== 'closing',
    amountFen: order.amountFen,
    count: order.items.reduce((sum, { quantity }) => sum + quantity, 0),
    items: order.items.map((item) => ({ ...item, picture: productPicture(item.productId) })),
    createdAt: formatTime(order.createdAt),
    paidAt: order.paidAt ? formatTime(order.paidAt) : '',
    shipment: order.shipment ? viewShipment(order.shipment) : null,
  };
}

function labelOf({ state, shipment }: Order): string {
  if (state !== 'paid' || !shipment || shipment.state === 'preparing') return labels[state];
  return shipment.state === 'received' ? '已收货' : '已发货';
}

function hintOf(order: Order): string {
  switch (order.state) {
    case 'created':
    case 'payable':
      return `请在 ${formatTimeOfDay(order.expiresAt)} 前完成支付，逾时订单自动关闭`;
    case 'paid':
      return paidHint(order);
    case 'closing':
      return '正在向微信支付确认，请稍候';
    case 'closed':
      return '订单没有付款，已经关闭';
    case 'disputed':
      return '这笔款项需要人工核实，请联系商家';
    case 'refunding':
      return '订单关闭后收到付款，款项将原路退回';
  }
}

function paidHint({ shipment }: Order): string {
  if (!shipment) return '已收到你的付款，我们会尽快发货';
  switch (shipment.state) {
    case 'preparing':
      return '商家正在发货，请留意物流信息';
    case 'shipped':
      return shipment.method === 'express' ? '收到货后请确认收货' : '商家已发货，请确认收货';
    case 'received':
      return '感谢惠顾，欢迎再来';
  }
}

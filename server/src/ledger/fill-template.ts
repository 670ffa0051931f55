import type { Order } from './order.ts';
import type { Shipment } from './shipment.ts';

/** What a field of a template may be filled with. */
export const TEMPLATE_SOURCES = Object.freeze([
  'outTradeNo',
  'description',
  'amount',
  'paidAt',
  'shippedAt',
  'carrier',
  'trackingNo',
] as const);

/** One of {@link TEMPLATE_SOURCES}. */
export type TemplateSource = (typeof TEMPLATE_SOURCES)[number];

/** A subscribe message template and what stands in its fields. */
export interface MessageTemplate {
  readonly templateId: string;
  /** By the template's own names, e.g. `amount2`; a fixed text begins with a quote. */
  readonly fields: Readonly<Record<string, TemplateSource | `"${string}`>>;
}

/** Longest value by kind of field, in characters; a longer one would be refused, so it is cut. */
const LONGEST: Readonly<Record<string, number>> = Object.freeze({
  thing: 20,
  character_string: 32,
  phrase: 5,
  name: 10,
});

/**
 * Fills a template with what is known of an order: texts are cut to what their field takes, times are
 * Beijing's, and what is not known is `-`, since WeChat refuses an empty value.
 *
 * @see developers.weixin.qq.com `subscribe-message/api_sendmessage`
 */
export function fillTemplate(
  template: MessageTemplate,
  order: Order,
  shipment: Shipment | null,
): Readonly<Record<string, string>> {
  const parcel = shipment?.parcels[0];
  const values: Readonly<Record<TemplateSource, string>> = {
    outTradeNo: order.outTradeNo,
    description: order.description,
    amount: `¥${yuan(order.amountFen)}`,
    paidAt: beijing(order.paidAtMs),
    shippedAt: beijing(shipment?.reportedAtMs ?? null),
    carrier: parcel?.carrier ?? '-',
    trackingNo: parcel?.trackingNo ?? '-',
  };
  return Object.fromEntries(
    Object.entries(template.fields).map(([name, source]) => [
      name,
      fit(name, isFixed(source) ? source.slice(1) : values[source]),
    ]),
  );
}

function isFixed(source: TemplateSource | `"${string}`): source is `"${string}` {
  return source.startsWith('"');
}

function fit(name: string, value: string): string {
  const most = LONGEST[/^[a-z_]+(?=\d*$)/.exec(name)?.[0] ?? ''];
  const characters = [...value];
  if (most === undefined || characters.length <= most) return value;
  // The one kind that takes no Chinese takes no ellipsis either.
  if (name.startsWith('character_string')) return characters.slice(0, most).join('');
  return `${characters.slice(0, most - 1).join('')}…`;
}

function yuan(amountFen: number): string {
  const digits = String(amountFen).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function beijing(atMs: number | null): string {
  if (atMs === null) return '-';
  return new Date(atMs + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

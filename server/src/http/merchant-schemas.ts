import { Type } from '@fastify/type-provider-typebox';
import { orderFilterProperties } from './order-filter.ts';
import { OrderSchema } from './schemas.ts';

/** Input: unknown fields are refused, nothing is converted. */
const strict = { additionalProperties: false } as const;

const Time = Type.String({ format: 'date-time', description: 'RFC 3339' });
const Fen = Type.Integer({ minimum: 0, description: '1/100 yuan' });
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);
const Cursor = Type.Optional(
  Type.String({ minLength: 1, maxLength: 64, description: '`nextCursor` of the page before' }),
);
const Limit = Type.Optional(
  Type.String({ pattern: '^([1-9]|[1-9][0-9]|100)$', description: '1 to 100, default 20' }),
);
const Reason = Type.String({ minLength: 1, maxLength: 200, description: 'kept in the history' });

const refundStates = [
  'awaiting-approval',
  'requested',
  'processing',
  'succeeded',
  'closed',
  'abnormal',
  'disputed',
] as const;

export const PageQuerySchema = Type.Object({ cursor: Cursor, limit: Limit }, strict);

export const OrderSearchSchema = Type.Object(
  { ...orderFilterProperties, cursor: Cursor, limit: Limit },
  strict,
);

export const RefundSearchSchema = Type.Object(
  { state: Type.Optional(Type.Enum([...refundStates])), cursor: Cursor, limit: Limit },
  strict,
);

export const MerchantOrderRequestSchema = Type.Object(
  {
    openid: Type.String({
      pattern: '^[A-Za-z0-9_-]{1,128}$',
      description: 'the payer, as the mini-program knows him',
    }),
    amountFen: Type.Integer({ minimum: 1, maximum: 100_000_000, description: '1/100 yuan' }),
    description: Type.String({
      minLength: 1,
      maxLength: 127,
      description: 'what it is for; at most 127 bytes of UTF-8, no emoji',
    }),
    appid: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 32,
        description: "the payer's mini-program; default: the merchant's first",
      }),
    ),
    lifeSeconds: Type.Optional(
      Type.Integer({ minimum: 60, maximum: 604_800, description: 'how long it may be paid' }),
    ),
  },
  {
    ...strict,
    examples: [
      { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o', amountFen: 12_800, description: '定制茶礼' },
    ],
  },
);

export const AmountRequestSchema = Type.Object(
  { amountFen: Type.Integer({ minimum: 1, maximum: 100_000_000, description: '1/100 yuan' }) },
  { ...strict, examples: [{ amountFen: 9_900 }] },
);

export const ResolveRequestSchema = Type.Object(
  {
    as: Type.Enum(['paid', 'closed'], {
      description: '`paid` only when WeChat says so now; `closed` returns what came',
    }),
    reason: Reason,
  },
  { ...strict, examples: [{ as: 'closed', reason: '金额不符，已与顾客核对' }] },
);

export const RefundRequestSchema = Type.Object(
  {
    amountFen: Type.Integer({ minimum: 1, maximum: 100_000_000, description: '1/100 yuan' }),
    reason: Type.String({
      minLength: 1,
      maxLength: 80,
      description: 'the payer reads it; at most 80 bytes of UTF-8',
    }),
  },
  { ...strict, examples: [{ amountFen: 4_800, reason: '少发一件' }] },
);

export const RejectRequestSchema = Type.Object(
  { reason: Reason },
  { ...strict, examples: [{ reason: '商品已发出' }] },
);

export const MerchantOrderSchema = Type.Object({
  ...OrderSchema.properties,
  appid: Type.String(),
  mchid: Type.String({ description: 'who receives the money' }),
  openid: Type.String(),
});

export const RefundSchema = Type.Object({
  id: Type.String(),
  orderId: Type.String(),
  outTradeNo: Type.String(),
  outRefundNo: Type.String(),
  transactionId: Type.String(),
  refundId: Nullable(Type.String({ description: "WeChat's number of it" })),
  kind: Type.String({ description: 'who wanted it, e.g. `asked`, `late`, `surplus`' }),
  state: Type.Enum([...refundStates]),
  amountFen: Fen,
  totalFen: Type.Integer({ minimum: 0, description: 'what was paid in all' }),
  reason: Type.String(),
  requestedBy: Type.String(),
  approvedBy: Nullable(Type.String()),
  requestedAt: Time,
  acceptedAt: Nullable(Time),
  succeededAt: Nullable(Time),
  receivedBy: Nullable(Type.String({ description: 'where the money went' })),
  problem: Nullable(Type.String({ description: "WeChat's code that keeps it from moving" })),
  advice: Nullable(
    Type.Object(
      { zh: Type.String(), en: Type.String() },
      { description: 'what a person should do' },
    ),
  ),
});

const HistorySchema = Type.Array(
  Type.Object({
    name: Type.String(),
    from: Nullable(Type.String()),
    to: Type.String(),
    at: Time,
    note: Nullable(Type.String()),
  }),
);

export const OrderDetailSchema = Type.Object({
  ...MerchantOrderSchema.properties,
  history: HistorySchema,
  formerNumbers: Type.Array(
    Type.Object({ outTradeNo: Type.String(), amountFen: Fen, supersededAt: Time }),
  ),
  refunds: Type.Array(RefundSchema),
});

export const RefundDetailSchema = Type.Object({
  ...RefundSchema.properties,
  history: Type.Array(
    Type.Object({
      name: Type.String(),
      from: Nullable(Type.String()),
      to: Type.String(),
      at: Time,
      by: Type.String(),
      note: Nullable(Type.String()),
    }),
  ),
});

export const MerchantOrderListSchema = Type.Object({
  items: Type.Array(MerchantOrderSchema),
  nextCursor: Nullable(Type.String()),
});

export const RefundListSchema = Type.Object({
  items: Type.Array(RefundSchema),
  nextCursor: Nullable(Type.String()),
});

import { Type } from '@fastify/type-provider-typebox';
import { MAX_ORDER_LINES, MAX_QUANTITY } from '../flows/create-order.ts';
import { OrderShipmentSchema } from './shipment-schemas.ts';

/** Input: unknown fields are refused, nothing is converted. */
const strict = { additionalProperties: false } as const;

export const SessionRequestSchema = Type.Object(
  {
    loginCode: Type.String({ minLength: 1, maxLength: 256, description: 'of `wx.login`' }),
    appid: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 32,
        description: "the mini-program that the code is of; default: the server's own",
      }),
    ),
    merchant: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 32,
        description: 'whose shop it is, when several merchants share the mini-program',
      }),
    ),
  },
  strict,
);

export const PhoneNumberRequestSchema = Type.Object(
  {
    phoneCode: Type.String({
      minLength: 1,
      maxLength: 256,
      description: 'of a `getPhoneNumber` button; not a login code',
    }),
    keep: Type.Optional(Type.Boolean({ description: 'keep it sealed, for shipping' })),
  },
  strict,
);

export const OrderRequestSchema = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          productId: Type.String({ minLength: 1, maxLength: 64 }),
          quantity: Type.Integer({ minimum: 1, maximum: MAX_QUANTITY }),
        },
        strict,
      ),
      { minItems: 1, maxItems: MAX_ORDER_LINES },
    ),
    prepay: Type.Optional(
      Type.Boolean({
        description: 'also place it at WeChat and sign what wx.requestPayment takes',
      }),
    ),
  },
  strict,
);

/** A body that says nothing: absent, or an empty object. */
export const EmptyBodySchema = Type.Union([Type.Null(), Type.Object({}, strict)]);

export const IdempotencyHeadersSchema = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      pattern: '^[\\x21-\\x7e]{1,128}$',
      description: 'the same key and the same items are the same order',
    }),
  ),
});

export const IdParamsSchema = Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) });

export const ListQuerySchema = Type.Object(
  {
    cursor: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, description: '`nextCursor` of the page before' }),
    ),
    limit: Type.Optional(
      Type.String({ pattern: '^([1-9]|[1-9][0-9]|100)$', description: '1 to 100, default 20' }),
    ),
  },
  strict,
);

export const ConfirmQuerySchema = Type.Object(
  {
    confirm: Type.Optional(
      Type.Union([Type.Literal('true'), Type.Literal('false')], {
        description: 'ask WeChat first while the order may be paid, at most once per second',
      }),
    ),
  },
  strict,
);

const Time = Type.String({ format: 'date-time', description: 'RFC 3339' });
const Fen = Type.Integer({ minimum: 0, description: '1/100 yuan' });

export const SessionSchema = Type.Object({ token: Type.String(), expiresAt: Time });

export const PhoneNumberSchema = Type.Object({
  phoneNumber: Type.String({ description: 'with the country code when it is foreign' }),
  purePhoneNumber: Type.String(),
  countryCode: Type.String(),
});

const ProductSchema = Type.Object({
  id: Type.String(),
  name: Type.String(),
  description: Type.String(),
  priceFen: Fen,
  stock: Type.Union([Type.Integer(), Type.Null()], {
    description: '0 when sold out, null when it is not counted',
  }),
  imageUrl: Type.String({ description: 'empty when there is no picture' }),
});

export const OrderSchema = Type.Object({
  id: Type.String(),
  outTradeNo: Type.String(),
  state: Type.Enum(['created', 'payable', 'paid', 'closing', 'closed', 'disputed', 'refunding']),
  amountFen: Fen,
  description: Type.String(),
  items: Type.Array(
    Type.Object({
      productId: Type.String(),
      name: Type.String(),
      quantity: Type.Integer(),
      priceFen: Fen,
    }),
  ),
  createdAt: Time,
  expiresAt: Time,
  paidAt: Type.Optional(Time),
  transactionId: Type.Optional(Type.String()),
  shipment: Type.Optional(OrderShipmentSchema),
});

const RequestPaymentSchema = Type.Object({
  timeStamp: Type.String(),
  nonceStr: Type.String(),
  package: Type.String(),
  signType: Type.Literal('RSA'),
  paySign: Type.String(),
});

const TemplateIds = Type.Array(Type.String(), { description: 'for `wx.requestSubscribeMessage`' });

export const PreparedPaymentSchema = Type.Object({
  order: OrderSchema,
  requestPayment: RequestPaymentSchema,
  templateIds: Type.Optional(TemplateIds),
});

export const ProductListSchema = Type.Object({
  items: Type.Array(ProductSchema),
  nextCursor: Type.Union([Type.String(), Type.Null()]),
});

export const OrderListSchema = Type.Object({
  items: Type.Array(OrderSchema),
  nextCursor: Type.Union([Type.String(), Type.Null()]),
});

/** As in `docs/reference/errors.md`. */
export const ProblemSchema = Type.Object(
  {
    type: Type.String(),
    code: Type.String(),
    title: Type.String({ description: 'Chinese' }),
    titleEn: Type.String(),
    status: Type.Integer(),
    requestId: Type.String(),
    detail: Type.Optional(Type.String()),
    productId: Type.Optional(Type.String()),
    remainingFen: Type.Optional(Type.Integer()),
    disagreements: Type.Optional(Type.Array(Type.String())),
    keyProblem: Type.Optional(Type.String()),
    outcome: Type.Optional(Type.String()),
    urlProblem: Type.Optional(Type.String()),
    wechatCode: Type.Optional(Type.String()),
  },
  { description: 'application/problem+json' },
);

/** An order, and with `prepay` either what `wx.requestPayment` takes or why there is none. */
export const PlacedOrderSchema = Type.Object({
  ...OrderSchema.properties,
  requestPayment: Type.Optional(RequestPaymentSchema),
  templateIds: Type.Optional(TemplateIds),
  problem: Type.Optional(
    Type.Object(Type.Omit(ProblemSchema, ['disagreements']).properties, {
      description: 'why WeChat did not take it; the order stands, and can be prepaid later',
    }),
  ),
});

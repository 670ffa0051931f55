import { Type } from '@fastify/type-provider-typebox';

const strict = { additionalProperties: false } as const;
const Time = Type.String({ format: 'date-time', description: 'RFC 3339' });
const Nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

const Url = Type.String({
  minLength: 1,
  maxLength: 2_048,
  description: 'https, at a public address',
});
const Description = Type.String({ maxLength: 200 });
const EventTypes = Type.Array(Type.String({ pattern: '^[a-z][a-z-]{0,31}\\.[a-z][a-z-]{0,31}$' }), {
  maxItems: 32,
  uniqueItems: true,
  description: 'e.g. `order.paid`; empty: all',
});

export const EndpointRequestSchema = Type.Object(
  {
    url: Url,
    description: Type.Optional(Description),
    eventTypes: Type.Optional(EventTypes),
  },
  { ...strict, examples: [{ url: 'https://erp.example.com/hooks', eventTypes: ['order.paid'] }] },
);

export const EndpointPatchSchema = Type.Object(
  {
    url: Type.Optional(Url),
    description: Type.Optional(Description),
    eventTypes: Type.Optional(EventTypes),
    enabled: Type.Optional(
      Type.Boolean({ description: 'what is not delivered meanwhile is kept as exhausted' }),
    ),
  },
  { ...strict, examples: [{ enabled: false }] },
);

const endpoint = {
  id: Type.String(),
  url: Type.String(),
  description: Type.String(),
  eventTypes: Type.Array(Type.String()),
  enabled: Type.Boolean(),
  disabledBecause: Nullable(Type.Enum(['gone', 'asked'])),
  createdAt: Time,
  secretsSigning: Type.Integer({ description: '2 or more while a former secret signs as well' }),
};

export const EndpointSchema = Type.Object(endpoint);

export const EndpointWithSecretSchema = Type.Object({
  ...endpoint,
  secret: Type.String({ description: '`whsec_…`, told this once' }),
});

export const EndpointListSchema = Type.Object({
  items: Type.Array(EndpointSchema),
  nextCursor: Type.Null(),
});

export const AttemptSchema = Type.Object({
  at: Time,
  durationMs: Type.Integer(),
  status: Nullable(Type.Integer({ description: 'HTTP status of the answer' })),
  failure: Nullable(Type.String({ description: 'why there is no answer' })),
  answer: Type.String({ description: 'its first 2 KiB' }),
});

export const DeliverySchema = Type.Object({
  id: Type.String(),
  endpointId: Type.String(),
  eventId: Type.String(),
  eventType: Type.String(),
  orderId: Type.String(),
  state: Type.Enum(['pending', 'delivered', 'exhausted']),
  attemptCount: Type.Integer(),
  nextAttemptAt: Nullable(Time),
  createdAt: Time,
  finishedAt: Nullable(Time),
  attempts: Type.Array(AttemptSchema, { description: 'the last 50, oldest first' }),
});

export const DeliveryListSchema = Type.Object({
  items: Type.Array(DeliverySchema),
  nextCursor: Nullable(Type.String()),
});

const Page = {
  cursor: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$', description: '`nextCursor`' })),
  limit: Type.Optional(
    Type.String({ pattern: '^([1-9]|[1-9][0-9]|100)$', description: '1 to 100, default 20' }),
  ),
};

export const DeliveryQuerySchema = Type.Object(
  {
    endpointId: Type.String({ minLength: 1, maxLength: 64 }),
    state: Type.Optional(Type.Enum(['pending', 'delivered', 'exhausted'])),
    ...Page,
  },
  strict,
);

export const EventQuerySchema = Type.Object(
  {
    type: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    order: Type.Optional(
      Type.Enum(['oldest', 'newest'], { description: 'which come first; default `oldest`' }),
    ),
    ...Page,
  },
  strict,
);

export const EventSchema = Type.Object({
  id: Type.String(),
  type: Type.String(),
  timestamp: Time,
  data: Type.Object({}, { additionalProperties: true }),
});

export const EventListSchema = Type.Object({
  items: Type.Array(EventSchema),
  nextCursor: Type.String({ description: 'goes on from here, also when nothing follows yet' }),
  hasMore: Type.Boolean(),
});

export const ResentSchema = Type.Object({
  count: Type.Integer({ description: 'how many deliveries are sent again' }),
});

import { Type } from '@fastify/type-provider-typebox';

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);
const Text = Type.String();
const Time = Type.String({ format: 'date-time' });
const Day = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}$',
  description: 'a day in Beijing, `yyyy-MM-dd`',
});
const Bill = Type.Enum(['trade', 'fund-flow']);

export const DayParamsSchema = Type.Object({ day: Day });

export const DayPageQuerySchema = Type.Object(
  {
    before: Type.Optional(Day),
    limit: Type.Optional(Type.String({ pattern: '^([1-9][0-9]?|100)$' })),
  },
  { additionalProperties: false },
);

export const DifferenceQuerySchema = Type.Object(
  {
    state: Type.Optional(Type.Enum(['open', 'resolved'])),
    day: Type.Optional(Day),
    cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    limit: Type.Optional(Type.String({ pattern: '^([1-9][0-9]?|100)$' })),
  },
  { additionalProperties: false },
);

export const ResolutionSchema = Type.Object(
  { reason: Type.String({ minLength: 1, maxLength: 500, description: 'for whoever asks later' }) },
  { additionalProperties: false, examples: [{ reason: '线下已补差价' }] },
);

export const ReconciliationSchema = Type.Object({
  day: Day,
  bill: Bill,
  state: Type.Enum(['waiting', 'finished', 'expired']),
  nextRunAt: Nullable(Time),
  problem: Nullable(Text),
  finishedAt: Nullable(Time),
  billSha1: Nullable(Text),
  billBytes: Nullable(Type.Integer()),
  totals: Nullable(Type.Record(Type.String(), Type.Integer(), { description: 'counts, and fen' })),
  openDifferences: Type.Integer(),
});

export const ReconciledDaysSchema = Type.Object({
  items: Type.Array(Type.Object({ day: Day, bills: Type.Array(ReconciliationSchema) })),
  nextBefore: Nullable(Day),
});

export const DifferenceSchema = Type.Object({
  id: Text,
  day: Day,
  bill: Bill,
  kind: Text,
  reference: Text,
  outTradeNo: Nullable(Text),
  transactionId: Nullable(Text),
  outRefundNo: Nullable(Text),
  oursFen: Nullable(Type.Integer()),
  billFen: Nullable(Type.Integer()),
  ourState: Nullable(Text),
  billState: Nullable(Text),
  note: Nullable(Text),
  advice: Type.Object({ zh: Text, en: Text }),
  state: Type.Enum(['open', 'resolved']),
  firstSeenAt: Time,
  lastSeenAt: Time,
  resolution: Nullable(Type.Enum(['healed', 'gone', 'by-hand'])),
  resolvedBy: Nullable(Text),
  resolvedAt: Nullable(Time),
  reason: Nullable(Text),
});

export const DifferencesSchema = Type.Object({
  items: Type.Array(DifferenceSchema),
  nextCursor: Nullable(Text),
});

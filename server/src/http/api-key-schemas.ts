import { Type } from '@fastify/type-provider-typebox';
import { SCOPES } from '../flows/scopes.ts';

const strict = { additionalProperties: false } as const;
const Time = Type.String({ format: 'date-time', description: 'RFC 3339' });
const LifeSeconds = Type.Union([
  Type.Integer({ minimum: 60, maximum: 315_360_000, description: '1 minute to 10 years' }),
  Type.Null(),
]);

export const ApiKeyRequestSchema = Type.Object(
  {
    // Not of blanks alone: people tell keys apart by it.
    name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }),
    scopes: Type.Array(Type.Enum([...SCOPES]), { minItems: 1, maxItems: SCOPES.length }),
    lifeSeconds: Type.Optional(LifeSeconds),
  },
  {
    ...strict,
    examples: [{ name: 'erp', scopes: ['orders:read', 'refunds:read'], lifeSeconds: 31_536_000 }],
  },
);

export const ApiKeyRotationSchema = Type.Object(
  {
    overlapSeconds: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 2_592_000,
        description: 'how long the former goes on, at most 30 days; default 24 hours',
      }),
    ),
    lifeSeconds: Type.Optional(LifeSeconds),
  },
  { ...strict, examples: [{ overlapSeconds: 86_400 }] },
);

export const ApiKeyRevocationSchema = Type.Object(
  { reason: Type.String({ minLength: 1, maxLength: 200 }) },
  { ...strict, examples: [{ reason: 'the laptop it was on was lost' }] },
);

const apiKey = {
  id: Type.String(),
  name: Type.String(),
  hint: Type.String({ description: 'its first characters' }),
  scopes: Type.Array(Type.String()),
  holder: Type.Union([Type.String({ description: '`user:…`: as whom it acts' }), Type.Null()]),
  state: Type.Enum(['active', 'ended']),
  createdAt: Time,
  expiresAt: Type.Union([Time, Type.Null()]),
  lastUsedAt: Type.Union([Time, Type.Null()]),
};

export const ApiKeySchema = Type.Object(apiKey);

export const ApiKeyWithTextSchema = Type.Object({
  ...apiKey,
  key: Type.String({ description: '`yk_…`, told this once' }),
});

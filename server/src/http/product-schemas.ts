import { Type } from '@fastify/type-provider-typebox';

/** Input: unknown fields are refused, nothing is converted. */
const strict = { additionalProperties: false } as const;
const Fen = Type.Integer({ minimum: 0, description: '1/100 yuan' });
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);

const name = Type.String({ minLength: 1, maxLength: 120 });
const description = Type.String({ maxLength: 2_000 });
const priceFen = Type.Integer({ minimum: 0, maximum: 100_000_000, description: '1/100 yuan' });
const stock = Nullable(
  Type.Integer({ minimum: 0, maximum: 1_000_000_000, description: 'null: not counted' }),
);
const imageUrl = Nullable(Type.String({ maxLength: 1_000 }));

export const NewProductSchema = Type.Object(
  {
    id: Type.String({ pattern: '^[A-Za-z0-9._-]{1,64}$' }),
    name,
    description: Type.Optional(description),
    priceFen,
    stock: Type.Optional(stock),
    imageUrl: Type.Optional(imageUrl),
    active: Type.Optional(Type.Boolean({ description: 'on sale; default true' })),
  },
  {
    ...strict,
    examples: [{ id: 'longjing-250g', name: '明前龙井 250g', priceFen: 12_800, stock: 200 }],
  },
);

export const ProductChangeSchema = Type.Object(
  {
    name: Type.Optional(name),
    description: Type.Optional(description),
    priceFen: Type.Optional(priceFen),
    stock: Type.Optional(stock),
    stockChange: Type.Optional(
      Type.Integer({
        minimum: -1_000_000_000,
        maximum: 1_000_000_000,
        description:
          'pieces that come or go, counted from the stock of the moment; not beside stock',
      }),
    ),
    imageUrl: Type.Optional(imageUrl),
    active: Type.Optional(Type.Boolean()),
  },
  { ...strict, examples: [{ priceFen: 11_800, stockChange: 50 }] },
);

export const MerchantProductSchema = Type.Object({
  id: Type.String(),
  name: Type.String(),
  description: Type.String(),
  priceFen: Fen,
  stock: Nullable(Type.Integer()),
  imageUrl: Nullable(Type.String()),
  active: Type.Boolean(),
});

export const MerchantProductListSchema = Type.Object({
  items: Type.Array(MerchantProductSchema),
  nextCursor: Nullable(Type.String()),
});

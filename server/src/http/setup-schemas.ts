import { Type } from '@fastify/type-provider-typebox';

const strict = { additionalProperties: false } as const;
const Appid = Type.String({ pattern: '^wx[0-9A-Za-z]{16}$' });
const Mchid = Type.String({ pattern: '^[0-9]{8,10}$' });
const Name = Type.String({ minLength: 1, maxLength: 60 });

const choices = {
  orderLifeSeconds: Type.Integer({ minimum: 60, maximum: 604_800 }),
  sessionLifeSeconds: Type.Integer({ minimum: 300, maximum: 2_592_000 }),
  refundApprovalAboveFen: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], {
    description: 'what one person may refund alone; null: all of it',
  }),
  latePayment: Type.Enum(['accept', 'refund']),
  shipping: Type.Enum(['manual', 'virtual', 'self-pickup', 'same-city'], {
    description:
      'how every order is shipped as soon as it is paid; manual: the merchant ships each',
  }),
};

export const SettingsSchema = Type.Object({
  id: Type.String(),
  name: Type.String(),
  mchid: Type.String({ description: 'who receives the money' }),
  origin: Type.Enum(['environment', 'stored']),
  partner: Type.Union([Type.Object({ mchid: Type.String(), spAppid: Type.String() }), Type.Null()]),
  active: Type.Boolean(),
  notifyUrl: Type.String(),
  miniPrograms: Type.Array(Type.Object({ appid: Type.String() })),
  ...choices,
  chosen: Type.Array(
    Type.Enum([
      'orderLifeSeconds',
      'sessionLifeSeconds',
      'refundApprovalAboveFen',
      'latePayment',
      'shipping',
    ]),
    { description: 'what this merchant has chosen itself' },
  ),
  billIgnoredPrefixes: Type.Array(Type.String()),
  wechatpayUrl: Type.String(),
  isSimulated: Type.Boolean({ description: 'WeChat Pay is not the real one' }),
  serverTimeMs: Type.Integer(),
});

export const SettingsChangeSchema = Type.Object(
  {
    name: Type.Optional(Name),
    orderLifeSeconds: Type.Optional(choices.orderLifeSeconds),
    sessionLifeSeconds: Type.Optional(choices.sessionLifeSeconds),
    refundApprovalAboveFen: Type.Optional(choices.refundApprovalAboveFen),
    latePayment: Type.Optional(choices.latePayment),
    shipping: Type.Optional(choices.shipping),
  },
  { ...strict, examples: [{ refundApprovalAboveFen: 50_000 }] },
);

export const MiniProgramRequestSchema = Type.Object(
  {
    appid: Appid,
    secret: Type.String({ pattern: '^[0-9A-Za-z]{32}$', description: 'AppSecret: never shown' }),
  },
  {
    ...strict,
    examples: [{ appid: 'wx1234567890abcdef', secret: '0123456789abcdef0123456789abcdef' }],
  },
);

export const LiveCheckRequestSchema = Type.Object(
  {
    openid: Type.String({
      pattern: '^[A-Za-z0-9_-]{1,128}$',
      description: 'who pays the fen: he finds the order in the mini-program',
    }),
    appid: Type.Optional(Appid),
  },
  { ...strict, examples: [{ openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' }] },
);

export const NewMerchantSchema = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,31}$' }),
    name: Name,
    mchid: Mchid,
    partner: Type.Optional(Type.Object({ subMchid: Mchid, spAppid: Appid }, strict)),
  },
  { ...strict, examples: [{ id: 'tea-house', name: '茶馆', mchid: '1900000109' }] },
);

export const FindingSchema = Type.Object({
  step: Type.String(),
  outcome: Type.Enum(['ok', 'warning', 'failed', 'skipped']),
  zh: Type.String(),
  en: Type.String(),
});

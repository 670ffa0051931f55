import { Type } from '@fastify/type-provider-typebox';
import type { MessageTemplate } from '../ports.ts';

const strict = { additionalProperties: false } as const;
const Appid = Type.String({ pattern: '^wx[0-9A-Za-z]{16}$' });

const TemplateSchema = Type.Object(
  {
    templateId: Type.String({ pattern: '^[A-Za-z0-9_-]{4,64}$' }),
    fields: Type.Unsafe<MessageTemplate['fields']>({
      type: 'object',
      minProperties: 1,
      maxProperties: 12,
      propertyNames: { pattern: '^[a-z_]{1,32}[0-9]{1,3}$' },
      additionalProperties: {
        type: 'string',
        pattern:
          '^(outTradeNo|description|amount|paidAt|shippedAt|carrier|trackingNo|"[^\\u0000]{1,200})$',
      },
      description: 'what stands in each field: a source, or a fixed text that begins with a quote',
    }),
  },
  strict,
);
const Template = Type.Union([TemplateSchema, Type.Null()], { description: 'null: no message' });
const OrderPage = Type.Union(
  [Type.String({ pattern: '^[A-Za-z0-9_-][^\\s]{0,1023}$' }), Type.Null()],
  {
    description: 'the page that a message opens; {id} and {outTradeNo} are filled in',
  },
);

export const MiniProgramParamsSchema = Type.Object({ appid: Appid });

export const MiniProgramSchema = Type.Object({
  appid: Type.String(),
  paidTemplate: Template,
  shippedTemplate: Template,
  orderPage: OrderPage,
  hasMessagePush: Type.Boolean({ description: 'messages that WeChat pushes are believed' }),
  messageUrl: Type.String({ description: 'to be entered under message push' }),
});

export const MiniProgramChangeSchema = Type.Object(
  {
    paidTemplate: Type.Optional(Template),
    shippedTemplate: Type.Optional(Template),
    orderPage: Type.Optional(OrderPage),
    messagePush: Type.Optional(
      Type.Union([
        Type.Object(
          {
            token: Type.String({ pattern: '^[0-9A-Za-z]{3,32}$', description: 'never shown' }),
            encodingAesKey: Type.Optional(
              Type.String({
                pattern: '^[0-9A-Za-z]{43}$',
                description: 'never shown; missing: plain mode, which does not protect the message',
              }),
            ),
          },
          strict,
        ),
        Type.Null(),
      ]),
    ),
  },
  {
    ...strict,
    examples: [
      {
        paidTemplate: {
          templateId: 'AbC123',
          fields: { character_string1: 'outTradeNo', amount2: 'amount' },
        },
        orderPage: 'pages/detail/detail?id={id}',
      },
    ],
  },
);

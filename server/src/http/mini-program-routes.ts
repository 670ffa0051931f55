import { Type } from '@fastify/type-provider-typebox';
import type { MiniProgramSetup } from '@yifen/contract';
import { saveMiniProgram } from '../flows/keep-merchants.ts';
import {
  listPrograms,
  type ShownProgram,
  saveProgramSettings,
} from '../flows/keep-program-settings.ts';
import { Refusal } from '../flows/refusal.ts';
import type { House } from '../ports.ts';
import { answers } from './answers.ts';
import { requireScopeToSetUp } from './authenticate-merchant.ts';
import type { HttpApp } from './http-app.ts';
import { merchantApi } from './merchant-routes.ts';
import {
  MiniProgramChangeSchema,
  MiniProgramParamsSchema,
  MiniProgramSchema,
} from './mini-program-schemas.ts';
import { portsOf } from './request-ports.ts';
import { MiniProgramRequestSchema } from './setup-schemas.ts';

/** Adds the mini-programs of a merchant: which there are, and what each tells payers and hears from WeChat. */
export function miniProgramRoutes(scope: HttpApp, house: House): void {
  const path = '/v1/merchant/mini-programs';

  scope.get(
    path,
    {
      ...requireScopeToSetUp('merchants:read'),
      schema: {
        ...merchantApi,
        summary: 'List the mini-programs with their messages; nothing of it is secret',
        response: answers(200, Type.Object({ items: Type.Array(MiniProgramSchema) })),
      },
    },
    async (request) => {
      const ports = portsOf(request);
      const items = await listPrograms(ports);
      return { items: items.map((each) => present(house, ports.settings.merchantId, each)) };
    },
  );

  scope.post(
    path,
    {
      ...requireScopeToSetUp('merchants:write'),
      schema: {
        ...merchantApi,
        summary: 'Add a mini-program, or replace its AppSecret; servers follow within seconds',
        body: MiniProgramRequestSchema,
        response: answers(201, Type.Object({ appid: Type.String() })),
      },
    },
    async (request, reply) => {
      const { merchantId } = portsOf(request).settings;
      const { appid, secret } = request.body;
      await saveMiniProgram(house, { merchantId, appid, secret });
      reply.code(201);
      return { appid };
    },
  );

  scope.patch(
    `${path}/:appid`,
    {
      ...requireScopeToSetUp('merchants:write'),
      schema: {
        ...merchantApi,
        summary:
          'Choose the messages and the message push of a mini-program; servers follow within seconds',
        params: MiniProgramParamsSchema,
        body: MiniProgramChangeSchema,
        response: answers(200, MiniProgramSchema),
      },
    },
    async (request) => {
      const ports = portsOf(request);
      const { merchantId } = ports.settings;
      const { appid } = request.params;
      const isOwn = (await listPrograms(ports)).some((each) => each.appid === appid);
      if (!isOwn) throw new Refusal('not_found');
      const { messagePush, ...messages } = request.body;
      await saveProgramSettings(
        house,
        { merchantId, appid },
        {
          ...messages,
          ...(messagePush === undefined ? {} : { messagePush: wholePush(messagePush) }),
        },
      );
      const changed = (await listPrograms(ports)).find((each) => each.appid === appid);
      if (!changed) throw new Refusal('not_found');
      return present(house, merchantId, changed);
    },
  );
}

function wholePush(push: { readonly token: string; readonly encodingAesKey?: string } | null) {
  return push && { token: push.token, encodingAesKey: push.encodingAesKey ?? null };
}

function present({ console }: House, merchantId: string, program: ShownProgram) {
  const { paidTemplate, shippedTemplate } = program;
  const copy = (template: typeof paidTemplate) =>
    template && { templateId: template.templateId, fields: { ...template.fields } };
  return {
    ...program,
    paidTemplate: copy(paidTemplate),
    shippedTemplate: copy(shippedTemplate),
    messageUrl: `${console.origin}/wechat/messages/${merchantId}/${program.appid}`,
  } satisfies MiniProgramSetup;
}

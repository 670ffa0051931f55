import { Type } from '@fastify/type-provider-typebox';
import type { MerchantSettings } from '@yifen/contract';
import { checkMerchant } from '../flows/check-merchant.ts';
import { beginLiveCheck } from '../flows/live-check.ts';
import { changeSettings, readSettings, type ShownSettings } from '../flows/merchant-settings.ts';
import type { House } from '../ports.ts';
import { answers } from './answers.ts';
import { actorOf, requireScope, requireScopeToSetUp } from './authenticate-merchant.ts';
import type { HttpApp } from './http-app.ts';
import { merchantApi } from './merchant-routes.ts';
import { MerchantOrderSchema } from './merchant-schemas.ts';
import { portsOfAppid } from './ports-of-appid.ts';
import { presentMerchantOrder } from './present-merchant-order.ts';
import { portsOf } from './request-ports.ts';
import { EmptyBodySchema } from './schemas.ts';
import {
  FindingSchema,
  LiveCheckRequestSchema,
  SettingsChangeSchema,
  SettingsSchema,
} from './setup-schemas.ts';

/** Adds how a merchant is set up: what it chose, and whether WeChat agrees with all of it. */
export function setupRoutes(scope: HttpApp, house: House): void {
  const present = (settings: ShownSettings) => presentSettings(settings, house.clock.nowMs());
  scope.get(
    '/v1/merchant/settings',
    {
      ...requireScopeToSetUp('merchants:read'),
      schema: {
        ...merchantApi,
        summary: 'Read how the own merchant is set up; nothing of it is secret',
        response: answers(200, SettingsSchema),
      },
    },
    async (request) => present(await readSettings(portsOf(request))),
  );

  scope.patch(
    '/v1/merchant/settings',
    {
      ...requireScopeToSetUp('settings:write'),
      schema: {
        ...merchantApi,
        summary: 'Change what a merchant chooses; servers follow within seconds',
        body: SettingsChangeSchema,
        response: answers(200, SettingsSchema),
      },
    },
    async (request) => present(await changeSettings(house, portsOf(request), request.body)),
  );

  scope.post(
    '/v1/merchant/check',
    {
      ...requireScopeToSetUp('merchants:write'),
      schema: {
        ...merchantApi,
        summary: 'Try every key at WeChat, and the notification address; no money moves',
        body: EmptyBodySchema,
        response: answers(200, Type.Object({ items: Type.Array(FindingSchema) })),
      },
    },
    async (request) => ({ items: [...(await checkMerchant(portsOf(request)))] }),
  );

  scope.post(
    '/v1/merchant/live-check',
    {
      ...requireScope('merchants:write'),
      schema: {
        ...merchantApi,
        summary: 'Ask one payer for one fen, to see it go the whole way',
        body: LiveCheckRequestSchema,
        response: answers(
          200,
          Type.Object({ order: MerchantOrderSchema, items: Type.Array(FindingSchema) }),
        ),
      },
    },
    async (request) => {
      const { openid, appid } = request.body;
      const ports = await portsOfAppid(house, request, appid);
      const { order, findings } = await beginLiveCheck(ports, actorOf(request), openid);
      return { order: presentMerchantOrder(order), items: [...findings] };
    },
  );
}

function presentSettings(settings: ShownSettings, serverTimeMs: number) {
  const { merchant, wechatpayUrl } = settings;
  const { partner } = merchant;
  return {
    id: merchant.id,
    name: merchant.name,
    mchid: partner?.subMchid ?? merchant.mchid,
    origin: merchant.origin,
    partner: partner === null ? null : { mchid: merchant.mchid, spAppid: partner.spAppid },
    active: merchant.active,
    notifyUrl: settings.notifyUrl,
    miniPrograms: settings.appids.map((appid) => ({ appid })),
    orderLifeSeconds: settings.orderLifeSeconds,
    sessionLifeSeconds: settings.sessionLifeSeconds,
    refundApprovalAboveFen: settings.refundApprovalAboveFen,
    latePayment: settings.latePayment,
    chosen: [...settings.chosen],
    shipping: settings.shipping,
    billIgnoredPrefixes: [...settings.billIgnoredPrefixes],
    wechatpayUrl,
    isSimulated: wechatpayUrl !== 'https://api.mch.weixin.qq.com',
    serverTimeMs,
  } satisfies MerchantSettings;
}

import { objectSchema } from './check-schema.ts';
import { ControlError } from './control-error.ts';
import { type ControlRoute, route } from './control-route.ts';
import type { Controls } from './controls.ts';
import { createTriggers, type TriggerWish, triggerKinds } from './triggers.ts';

/** What makes an event happen, and where notifications go. */
export function triggerRoutes(controls: Controls): readonly ControlRoute[] {
  const { notifier, forwarding } = controls;
  const triggers = createTriggers(controls);
  return [
    route({
      method: 'GET',
      path: '/triggers',
      tag: 'notifications',
      summary: 'The events that can be made to happen',
      answers: '{kinds}',
      run: () => ({ kinds: triggerKinds }),
    }),
    route<TriggerWish>({
      method: 'POST',
      path: '/triggers',
      tag: 'notifications',
      summary:
        'Makes an event happen, with all that comes before it: an order is placed and paid, a refund accepted',
      answers: '{event, outTradeNo?, outRefundNo?, notificationId}',
      body: objectSchema(
        {
          event: { type: 'string', enum: Object.keys(triggerKinds) },
          outTradeNo: {
            type: 'string',
            minLength: 1,
            maxLength: 32,
            description: 'An order that is there; a new one by default.',
          },
          amountFen: { type: 'integer', minimum: 1, description: '1 by default.' },
          notifyUrl: {
            type: 'string',
            pattern: '^https?://',
            description: 'Needed for a new order, unless notifications are forwarded.',
          },
          openid: { type: 'string', minLength: 1, maxLength: 128 },
        },
        ['event'],
      ),
      run: ({ body }) => triggers.make(body),
    }),
    route({
      method: 'GET',
      path: '/forwarding',
      tag: 'notifications',
      summary: 'Where notifications go instead of their own address',
      answers: '{url}',
      run: () => ({ url: forwarding.value ?? null }),
    }),
    route<{ url?: string }>({
      method: 'POST',
      path: '/forwarding',
      tag: 'notifications',
      summary:
        'Sends notifications elsewhere: to this address, or with an origin alone to the same path there; without url to their own address again',
      answers: '{url}',
      body: objectSchema({ url: { type: 'string', pattern: '^https?://' } }),
      run({ body: { url } }) {
        if (url !== undefined && !URL.canParse(url)) throw new ControlError(400, `no URL: ${url}`);
        forwarding.value = url;
        return { url: url ?? null, pending: notifier.list().filter(isPending).length };
      },
    }),
  ];
}

const isPending = ({ state }: { readonly state: string }) => state === 'pending';

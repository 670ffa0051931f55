import type { FlowEvent } from '../platform/flow-event.ts';
import { objectSchema } from './check-schema.ts';
import { ControlError } from './control-error.ts';
import { type ControlRoute, route } from './control-route.ts';
import type { Controls } from './controls.ts';

/** A call of `wx.requestPayment` whose signature the cashier refused. */
export interface RefusedPaySign {
  /** Of the running mini-program. */
  readonly appId: string;
  /** The parameters as the cashier was given them. */
  readonly payment: Readonly<Record<string, unknown>>;
  /** The language of the answer. */
  readonly language: 'zh' | 'en';
}

/** Says in words for people why a `paySign` was refused. The simulator itself only knows that it was. */
export type ExplainPaySign = (refused: RefusedPaySign) => string | Promise<string>;

/** Says in words why a `cashier.check` was refused, if the simulator was given somebody who can. */
export function explanationRoutes(
  { flow, merchant }: Controls,
  explain: ExplainPaySign | undefined,
): readonly ControlRoute[] {
  return [
    route<{ eventId: number; language?: 'zh' | 'en' }>({
      method: 'POST',
      path: '/explanations',
      tag: 'flow',
      summary: 'Why a paySign was refused, in words',
      answers: '{text}',
      body: objectSchema(
        {
          eventId: { type: 'integer', minimum: 1 },
          language: { type: 'string', enum: ['zh', 'en'] },
        },
        ['eventId'],
      ),
      async run({ body: { eventId, language = 'zh' } }) {
        if (explain === undefined) {
          throw new ControlError(404, 'this simulator was started without explainPaySign');
        }
        const event = flow.list(eventId - 1, 1).find(({ id }) => id === eventId);
        if (event === undefined) throw new ControlError(404, `no event ${eventId}`);
        const payment = readPayment(event);
        if (payment === undefined) {
          throw new ControlError(409, `event ${eventId} is no paySign of wx.requestPayment`);
        }
        // The first line of the text the cashier checked is the appid of the running mini-program.
        const appId = event.signature?.signedText.split('\n')[0] ?? merchant.appid;
        return { text: await explain({ appId, payment, language }) };
      },
    }),
  ];
}

function readPayment(event: FlowEvent): Readonly<Record<string, unknown>> | undefined {
  const { name, request } = event;
  if (name !== 'cashier.check' || request?.url !== 'wx.requestPayment') return undefined;
  const given: unknown = JSON.parse(request.body ?? 'null');
  return typeof given === 'object' && given !== null ? { ...given } : undefined;
}

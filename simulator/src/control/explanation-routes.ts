import type { FastifyInstance } from 'fastify';
import type { FlowEvent } from '../platform/flow-event.ts';
import type { FlowLog } from '../platform/flow-log.ts';
import { ControlError } from './control-error.ts';

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

/** Registers `POST /explanations {eventId, language?}`, which answers `{text}` for a refused `cashier.check`. */
export function registerExplanations(
  app: FastifyInstance,
  parts: {
    readonly flow: FlowLog;
    readonly appid: string;
    readonly explain: ExplainPaySign | undefined;
  },
): void {
  const { flow, appid, explain } = parts;
  app.post<{ Body: { eventId: number; language?: 'zh' | 'en' } }>(
    '/explanations',
    {
      schema: {
        body: {
          type: 'object',
          properties: {
            eventId: { type: 'integer', minimum: 1 },
            language: { type: 'string', enum: ['zh', 'en'] },
          },
          required: ['eventId'],
          additionalProperties: false,
        },
      },
    },
    async ({ body: { eventId, language = 'zh' } }) => {
      if (explain === undefined) {
        throw new ControlError(404, 'this simulator was started without explainPaySign');
      }
      const event = flow.list(eventId - 1).find(({ id }) => id === eventId);
      if (event === undefined) throw new ControlError(404, `no event ${eventId}`);
      const payment = readPayment(event);
      if (payment === undefined) {
        throw new ControlError(409, `event ${eventId} is no paySign of wx.requestPayment`);
      }
      // The first line of the text the cashier checked is the appid of the running mini-program.
      const appId = event.signature?.signedText.split('\n')[0] ?? appid;
      return { text: await explain({ appId, payment, language }) };
    },
  );
}

function readPayment(event: FlowEvent): Readonly<Record<string, unknown>> | undefined {
  const { name, request } = event;
  if (name !== 'cashier.check' || request?.url !== 'wx.requestPayment') return undefined;
  const given: unknown = JSON.parse(request.body ?? 'null');
  return typeof given === 'object' && given !== null ? { ...given } : undefined;
}

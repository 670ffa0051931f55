import { type Static, Type } from '@fastify/type-provider-typebox';
import type { Order, OrderFilter } from '../ports.ts';

const STATE = 'created|payable|paid|closing|closed|disputed|refunding';
const Fen = Type.String({ pattern: '^[0-9]{1,9}$', description: '1/100 yuan' });

/** By what orders are looked for. */
export const orderFilterProperties = {
  state: Type.Optional(
    Type.String({
      pattern: `^(${STATE})(,(${STATE})){0,6}$`,
      description: 'one, or several parted by commas',
    }),
  ),
  openid: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
  from: Type.Optional(Type.String({ format: 'date-time', description: 'created at or after' })),
  to: Type.Optional(Type.String({ format: 'date-time', description: 'created before' })),
  minAmountFen: Type.Optional(Fen),
  maxAmountFen: Type.Optional(Fen),
  number: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 64,
      description:
        'our id, a number at WeChat also when it was given up, a transaction, or any number of a refund; alone',
    }),
  ),
};

const FilterSchema = Type.Object(orderFilterProperties);

/** The filter that a query asks for. */
export function orderFilterOf(query: Static<typeof FilterSchema>): OrderFilter {
  const { state, openid = null, from, to, minAmountFen, maxAmountFen } = query;
  return {
    state: state === undefined ? null : (state.split(',') as Order['state'][]),
    openid,
    fromMs: from === undefined ? null : Date.parse(from),
    toMs: to === undefined ? null : Date.parse(to),
    minFen: minAmountFen === undefined ? null : Number(minAmountFen),
    maxFen: maxAmountFen === undefined ? null : Number(maxAmountFen),
  };
}

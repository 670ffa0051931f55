import { Refusal } from '../platform/refusal.ts';
import { objectSchema } from './check-schema.ts';
import { ControlError } from './control-error.ts';
import { type ControlRoute, route } from './control-route.ts';
import type { Controls } from './controls.ts';

/** The bill of a day as text, by the rules and with the faults of the real download. */
export function billRoutes({ bills }: Controls): readonly ControlRoute[] {
  return [
    route({
      method: 'GET',
      path: '/bills/{day}',
      tag: 'money',
      summary: 'The bill of a Beijing day (2026-01-01), as the merchant would download it',
      answers: '{day, kind, text}',
      query: objectSchema({ kind: { type: 'string', enum: ['trade', 'fund-flow'] } }),
      run({ params: { day = '' }, query: { kind = 'trade' } }) {
        try {
          const wish = { day, gzip: false };
          const { token } =
            kind === 'trade' ? bills.trade(wish, 'ALL') : bills.fundFlow(wish, 'BASIC');
          return { day, kind, text: bills.fetch(token).bytes.toString('utf8') };
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          throw new ControlError(409, `${error.parts.code}: ${error.message}`);
        }
      },
    }),
  ];
}

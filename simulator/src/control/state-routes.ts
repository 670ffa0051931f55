import { objectSchema } from './check-schema.ts';
import { ControlError } from './control-error.ts';
import { type ControlRoute, route } from './control-route.ts';
import type { Controls } from './controls.ts';

/** Copies of everything, and the way back. */
export function stateRoutes({ keeper }: Controls): readonly ControlRoute[] {
  return [
    route({
      method: 'POST',
      path: '/reset',
      tag: 'state',
      summary:
        'Forgets orders, users, faults, keys issued later and moves of the clock’s plans; the merchant stays',
      answers: '{}',
      run: () => keeper.reset(),
    }),
    route<{ name?: string }>({
      method: 'POST',
      path: '/snapshots',
      tag: 'state',
      summary: 'Keeps a copy of everything, the time included, under a name (`default`)',
      answers: '{name}',
      body: objectSchema({ name: { type: 'string', minLength: 1, maxLength: 100 } }),
      run({ body: { name = 'default' } }) {
        keeper.take(name);
        return { name };
      },
    }),
    route({
      method: 'GET',
      path: '/snapshots',
      tag: 'state',
      summary: 'The names of the copies',
      answers: '{items}',
      run: () => ({ items: keeper.names() }),
    }),
    route({
      method: 'POST',
      path: '/snapshots/{name}/restore',
      tag: 'state',
      summary: 'Goes back to a copy; the recorded flow stays',
      answers: '{name}',
      run({ params: { name = '' } }) {
        if (!keeper.putBack(name)) throw new ControlError(404, `no snapshot ${name}`);
        return { name };
      },
    }),
  ];
}

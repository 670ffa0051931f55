import {
  type FaultPreset,
  faultKinds,
  faultOperations,
  faultPresets,
  type NewFault,
} from '../faults/fault.ts';
import { objectSchema } from './check-schema.ts';
import { ControlError } from './control-error.ts';
import { type ControlRoute, route } from './control-route.ts';
import type { Controls } from './controls.ts';

const faultSchema = objectSchema(
  {
    kind: { type: 'string', enum: [...Object.keys(faultKinds), ...Object.keys(faultPresets)] },
    count: {
      type: ['integer', 'null'],
      minimum: 1,
      description: 'How often it strikes; null for ever.',
    },
    share: {
      type: 'number',
      minimum: 0,
      maximum: 1,
      description: 'The share of occasions on which it strikes, drawn from the seed.',
    },
    operation: { type: 'string', enum: faultOperations, description: 'Only this operation.' },
    delayMs: { type: 'integer', minimum: 0, maximum: 86_400_000 },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    errcode: { type: 'integer' },
    dialog: { type: 'string', minLength: 1, maxLength: 200 },
  },
  ['kind'],
);

/** What goes wrong on command. */
export function faultRoutes({ faults }: Controls): ControlRoute[] {
  return [
    route({
      method: 'GET',
      path: '/faults',
      tag: 'faults',
      summary: 'The faults that are on, and every kind there is',
      answers: '{items, kinds, presets}',
      run: () => ({ items: faults.list(), kinds: faultKinds, presets: faultPresets }),
    }),
    route<Omit<NewFault, 'kind'> & { kind: NewFault['kind'] | FaultPreset }>({
      method: 'POST',
      path: '/faults',
      tag: 'faults',
      summary: 'Switches a fault on; it strikes once unless count says otherwise',
      answers: 'the fault with id and left',
      body: faultSchema,
      run({ body: { kind, ...more } }) {
        const preset = kind in faultPresets ? faultPresets[kind as FaultPreset] : undefined;
        return faults.add({ ...(preset ?? { kind: kind as NewFault['kind'] }), ...more });
      },
    }),
    route({
      method: 'DELETE',
      path: '/faults',
      tag: 'faults',
      summary: 'Switches all faults off',
      answers: '{cleared}',
      run: () => ({ cleared: faults.clear() }),
    }),
    route({
      method: 'DELETE',
      path: '/faults/{id}',
      tag: 'faults',
      summary: 'Switches one fault off',
      answers: '{cleared}',
      run({ params: { id = '' } }) {
        const cleared = faults.clear(Number(id));
        if (cleared === 0) throw new ControlError(404, `no fault ${id}`);
        return { cleared };
      },
    }),
  ];
}

import type { SimulatorClock } from './simulated-clock.ts';

/** All that a simulator remembers at one moment, as plain data; `content` names each drawer. */
export interface MemoryImage {
  readonly clock: { readonly nowMs: number; readonly paused: boolean; readonly speed: number };
  readonly content: ReadonlyMap<string, unknown>;
}

/** One remembered value. */
export interface Cell<Value> {
  value: Value;
}

/**
 * Everything that a simulator remembers, in named drawers that the rooms open once: so it can be copied, put back and
 * thrown away as a whole.
 *
 * What is planned is remembered too: its name, its moment and what it is about. What it does is code.
 */
export interface Memory {
  map<Key, Value>(name: string): Map<Key, Value>;
  set<Value>(name: string): Set<Value>;
  list<Value>(name: string): Value[];
  cell<Value>(name: string, initial: Value): Cell<Value>;
  /** A drawer that its owner fills: `read` gives plain data, `write` takes it back; `undefined` is the beginning. */
  own<Value>(name: string, read: () => Value, write: (value: Value | undefined) => void): void;
  /** Names work that can be planned; the function answered plans it, and what that answers cancels it. */
  work<About>(
    name: string,
    run: (about: About) => void | Promise<void>,
  ): (atMs: number, about: About) => () => void;
  /** Everything as it is now; it shares objects with the rooms: copy it before they go on. */
  image(): MemoryImage;
  /** Puts everything back as an image has it; without one, to the beginning. */
  put(image: MemoryImage | undefined): void;
}

interface Drawer {
  readonly read: () => unknown;
  readonly write: (value: unknown) => void;
}

interface Planned {
  readonly name: string;
  readonly atMs: number;
  readonly about: unknown;
}

/** Creates an empty memory whose plans follow `clock`; `onWorked` hears of each plan that was carried out. */
export function createMemory(clock: SimulatorClock, onWorked: () => void = () => {}): Memory {
  const drawers = new Map<string, Drawer>();
  const works = new Map<string, (about: never) => void | Promise<void>>();
  const cancels = new Map<number, () => void>();

  function open(name: string, drawer: Drawer): void {
    if (drawers.has(name)) throw new Error(`the drawer ${name} is open already`);
    drawers.set(name, drawer);
  }

  function cell<Value>(name: string, initial: Value): Cell<Value> {
    const kept: Cell<Value> = { value: initial };
    open(name, {
      read: () => kept.value,
      write(value) {
        kept.value = value === undefined ? initial : (value as Value);
      },
    });
    return kept;
  }

  function map<Key, Value>(name: string): Map<Key, Value> {
    const kept = new Map<Key, Value>();
    open(name, {
      read: () => kept,
      write(value) {
        kept.clear();
        for (const [key, item] of (value ?? []) as Map<Key, Value>) kept.set(key, item);
      },
    });
    return kept;
  }

  const planned = map<number, Planned>('planned');
  const lastPlan = cell('planned.last', 0);

  function arm(id: number, { name, atMs, about }: Planned): () => void {
    const run = async () => {
      planned.delete(id);
      cancels.delete(id);
      // What was remembered under this name is what this work is about.
      await works.get(name)?.(about as never);
      onWorked();
    };
    const disarm = clock.schedule(atMs, run);
    const cancel = () => {
      planned.delete(id);
      cancels.delete(id);
      disarm();
    };
    cancels.set(id, cancel);
    return cancel;
  }

  return Object.freeze({
    map,
    cell,
    set<Value>(name: string) {
      const kept = new Set<Value>();
      open(name, {
        read: () => kept,
        write(value) {
          kept.clear();
          for (const item of (value ?? []) as Set<Value>) kept.add(item);
        },
      });
      return kept;
    },
    list<Value>(name: string) {
      const kept: Value[] = [];
      open(name, {
        read: () => kept,
        write(value) {
          kept.length = 0;
          for (const item of (value ?? []) as Value[]) kept.push(item);
        },
      });
      return kept;
    },
    own<Value>(name: string, read: () => Value, write: (value: Value | undefined) => void) {
      open(name, { read, write: (value) => write(value as Value | undefined) });
    },
    work<About>(name: string, run: (about: About) => void | Promise<void>) {
      works.set(name, run);
      return (atMs: number, about: About) => {
        lastPlan.value += 1;
        const plan = { name, atMs, about };
        planned.set(lastPlan.value, plan);
        return arm(lastPlan.value, plan);
      };
    },
    image() {
      const content = new Map([...drawers].map(([name, { read }]) => [name, read()]));
      return { clock: clock.state(), content };
    },
    put(image: MemoryImage | undefined) {
      for (const cancel of [...cancels.values()]) cancel();
      if (image !== undefined) clock.put(image.clock);
      for (const [name, drawer] of drawers) drawer.write(image?.content.get(name));
      // A drawer that began anew may have planned its first work already.
      for (const [id, plan] of [...planned]) if (!cancels.has(id)) arm(id, plan);
    },
  });
}

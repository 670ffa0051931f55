import type { SimulatorMaterial } from './platform/material.ts';
import type { Memory, MemoryImage } from './platform/memory.ts';
import type { System } from './system.ts';

/** Copies of everything that a simulator remembers, in memory and in a file. */
export interface StateKeeper {
  /** Keeps a copy under a name. */
  take(name: string): void;
  /** Goes back to a copy; false when there is none of this name. */
  putBack(name: string): boolean;
  names(): readonly string[];
  /** Goes back to the beginning; keys, merchant and copies stay. */
  reset(): void;
  /** Something changed: the file, if there is one, follows within a moment. */
  touch(): void;
  /** Writes the file now. */
  flush(): void;
  /** Writes the file for the last time. */
  end(): void;
}

/** What a state file holds. */
export interface SavedState {
  readonly format: 1;
  readonly material: SimulatorMaterial;
  readonly wallMs: number;
  readonly image: MemoryImage;
}

/** What the keeper stands on. */
export interface StateKeeperParts {
  readonly memory: Memory;
  readonly material: SimulatorMaterial;
  readonly system: Pick<System, 'nowMs' | 'setTimer' | 'replaceFile' | 'serialize' | 'deserialize'>;
  /** The file; none when undefined. */
  readonly path: string | undefined;
}

/** How long changes gather before the file is written, in milliseconds. */
const SAVE_AFTER_MS = 200;

/** Creates a keeper without copies. */
export function createStateKeeper({
  memory,
  material,
  system,
  path,
}: StateKeeperParts): StateKeeper {
  const copies = new Map<string, Buffer>();
  let cancel: (() => void) | undefined;
  let ended = false;

  function flush(): void {
    cancel?.();
    cancel = undefined;
    if (path === undefined || ended) return;
    const saved: SavedState = {
      format: 1,
      material,
      wallMs: system.nowMs(),
      image: memory.image(),
    };
    system.replaceFile(path, system.serialize(saved));
  }

  function touch(): void {
    if (path === undefined || ended) return;
    cancel ??= system.setTimer(SAVE_AFTER_MS, flush);
  }

  return Object.freeze({
    take(name: string) {
      copies.set(name, system.serialize(memory.image()));
    },
    putBack(name: string) {
      const copy = copies.get(name);
      if (copy === undefined) return false;
      memory.put(system.deserialize(copy) as MemoryImage);
      touch();
      return true;
    },
    names: () => [...copies.keys()],
    reset() {
      memory.put(undefined);
      touch();
    },
    touch,
    flush,
    end() {
      flush();
      ended = true;
    },
  });
}

/** Reads a state file; `undefined` when it is not there. @throws Error when it is something else */
export function readState(
  path: string,
  { readFile, deserialize }: Pick<System, 'readFile' | 'deserialize'>,
): SavedState | undefined {
  const bytes = readFile(path);
  if (bytes === undefined) return undefined;
  try {
    const saved = deserialize(bytes) as SavedState;
    if (saved.format === 1) return saved;
  } catch {
    // Said below, as for everything else that is no state.
  }
  throw new Error(`${path} is no state of a simulator: name another file, or remove it`);
}

/** The image as of now: while nobody was there, a running clock ran on. */
export function catchUp({ image, wallMs }: SavedState, nowMs: number): MemoryImage {
  const { clock } = image;
  const awayMs = clock.paused ? 0 : Math.max(0, nowMs - wallMs) * clock.speed;
  return { ...image, clock: { ...clock, nowMs: clock.nowMs + awayMs } };
}

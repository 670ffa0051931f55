import { type ParseArgsConfig, parseArgs } from 'node:util';

/** A command of this workspace: `--help` teaches it, and what it does not understand ends it with 2. */
export interface Command {
  /** Reads the arguments. */
  read<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>>;
  /** Reads an option as a whole number from `least` (default 0) to `most` (default nine digits). */
  whole(name: string, text: string, bounds?: Bounds): number;
  /** Says what is wrong, and how the command is used; never returns. */
  refuse(why: string): never;
}

interface Bounds {
  readonly least?: number;
  readonly most?: number;
}

/** Opens a command by the text of its `--help`. */
export function openCommand(help: string): Command {
  function refuse(why: string): never {
    console.error(`${why}\n\n${help}`);
    process.exit(2);
  }
  return Object.freeze({
    read<T extends ParseArgsConfig>(config: T) {
      try {
        return parseArgs(config);
      } catch (error) {
        return refuse(error instanceof Error ? error.message : String(error));
      }
    },
    whole(name: string, text: string, { least = 0, most = 999_999_999 }: Bounds = {}): number {
      // A text that is no number would run for ever, or not at all.
      const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
      if (number >= least && number <= most) return number;
      return refuse(`--${name} must be a whole number from ${least} to ${most}, not "${text}".`);
    },
    refuse,
  });
}

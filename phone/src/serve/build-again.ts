import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Build, type BuildOptions, buildMiniProgram } from '../build/build-mini-program.ts';

/** The latest build of a project, and how to make the next one. */
export interface Builds {
  /** The one that is served. */
  current(): Build;
  /** Builds again; one that is asked for while another runs comes after it. */
  again(): Promise<Build>;
  /** Removes the built files. */
  close(): Promise<void>;
}

/** Builds a project for the first time; each build stands in a folder of its own until the next one is whole. */
export async function createBuilds(options: Omit<BuildOptions, 'outDir'>): Promise<Builds> {
  const home = await mkdtemp(path.join(tmpdir(), 'yifen-phone-'));
  let count = 0;
  const build = async (): Promise<Build> => {
    count += 1;
    return await buildMiniProgram({ ...options, outDir: path.join(home, String(count)) });
  };
  let current = await build();
  let running: Promise<Build> = Promise.resolve(current);

  async function next(): Promise<Build> {
    const before = current;
    current = await build();
    await rm(before.outDir, { recursive: true, force: true });
    return current;
  }

  return Object.freeze({
    current: () => current,
    again() {
      running = running.then(next);
      return running;
    },
    async close() {
      await running;
      await rm(home, { recursive: true, force: true });
    },
  });
}

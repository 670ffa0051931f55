import { type Hunter, hireHunter } from './hire-hunter.ts';
import type { Mutant } from './mutant.ts';
import type { SourceCopy } from './source-copy.ts';

/** From which seeds a mutant is hunted, and for how long. */
export interface HuntLimits {
  /** Where each hunt begins. */
  readonly starts: readonly number[];
  /** How many seeds a hunt may take. */
  readonly most: number;
}

/** What came of the hunts for one mutant. */
export interface HuntReport {
  readonly mutant: Mutant;
  /** How many seeds each hunt took, the last one included; null: it was not caught. */
  readonly seeds: readonly (number | null)[];
  /** What else broke in the seeds that caught it. */
  readonly alsoBroke: readonly string[];
  readonly seconds: number;
  /** Why it could not be hunted; null: it could. */
  readonly problem: string | null;
}

/**
 * Plants a mutant and runs seeds until the invariant it must break is broken, once from each start. A seed that breaks
 * the invariant in the sources as they are catches nothing.
 *
 * @param clean Runs seeds in sources without a bug.
 */
export async function huntMutant(
  copy: SourceCopy,
  clean: Pick<Hunter, 'run'>,
  mutant: Mutant,
  { starts, most }: HuntLimits,
): Promise<HuntReport> {
  const startedMs = performance.now();
  const pullOut = copy.plant(mutant);
  const hunter = hireHunter(copy.folder);
  const seeds: (number | null)[] = [];
  const alsoBroke = new Set<string>();
  let problem: string | null = null;

  async function huntFrom(start: number): Promise<number | null> {
    for (let count = 1; count <= most; count += 1) {
      const seed = start + count - 1;
      const broken = await hunter.run(seed);
      if (!broken.includes(mutant.breaks)) continue;
      if ((await clean.run(seed)).includes(mutant.breaks)) continue;
      for (const id of broken) if (id !== mutant.breaks) alsoBroke.add(id);
      return count;
    }
    return null;
  }

  try {
    for (const start of starts) seeds.push(await huntFrom(start));
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error);
  } finally {
    hunter.dismiss();
    pullOut();
  }
  const seconds = (performance.now() - startedMs) / 1_000;
  return { mutant, seeds, alsoBroke: [...alsoBroke].sort(), seconds, problem };
}

/** Was it caught, from every start? */
export function isCaught({ seeds, problem }: HuntReport): boolean {
  return problem === null && seeds.length > 0 && seeds.every((count) => count !== null);
}

/** The middle one of how many seeds it took; null when it was not caught from every start. */
export function medianSeeds(report: HuntReport): number | null {
  if (!isCaught(report)) return null;
  const sorted = report.seeds.map(Number).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

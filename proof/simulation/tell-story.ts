import { FAULTS, type FaultKind } from './faults.ts';
import type { Run } from './run-world.ts';
import type { Shrunk } from './shrink.ts';
import { START_MS } from './world.ts';

/** Loops that found nothing, and the weather: steps that tell nothing. */
const DULL =
  / create\w+Loop$|weather|store\.(claim|find|list|place)\w*( …| done)?$|WeChat acts|time limit/;

/** Tells a failing run on a page: what was broken, which faults it took, what happened in order. */
export function tellStory(shrunk: Shrunk, run: Run): string {
  const broken = run.violations.filter(({ id }) => id === shrunk.id);
  const faults = shrunk.only.map((id) => {
    const kind = id.split(' ', 1)[0] as FaultKind;
    return `  - ${id}: ${FAULTS[kind]}`;
  });
  const steps = run.trace
    .filter(({ line }) => !DULL.test(line))
    .map(({ atMs, line }) => `  ${clockText(atMs)}  ${line.slice(0, 160)}`);
  return [
    `Seed ${shrunk.seed} breaks ${shrunk.id}:`,
    ...broken.map(({ what }) => `  ${what}`),
    '',
    faults.length > 0 ? `It takes ${faults.length} faults:` : 'It takes no fault at all.',
    ...faults,
    ...(shrunk.leaveOut.length > 0 ? ['', `Without ${shrunk.leaveOut.join(', ')}.`] : []),
    '',
    'What happened:',
    ...steps,
    '',
    `Again: npm run simulate -- --seed ${shrunk.seed} --story`,
  ].join('\n');
}

/** Time since the run began: `0:01:23.456`. */
function clockText(atMs: number): string {
  const ms = atMs - START_MS;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const hours = Math.floor(ms / 3_600_000);
  const rest = String(ms % 1_000).padStart(3, '0');
  return `${hours}:${two((ms / 60_000) % 60)}:${two((ms / 1_000) % 60)}.${rest}`;
}

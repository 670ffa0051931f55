import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildMiniProgram } from '@yifen/phone';
import { median } from '../measure.ts';
import type { Table } from '../report.ts';

const shop = join(import.meta.dirname, '..', '..', '..', 'miniprogram', 'shop');
const rebuilds = 9;
const buildAimMs = 1000;
const rebuildAimMs = 300;

/** How long the shop takes to build: for the first time in a process, and again after a change. */
export async function phoneSuite(): Promise<readonly Table[]> {
  const folder = await mkdtemp(join(tmpdir(), 'yifen-bench-phone-'));
  try {
    const project = join(folder, 'shop');
    await cp(shop, project, { recursive: true });
    const times: number[] = [];
    for (let count = 0; count <= rebuilds; count += 1) {
      const build = await buildMiniProgram({ project, outDir: join(folder, 'built') });
      if (build.errors.length > 0) throw new Error('the shop does not build');
      times.push(build.durationMs);
    }
    const [first = Number.NaN, ...later] = times;
    return [
      {
        title: 'Build the shop for the phone',
        rows: [
          { name: `one in ${buildAimMs} ms`, perSecond: 1, ratio: 1 },
          { name: 'the first build', perSecond: 1000 / first, ratio: buildAimMs / first },
        ],
        target: { name: 'the first build', ratio: 1 },
        meaning:
          'The whole tea shop, from its source to a page: templates, styles and scripts, the compilers loaded for the first time.',
        note: `it took ${first} ms`,
      },
      {
        title: 'Build the shop again',
        rows: [
          { name: `one in ${rebuildAimMs} ms`, perSecond: 1000 / rebuildAimMs, ratio: 1 },
          {
            name: 'a build after a change',
            perSecond: 1000 / median(later),
            ratio: rebuildAimMs / median(later),
          },
        ],
        target: { name: 'a build after a change', ratio: 1 },
        meaning: 'The same in a process that has built before, as when a file is saved.',
        note: `the middle one of ${rebuilds} took ${Math.round(median(later))} ms`,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { judges } from '../invariants/judges.ts';
import { type Hunter, hireHunter } from './hire-hunter.ts';
import { huntMutant, isCaught, medianSeeds } from './hunt-mutant.ts';
import { plantedMutants } from './planted-mutants.ts';
import { openSourceCopy, rotOf, type SourceCopy, sourceFolder } from './source-copy.ts';

/** Caught by their first seeds: what a run of all tests has time for. */
const QUICK = ['quantity-not-priced', 'everybody-is-the-owner', 'close-not-announced'];

let copy: SourceCopy;
let clean: Hunter;

beforeAll(() => {
  copy = openSourceCopy();
  clean = hireHunter(sourceFolder);
});
afterAll(() => {
  clean?.dismiss();
  copy?.remove();
});

test('for every invariant there is a planted bug, and no two have one name', () => {
  const broken = new Set(plantedMutants.map(({ breaks }) => breaks));
  expect([...broken].sort()).toEqual(judges.map(({ id }) => id));
  const names = plantedMutants.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test('every planted bug still fits the sources', () => {
  const rot = plantedMutants.flatMap((mutant) => rotOf(mutant).map((why) => [mutant.name, why]));
  expect(rot).toEqual([]);
});

test('a bug that does not fit the sources any more is said to', () => {
  const [first] = plantedMutants;
  const edit = { file: 'package.json', find: 'no such text', replace: '' };
  expect(rotOf({ name: 'x', breaks: 'I01', what: 'x', edits: [edit] })).toHaveLength(1);
  const same = { file: 'package.json', find: '"private": true', replace: '"private": true' };
  expect(rotOf({ name: 'x', breaks: 'I01', what: 'x', edits: [same] })).toHaveLength(1);
  expect(first && rotOf(first)).toEqual([]);
});

test('the simulation finds planted bugs, and the sources are as before when they are taken out', async () => {
  const seed = 1;
  for (const name of QUICK) {
    const mutant = plantedMutants.find((each) => each.name === name);
    if (!mutant) throw new Error(`no mutant is called ${name}`);
    const report = await huntMutant(copy, clean, mutant, { starts: [seed], most: 20 });
    expect(report.problem, name).toBeNull();
    expect(isCaught(report), name).toBe(true);
    expect(medianSeeds(report), name).toBeGreaterThan(0);
  }
  const files = plantedMutants.flatMap(({ edits }) => edits.map(({ file }) => file));
  for (const file of new Set(files)) {
    const [inCopy, here] = [join(copy.folder, file), join(sourceFolder, file)];
    expect(readFileSync(inCopy, 'utf8'), file).toBe(readFileSync(here, 'utf8'));
  }
}, 120_000);

import { readFileSync, writeFileSync } from 'node:fs';

const page = new URL('../docs/reference/proof.md', import.meta.url);

/**
 * Writes the figures of a run into `docs/reference/proof.md`, between the marks of this name.
 *
 * @throws Error when the page has lost its marks
 */
export function keepSection(
  name: 'mutants' | 'crashes' | 'differential' | 'simulation' | 'chaos',
  text: string,
): void {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const before = readFileSync(page, 'utf8');
  const [head, , tail] = before.split(new RegExp(`${begin}|${end}`));
  if (head === undefined || tail === undefined) {
    throw new Error(`the page has lost its marks ${begin}`);
  }
  writeFileSync(page, `${head}${begin}\n${text}\n${end}${tail}`);
}

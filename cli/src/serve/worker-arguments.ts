/**
 * What a worker may hold, in MB. V8 sizes itself by the machine, collects late on a large one, and gives little back: with
 * 24 GB a worker grew to 355 MB of which 70 were in use. With these it stays below 240, for as many requests a second.
 *
 * - `semi-space`: how much may be allocated before it is looked what of it still lives, twice.
 * - `old-space`: the most that may live; the smaller it is, the sooner V8 collects on the way there. A reconciliation of
 *   1,000,000 rows needs a quarter of it.
 */
const sizes = [
  { name: 'semi-space', megabytes: 16 },
  { name: 'old-space', megabytes: 1024 },
];

/**
 * Says what workers are started with; who names a size himself, in the arguments of Node or in `NODE_OPTIONS`, has it.
 *
 * @param own The arguments of this Node.
 * @param nodeOptions What `NODE_OPTIONS` holds.
 * @param limitBytes How large V8 would let its heap become here: on a small machine its own choice is the smaller one.
 */
export function workerArguments(
  own: readonly string[],
  nodeOptions: string,
  limitBytes: number,
): string[] {
  const named = `${own.join(' ')} ${nodeOptions}`.replaceAll('_', '-');
  const given = sizes.filter(
    ({ name, megabytes }) => !named.includes(`-${name}-`) && megabytes * 2 ** 20 < limitBytes,
  );
  return [...given.map(({ name, megabytes }) => `--max-${name}-size=${megabytes}`), ...own];
}

import { describe, expect, test } from 'vitest';
import { type GatherOptions, gather } from './gather.ts';

class FaultOfOne extends Error {}

/** A worker whose groups end when the test says so. */
function stage(options: Partial<GatherOptions<string, string>> = {}) {
  const groups: { pieces: readonly string[]; end(error?: unknown): void }[] = [];
  const alone: string[] = [];
  const ask = gather<string, string>({
    laneOf: () => 'lane',
    together: (pieces) =>
      new Promise((resolve, reject) => {
        const answers = pieces.map((piece) => `did ${piece}`);
        groups.push({ pieces, end: (error) => (error ? reject(error) : resolve(answers)) });
      }),
    alone: async (piece) => {
      alone.push(piece);
      if (piece === 'bad') throw new FaultOfOne('bad');
      return `did ${piece} alone`;
    },
    isFaultOfOne: (error) => error instanceof FaultOfOne,
    ...options,
  });
  const ended = async (index: number, error?: unknown) => {
    groups[index]?.end(error);
    // Answers and the next group follow in microtasks.
    await turnEnd();
  };
  /** Asks for each in a turn of its own. */
  const askInTurn = async (...pieces: string[]) => {
    const answers: Promise<string>[] = [];
    for (const piece of pieces) {
      answers.push(ask(piece));
      await turnEnd();
    }
    return { answers };
  };
  const sent = () => groups.map(({ pieces }) => pieces.join(' '));
  return { ask, askInTurn, ended, sent, alone };
}

const turnEnd = () => new Promise((resolve) => setImmediate(resolve));

describe('pieces that wait at the same moment', () => {
  test('go together at the end of the turn of the event loop in which they came', async () => {
    const { ask, ended, sent } = stage();
    const answers = ['a', 'b', 'c'].map(ask);
    expect(sent()).toEqual([]);
    await turnEnd();
    expect(sent()).toEqual(['a b c']);
    await ended(0);
    expect(await Promise.all(answers)).toEqual(['did a', 'did b', 'did c']);
  });

  test('go at once while fewer than two groups are under way, and gather meanwhile', async () => {
    const { askInTurn, ended, sent } = stage();
    const { answers } = await askInTurn('a', 'b', 'c', 'd', 'e');
    expect(sent()).toEqual(['a', 'b']);
    await ended(0);
    expect(sent()).toEqual(['a', 'b', 'c d e']);
    expect(await answers[0]).toBe('did a');
    await ended(2);
    expect(await Promise.all(answers.slice(2))).toEqual(['did c', 'did d', 'did e']);
  });

  test('are not answered before their own group is done', async () => {
    const { askInTurn, ended } = stage({ mostAtOnce: 1 });
    const told: string[] = [];
    const { answers } = await askInTurn('a', 'b', 'c');
    for (const answer of answers) void answer.then((text) => told.push(text));
    await ended(0);
    expect(told).toEqual(['did a']);
    await ended(1);
    expect(told).toEqual(['did a', 'did b', 'did c']);
  });

  test('are in one group once per key, sorted; the later of one key waits for a later group', async () => {
    const keyOf = (piece: string) => piece.slice(0, 1);
    const { askInTurn, ended, sent } = stage({ mostAtOnce: 1, keyOf });
    await askInTurn('x', 'c1', 'b', 'c2', 'a');
    await ended(0);
    await ended(1);
    expect(sent()).toEqual(['x', 'a b c1', 'c2']);
  });

  test('are at most so many in a group', async () => {
    const { askInTurn, ended, sent } = stage({ mostAtOnce: 1, mostInGroup: 2 });
    await askInTurn('a', 'b', 'c', 'd');
    await ended(0);
    await ended(1);
    expect(sent()).toEqual(['a', 'b c', 'd']);
  });

  test('of different lanes neither share a group nor wait for each other', async () => {
    const laneOf = (piece: string) => piece.slice(0, 1);
    const { ask, sent } = stage({ mostAtOnce: 1, laneOf });
    for (const piece of ['m1', 'n1']) void ask(piece);
    await turnEnd();
    void ask('m2');
    await turnEnd();
    expect(sent()).toEqual(['m1', 'n1']);
  });
});

describe('a group that fails', () => {
  test('by the fault of one is done again piece by piece: the neighbours are not harmed', async () => {
    const { askInTurn, ended, alone } = stage({ mostAtOnce: 1 });
    const { answers } = await askInTurn('first', 'a', 'bad', 'b');
    const settled = Promise.allSettled(answers);
    await ended(0);
    await ended(1, new FaultOfOne());
    expect((await settled).map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(alone).toEqual(['a', 'bad', 'b']);
    expect(await answers[3]).toBe('did b alone');
  });

  test('by nobody’s fault fails for each of them: nothing is tried again, nothing is called done', async () => {
    const { askInTurn, ended, alone } = stage({ mostAtOnce: 1 });
    const { answers } = await askInTurn('first', 'a', 'b');
    const settled = Promise.allSettled(answers);
    await ended(0);
    await ended(1, new Error('connection lost'));
    expect((await settled).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    expect(alone).toEqual([]);
  });

  test('does not keep the next one from going', async () => {
    const { askInTurn, ended, sent } = stage({ mostAtOnce: 1 });
    const { answers } = await askInTurn('a', 'b');
    const settled = Promise.allSettled(answers);
    await ended(0, new Error('connection lost'));
    await ended(1);
    expect(sent()).toEqual(['a', 'b']);
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });

  test('when it is not answered in full is an error of each, never an answer to the wrong one', async () => {
    const { ask } = stage({ together: async () => ['only one'] });
    const settled = await Promise.allSettled(['a', 'b'].map(ask));
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

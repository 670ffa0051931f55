import { beforeAll, expect, it } from 'vitest';
import { judgePeers, peerMakers, type Verdict } from './judge-peers.ts';

let verdicts: readonly Verdict[];

beforeAll(async () => {
  verdicts = await judgePeers();
});

it('lets every client take a payment, hear of it, refund and close, so that the simulator is what they take for WeChat', () => {
  const calls = verdicts.filter(({ subject }) => subject === 'calls');
  expect(calls).toHaveLength(5);
  expect(calls.flatMap(({ reasons }) => Object.values(reasons)).join('')).toBe('');
});

it('has nothing wrong to say about our client', () => {
  expect(wrong('@yifen/wechatpay')).toEqual([]);
});

it('finds that each client believes the true ones, but for one that re-serialises', () => {
  const refusedTruths = verdicts.filter(({ right }) => right === 'accepts');
  const wrongly = refusedTruths.flatMap(({ name, found }) =>
    Object.entries(found).flatMap(([peer, did]) => (did === 'accepts' ? [] : [`${peer}: ${name}`])),
  );
  expect(wrongly).toEqual([
    'wechatpay-node-v3: a genuine one whose JSON is spaced as WeChat may space it',
  ]);
});

/** What they were measured to believe; a release that mends one of these is good news, and this list gets shorter. */
it.each([
  [
    'wechatpay-node-v3',
    [
      'amount flipped in the ciphertext, under a signature that fits (the tag does not)',
      'bytes that were not signed, but parse to the same JSON',
      'replayed ten minutes later',
      'dated ten minutes ahead',
      'signed with a key that only another merchant’s client was given',
      'NOTPAY rewritten to SUCCESS on the way',
      'the signature headers removed',
      'replayed ten minutes later',
      'dated ten minutes ahead',
      'signed, but about another order',
      'a 204 that WeChat never signed',
    ],
  ],
  ['wechatpay-axios-plugin', ['signed, but about another order']],
  [
    'node-easywechat',
    [
      'dated ten minutes ahead',
      'NOTPAY rewritten to SUCCESS on the way',
      'the signature headers removed',
      'replayed ten minutes later',
      'dated ten minutes ahead',
      'signed, but about another order',
      'a 204 that WeChat never signed',
    ],
  ],
])('finds what %s believes and must not', (peer, forgeries) => {
  const believed = verdicts.filter(
    ({ right, found }) => right === 'refuses' && found[peer] === 'accepts',
  );
  expect(believed.map(({ name }) => name)).toEqual(forgeries);
});

it('judges four clients', () => {
  expect(peerMakers).toHaveLength(4);
});

function wrong(peer: string): string[] {
  return verdicts.flatMap(({ name, right, found }) => (found[peer] === right ? [] : [name]));
}

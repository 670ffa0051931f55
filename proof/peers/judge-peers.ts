import { generateKeyPairSync } from 'node:crypto';
import { createSimulator, type Simulator } from '@yifen/simulator';
import { axiosPlugin } from './axios-plugin-peer.ts';
import { buyWith } from './buy-with.ts';
import { easyWechat } from './easywechat-peer.ts';
import { closeCases, queryCases, startForger } from './forged-answers.ts';
import { type Case, notificationCases } from './forged-notifications.ts';
import { nodeV3 } from './node-v3-peer.ts';
import type { Peer, PeerMaker } from './peer.ts';
import { yifen } from './yifen-peer.ts';

/** The clients that are judged, ours among them. */
export const peerMakers: readonly PeerMaker[] = [yifen, nodeV3, axiosPlugin, easyWechat];

/** What one client made of one thing. */
export interface Verdict {
  readonly subject: 'calls' | 'notifications' | 'answers to a query' | 'answers to a close';
  readonly name: string;
  readonly right: 'accepts' | 'refuses';
  /** `right` or the opposite, by client. */
  readonly found: Readonly<Record<string, 'accepts' | 'refuses'>>;
  /** Why a client refused, by client. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** Runs every client through the calls at the simulator and through every case. */
export async function judgePeers(): Promise<readonly Verdict[]> {
  const simulator = await createSimulator();
  const forger = await startForger();
  try {
    const wechat = { ...makeWechat(simulator), baseUrl: forger.url };
    const peers = peerMakers.map((maker) => {
      // Another merchant's client is made in the same process first, with keys of its own.
      maker.create({ ...wechat.account, platformKeys: wechat.foreignKeys, baseUrl: forger.url });
      return { name: maker.name, peer: maker.create({ ...wechat.account, baseUrl: forger.url }) };
    });
    const judge = <T>(
      subject: Verdict['subject'],
      cases: readonly Case<T>[],
      offer: (peer: Peer, thing: T) => Promise<boolean>,
    ) => inOrder(cases, (each) => judgeCase(subject, each, peers, offer));
    return [
      ...(await judgeCalls(simulator)),
      ...(await judge('notifications', notificationCases(wechat.notifying), async (peer, thing) => {
        await peer.open(thing);
        return true;
      })),
      ...(await judge('answers to a query', queryCases(wechat.answering), async (peer, thing) => {
        forger.next = thing;
        return (await peer.query(wechat.answering.out_trade_no)) === 'SUCCESS';
      })),
      ...(await judge('answers to a close', closeCases(wechat.answering), async (peer, thing) => {
        forger.next = thing;
        await peer.close(wechat.answering.out_trade_no);
        return true;
      })),
    ];
  } finally {
    await Promise.all([simulator.close(), forger.close()]);
  }
}

async function judgeCalls(simulator: Simulator): Promise<Verdict[]> {
  const results = await inOrder(peerMakers, async (maker) => ({
    name: maker.name,
    calls: await buyWith(maker, simulator),
  }));
  return Object.keys(results[0]?.calls ?? {}).map((name) => ({
    subject: 'calls',
    name,
    right: 'accepts',
    found: table(results, ({ calls }) => (calls[name] === null ? 'accepts' : 'refuses')),
    reasons: table(results, ({ calls }) => calls[name] ?? ''),
  }));
}

async function judgeCase<T>(
  subject: Verdict['subject'],
  { name, right, make }: Case<T>,
  peers: readonly { readonly name: string; readonly peer: Peer }[],
  offer: (peer: Peer, thing: T) => Promise<boolean>,
): Promise<Verdict> {
  const answers = await inOrder(peers, async (each) => {
    try {
      return { name: each.name, accepted: await offer(each.peer, make()), reason: '' };
    } catch (error) {
      return { name: each.name, accepted: false, reason: String(error) };
    }
  });
  return {
    subject,
    name,
    right,
    found: table(answers, ({ accepted }) => (accepted ? 'accepts' : 'refuses')),
    reasons: table(answers, ({ reason }) => reason),
  };
}

/** A WeChat with keys of the forger's own, so that it can sign what it likes. */
function makeWechat({ merchant }: Simulator) {
  const serial = 'PUB_KEY_ID_0114232134912410000000000000';
  const foreignSerial = 'PUB_KEY_ID_0114232134912410000000000001';
  const own = makeKeys();
  const foreign = makeKeys();
  const { mchid, appid, apiV3Key } = merchant;
  const { privateKey } = own;
  return {
    account: { ...merchant, platformKeys: { [serial]: own.publicKey } },
    foreignKeys: { [foreignSerial]: foreign.publicKey },
    notifying: {
      ...{ privateKey, serial, apiV3Key, mchid, appid },
      foreign: { privateKey: foreign.privateKey, serial: foreignSerial },
    },
    answering: { privateKey, serial, mchid, appid, out_trade_no: 'T20260101000001' },
  };
}

function makeKeys() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { privateKey, publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
}

function table<T extends { readonly name: string }, V>(
  rows: readonly T[],
  value: (row: T) => V,
): Record<string, V> {
  return Object.fromEntries(rows.map((row) => [row.name, value(row)]));
}

async function inOrder<T, R>(things: readonly T[], act: (thing: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const thing of things) results.push(await act(thing));
  return results;
}

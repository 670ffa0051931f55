import type { KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { paidTransaction } from '../bench/sealed-notification.ts';
import { type Case, signed } from './forged-notifications.ts';

/** What the network hands to a client that asked. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Who is asked about what. */
export interface AnsweringWechat {
  readonly privateKey: KeyObject;
  readonly serial: string;
  readonly mchid: string;
  readonly appid: string;
  readonly out_trade_no: string;
}

/** Answers to a query, true ones and others; a client that takes one as "paid" accepts it. */
export function queryCases(wechat: AnsweringWechat): readonly Case<WireAnswer>[] {
  const paid = statement(wechat);
  const other = statement({ ...wechat, out_trade_no: 'T20260101000099' });
  return [
    { name: 'a genuine answer', right: 'accepts', make: () => sealed(wechat, paid) },
    {
      name: 'NOTPAY rewritten to SUCCESS on the way',
      right: 'refuses',
      make: () => ({ ...sealed(wechat, paid.replace('SUCCESS', 'NOTPAY')), body: paid }),
    },
    {
      name: 'the signature headers removed',
      right: 'refuses',
      make: () => ({ status: 200, headers: { 'content-type': 'application/json' }, body: paid }),
    },
    {
      name: 'replayed ten minutes later',
      right: 'refuses',
      make: () => sealed(wechat, paid, 600),
    },
    {
      name: 'dated ten minutes ahead',
      right: 'refuses',
      make: () => sealed(wechat, paid, -600),
    },
    {
      name: 'signed, but about another order',
      right: 'refuses',
      make: () => sealed(wechat, other),
    },
  ];
}

/** Answers to a close; a client that takes one as "closed" accepts it. */
export function closeCases(wechat: AnsweringWechat): readonly Case<WireAnswer>[] {
  return [
    {
      name: 'a genuine 204',
      right: 'accepts',
      make: () => ({ ...sealed(wechat, ''), status: 204 }),
    },
    {
      name: 'a 204 that WeChat never signed',
      right: 'refuses',
      make: () => ({ status: 204, headers: {}, body: '' }),
    },
  ];
}

/** A server that answers every request with what `next` holds. */
export async function startForger(): Promise<{
  readonly url: string;
  next: WireAnswer | null;
  close(): Promise<void>;
}> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const answer = forger.next ?? { status: 500, headers: {}, body: '' };
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  const forger = {
    url: '',
    next: null as WireAnswer | null,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  await once(server.listen(0, '127.0.0.1'), 'listening');
  forger.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return forger;
}

function sealed(wechat: AnsweringWechat, body: string, ageSeconds = 0): WireAnswer {
  return { status: 200, headers: signed(wechat, body, { ageSeconds }).headers, body };
}

function statement({ mchid, appid, out_trade_no }: AnsweringWechat): string {
  const transaction = paidTransaction({
    mchid,
    appid,
    out_trade_no,
    transaction_id: '4200000000000000000000000001',
    openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
    total: 1,
  });
  return JSON.stringify(transaction);
}

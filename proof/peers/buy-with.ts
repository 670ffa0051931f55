import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Simulator } from '@yifen/simulator';
import type { PeerMaker, RawNotification } from './peer.ts';

/** What came of each call that the clients have in common: the error's text, or null when it succeeded. */
export type CallResults = Readonly<Record<string, string | null>>;

/** Lets one client take a payment at the simulator, hear of it, refund it, and close another order. */
export async function buyWith(maker: PeerMaker, simulator: Simulator): Promise<CallResults> {
  const { merchant } = simulator;
  const peer = maker.create({
    ...merchant,
    baseUrl: simulator.url,
    platformKeys: {
      [merchant.platformSerial]: merchant.platformCertificate,
      [merchant.publicKeyId]: merchant.publicKey,
    },
  });
  const inbox = await openInbox();
  const { openid } = simulator.loginCode();
  const number = `T${Date.now()}${Math.floor(performance.now())}`;
  const order = { openid, notify_url: inbox.url, total: 880 };
  const results: Record<string, string | null> = {};
  const attempt = async (name: string, call: () => Promise<string | null>) => {
    results[name] = await call().catch((error: unknown) => String(error));
  };
  try {
    await attempt('order, and pay at the cashier', async () => {
      const requestPayment = await peer.prepay({ ...order, out_trade_no: number });
      const { errMsg, dialog } = await simulator.pay({ ...requestPayment, openid });
      return errMsg === 'requestPayment:ok' ? null : `${errMsg} ${dialog ?? ''}`;
    });
    await attempt('open the notification', async () => {
      const opened = await peer.open(await inbox.first);
      return opened === number ? null : `another order: ${opened}`;
    });
    await attempt('query', async () => expectText('SUCCESS', await peer.query(number)));
    await attempt('refund', async () =>
      expectText('PROCESSING', await peer.refund(number, `R${number}`, order.total)),
    );
    await attempt('close an unpaid order', async () => {
      await peer.prepay({ ...order, out_trade_no: `${number}c` });
      await peer.close(`${number}c`);
      return simulator.order(`${number}c`)?.closedAtMs === undefined ? 'it is still open' : null;
    });
    return results;
  } finally {
    await inbox.close();
  }
}

function expectText(expected: string, actual: string): string | null {
  return actual === expected ? null : `${actual}, not ${expected}`;
}

async function openInbox() {
  const { promise: first, resolve } = Promise.withResolvers<RawNotification>();
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    resolve({ headers: request.headers as Record<string, string>, body });
    response.writeHead(204).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notifications`,
    first,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

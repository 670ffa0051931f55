import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import {
  createMaterial,
  createSimulator,
  handClock,
  type SimulatorMaterial,
  type SimulatorOptions,
} from '../index.ts';
import { createRawMerchant } from './raw-merchant.ts';

/** 2026-01-01T10:00:00+08:00. */
export const START_MS = Date.UTC(2026, 0, 1, 2);

let material: Promise<SimulatorMaterial> | undefined;

/** A simulator on a hand clock, a raw merchant and a payer who is logged in; all closed when the test ends. */
export async function startShop(options: SimulatorOptions = {}) {
  material ??= createMaterial({ seed: 7 });
  const clock = options.clock ?? handClock(START_MS);
  const simulator = await createSimulator({ seed: 7, material: await material, clock, ...options });
  onTestFinished(() => simulator.close());
  const { appid, mchid } = simulator.merchant;
  const { openid } = simulator.loginCode();
  const merchant = createRawMerchant(simulator.url, simulator.merchant, clock.wallMs);
  let numbers = 0;
  const order = (overrides: Record<string, unknown> = {}) => {
    numbers += 1;
    return {
      appid,
      mchid,
      description: '一分钱的测试商品',
      out_trade_no: `T2026${String(numbers).padStart(6, '0')}`,
      notify_url: 'http://127.0.0.1:1/notify',
      amount: { total: 100, currency: 'CNY' },
      payer: { openid },
      ...overrides,
    };
  };
  /** Sends a prepay that must succeed; answers its number and the payment parameters. */
  async function prepaid(overrides: Record<string, unknown> = {}) {
    const body = order(overrides);
    const answer = await merchant.prepay(body);
    const prepayId = String(answer.json.prepay_id);
    return {
      outTradeNo: body.out_trade_no,
      body,
      prepayId,
      params: merchant.paymentParams(prepayId),
    };
  }
  async function control(method: string, path: string, body?: unknown) {
    const answer = await fetch(`${simulator.url}/_simulator${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
  }
  return { simulator, clock, merchant, openid, order, prepaid, control };
}

/** One notification as it arrived. */
interface Received {
  readonly headers: Headers;
  readonly body: string;
}

/** A merchant's notify_url that answers `status` (or whatever `answer` says for the n-th arrival). */
export async function startReceiver(answer: (arrival: number) => number | 'hang' = () => 204) {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push({
      headers: asHeaders(request.headers),
      body: Buffer.concat(chunks).toString('utf8'),
    });
    const status = answer(received.length);
    if (status !== 'hang') response.writeHead(status, { Location: '/elsewhere' }).end();
    for (const wake of waiting) wake();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  /** Resolves when `count` notifications have arrived. */
  const arrival = (count: number) =>
    new Promise<void>((resolve) => {
      const wake = () => {
        if (received.length < count) return;
        waiting.delete(wake);
        resolve();
      };
      waiting.add(wake);
      wake();
    });
  return { url: `http://127.0.0.1:${port}/notify`, received, arrival };
}

function asHeaders(headers: IncomingHttpHeaders): Headers {
  return new Headers(
    Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
  );
}

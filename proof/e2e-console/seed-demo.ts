/** Fills the demo with what its console shows: orders, refunds, a difference, an endpoint with deliveries. */
import { createConsoleClient, fetchRequest } from '@yifen/contract';
import type { DemoProcess } from '../e2e/demo-process.ts';
import type { Seeded } from './every-page.ts';
import { buy, playScenario } from './shopper.ts';
import { type Sink, startSink } from './sink.ts';

/** A filled demo, and the system that its webhooks go to. */
export interface SeededDemo {
  readonly seeded: Seeded;
  readonly sink: Sink;
  readonly client: ReturnType<typeof createConsoleClient>;
}

/** Signs in as a person of the demo, over HTTP. */
export async function signInByHttp(
  { server }: Pick<DemoProcess, 'server'>,
  { email, password }: DemoProcess['people'][number],
): Promise<SeededDemo['client']> {
  let cookie = '';
  let csrf: string | null = null;
  const send = fetchRequest(async (url, init) => {
    const answer = await fetch(url, {
      ...init,
      headers: { ...init.headers, cookie, origin: server },
    });
    const [given] = answer.headers.getSetCookie();
    if (given !== undefined) cookie = given.split(';')[0] ?? '';
    return answer;
  });
  const client = createConsoleClient({
    baseUrl: server,
    request: send,
    merchantId: () => null,
    csrfToken: () => csrf,
  });
  csrf = (await client.signIn({ email, password })).csrfToken;
  return client;
}

/** Seeds a demo that has just started. */
export async function seedDemo(demo: DemoProcess): Promise<SeededDemo> {
  const [owner] = demo.people;
  if (owner === undefined) throw new Error('the demo has nobody who can sign in');
  const client = await signInByHttp(demo, owner);
  const sink = await startSink();
  const endpoint = await client.addEndpoint({ url: sink.url, description: '进销存' });
  const { order } = await buy(demo, 'longjing-250g');
  await buy(demo, 'tieguanyin-125g');
  await buy(demo, 'gaiwan');
  const refund = await client.refund(order.id, { amountFen: 3_000, reason: '少发一泡茶' }, 'seed');
  await client.refund(order.id, { amountFen: 6_000, reason: '破损，退一半' }, 'seed-2');
  await playScenario(demo.desk, 'reconciliation');
  const [difference] = (await client.differences({ state: 'open' })).items;
  if (difference === undefined) throw new Error('the demo has no difference');
  return {
    client,
    sink,
    seeded: {
      orderId: order.id,
      refundId: refund.id,
      endpointId: endpoint.id,
      day: difference.day,
    },
  };
}

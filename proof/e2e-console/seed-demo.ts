/** Fills the demo with what its console shows: orders, refunds, a difference, an endpoint with deliveries. */
import { createConsoleClient, fetchRequest } from '@yifen/contract';
import type { DemoProcess } from '../e2e/demo-process.ts';
import type { Seeded } from './every-page.ts';
import { buy, playScenario } from './shopper.ts';
import { type Sink, startSink } from './sink.ts';

/** A filled demo, and the system that its webhooks go to. */
export interface SeededDemo {
  readonly seeded: Seeded;
  /** A day in which books and bill differ by a fen, once it was reconciled. */
  readonly differenceDay: Promise<string>;
  readonly sink: Sink;
  readonly client: ReturnType<typeof createConsoleClient>;
}

type Client = SeededDemo['client'];

/** Signs in as a person of the demo, over HTTP. */
async function signInByHttp(
  demo: DemoProcess,
  { email, password }: DemoProcess['people'][number],
): Promise<Client> {
  const session = { csrf: null as string | null };
  const client = openClient(demo, session);
  session.csrf = (await client.signIn({ email, password })).csrfToken;
  return client;
}

/** Has somebody invited, and answers the link for him. */
export async function joinByHttp(
  demo: DemoProcess,
  { client }: Pick<SeededDemo, 'client'>,
  who: Parameters<Client['inviteUser']>[0] & { readonly password: string },
): Promise<void> {
  const { password, ...wish } = who;
  const { url } = await client.inviteUser(wish);
  const token = url?.split('/welcome/')[1] ?? '';
  await openClient(demo, { csrf: null }).acceptInvitation({ token, password });
}

/** A client with a cookie of its own, as a browser has it. */
function openClient({ server }: DemoProcess, session: { readonly csrf: string | null }): Client {
  let cookie = '';
  return createConsoleClient({
    baseUrl: server,
    request: fetchRequest(async (url, init) => {
      const headers = { ...init.headers, cookie, origin: server };
      const answer = await fetch(url, { ...init, headers });
      const [given] = answer.headers.getSetCookie();
      if (given !== undefined) cookie = given.split(';')[0] ?? '';
      return answer;
    }),
    merchantId: () => null,
    csrfToken: () => session.csrf,
  });
}

/** Seeds a demo that has just started. */
export async function seedDemo(demo: DemoProcess): Promise<SeededDemo> {
  const [owner] = demo.people;
  if (owner === undefined) throw new Error('the demo has nobody who can sign in');
  const client = await signInByHttp(demo, owner);
  const sink = await startSink();
  const endpoint = await client.addEndpoint({ url: sink.url, description: '进销存' });
  const erp = { name: '进销存', scopes: ['orders:read', 'shipping:write', 'events:read'] };
  await client.createApiKey(erp);
  const books = await client.createApiKey({
    name: '财务报表',
    scopes: ['bills:read', 'refunds:read'],
  });
  await client.rotateApiKey(books.id);
  const { order } = await buy(demo, 'longjing-250g');
  await buy(demo, 'tieguanyin-125g');
  await buy(demo, 'gaiwan');
  const refund = await client.refund(order.id, { amountFen: 3_000, reason: '少发一泡茶' }, 'seed');
  await client.refund(order.id, { amountFen: 6_000, reason: '破损，退一半' }, 'seed-2');
  const differenceDay = findDifference(demo, client);
  // Only what the test awaits may tell of it.
  differenceDay.catch(() => undefined);
  await saleOfThePast(client);
  return {
    client,
    sink,
    differenceDay,
    seeded: { orderId: order.id, refundId: refund.id, endpointId: endpoint.id },
  };
}

async function findDifference({ desk }: DemoProcess, client: Client): Promise<string> {
  await playScenario(desk, 'reconciliation');
  const [difference] = (await client.differences({ state: 'open' })).items;
  if (difference === undefined) throw new Error('the demo has no difference');
  return difference.day;
}

/** WeChat's calendar is set back while the scenario sells: nobody else may buy meanwhile. */
async function saleOfThePast(client: Client): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const { items } = await client.orders({ state: 'paid', limit: 100 });
    if (items.length > 3) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the scenario sold nothing');
}

import path from 'node:path';
import type { Exchange } from '../serve/exchange.ts';
import { startPhone } from '../serve/start-phone.ts';
import { type FakeAnswer, type Received, startFakeServer, startFakeWechat } from './fake-wechat.ts';

/** The mini-program that holds one of everything. */
const conformanceProject = path.resolve(import.meta.dirname, '../../conformance');

/** The phone with the conformance project, a fake WeChat and a fake shop server. */
export async function startFixture(answer: (request: Received) => FakeAnswer | null = () => ({})) {
  const wechat = await startFakeWechat();
  const shop = await startFakeServer(answer);
  const exchanges: Exchange[] = [];
  const phone = await startPhone({
    project: conformanceProject,
    simulatorUrl: () => wechat.url,
    apis: { 'https://pay.example.com': shop.url },
    onExchange: (exchange) => exchanges.push(exchange),
  });
  return {
    wechat,
    shop,
    exchanges,
    phone,
    close: async () => {
      await Promise.all([phone.close(), wechat.close(), shop.close()]);
    },
  };
}

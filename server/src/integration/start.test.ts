import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMaterial, createSimulator, type Simulator } from '@yifen/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Config, loadConfig, startServer } from '../index.ts';
import { shopProducts } from './shop-products.ts';
import { logIn, order, shopEnvironment } from './start-shop.ts';

let simulator: Simulator;
let folder: string;

beforeAll(async () => {
  simulator = await createSimulator({ material: await createMaterial() });
  folder = await mkdtemp(join(tmpdir(), 'yifen-start-'));
  await chmod(folder, 0o755);
});
afterAll(async () => {
  await simulator?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('startServer', () => {
  it('runs on a database of its own, and on the same one after a restart', async () => {
    const links: string[] = [];
    const onFirstLink = (url: string) => void links.push(url);
    const first = await startServer({ config: config(), products: shopProducts, onFirstLink });
    const payer = await logIn(simulator, first.url);
    const { order: payable } = await order(payer);
    expect(await becomeFirstUser(first.url, links)).toMatchObject({ state: 'enrol' });
    await first.close();
    await first.close();
    const second = await startServer({ config: config(), onFirstLink });
    expect(links).toHaveLength(1);
    const answer = await fetch(`${second.url}/v1/orders/${payable.id}`, {
      headers: { authorization: `Bearer ${payer.token}` },
    });
    expect(await answer.json()).toEqual(payable);
    // Until a public address is set, notifications come to where the server listened.
    expect(simulator.order(payable.outTradeNo)).toMatchObject({
      request: { notify_url: `${first.url}/wechatpay/notifications/default` },
    });
    await second.close();
  });

  it('closes what it opened when the address is taken', async () => {
    const running = await startServer({ config: config() });
    const port = Number(new URL(running.url).port);
    await expect(startServer({ config: { ...config(), port } })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    expect((await fetch(`${running.url}/readyz`)).status).toBe(200);
    await running.close();
  });
});

/** Answers the link that a server tells while its console has no user. */
async function becomeFirstUser(serverUrl: string, [link = '']: readonly string[]) {
  const [page, token = ''] = link.split('#/welcome/');
  expect(page).toBe(`${serverUrl}/console/`);
  const body = { token, password: 'a long enough password', email: 'li@example.com', name: '李雷' };
  const answer = await fetch(`${serverUrl}/v1/console/invitations/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return answer.json();
}

describe('loadConfig', () => {
  it('reads a .env file beneath the environment', async () => {
    const path = join(folder, 'settings.env');
    await writeFile(path, 'YIFEN_PORT=8080\nYIFEN_HOST="0.0.0.0" # all\n');
    const { YIFEN_PORT: _, ...environment } = shopEnvironment(simulator, { databaseUrl: '' });
    const fromFile = loadConfig(environment, { envFile: path });
    expect(fromFile.config).toMatchObject({ port: 8080, host: '0.0.0.0' });
    const fromBoth = loadConfig({ ...environment, YIFEN_PORT: '9090' }, { envFile: path });
    expect(fromBoth.config).toMatchObject({ port: 9090, host: '0.0.0.0' });
  });

  it('says when the file cannot be read', () => {
    const { findings } = loadConfig({}, { envFile: join(folder, 'missing.env') });
    expect(findings).toMatchObject([{ name: expect.stringContaining('missing.env') }]);
  });
});

function config(): Config {
  const environment = shopEnvironment(simulator, { databaseUrl: '' });
  const { config: loaded, findings } = loadConfig({ ...environment, YIFEN_DATA_DIR: folder });
  if (!loaded) throw new Error(JSON.stringify(findings));
  return loaded;
}

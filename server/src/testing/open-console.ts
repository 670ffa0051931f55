import { TOTP } from 'otpauth';
import { createCredentials } from '../create-credentials.ts';
import { houseOf } from '../create-merchants.ts';
import { createHttpApp } from '../http/create-http-app.ts';
import type { HttpApp } from '../http/http-app.ts';
import type { ConsoleSettings, House } from '../ports.ts';
import { createTestPorts, type TestPorts } from './create-test-ports.ts';
import { testPassword } from './sign-in.ts';

type Answer = Awaited<ReturnType<HttpApp['inject']>>;

/** A server with a console, and browsers to use it with. */
export interface TestConsole {
  readonly ports: TestPorts;
  readonly house: House;
  readonly app: HttpApp;
  send(
    method: string,
    url: string,
    headers?: Readonly<Record<string, string>>,
    payload?: object,
  ): Promise<Answer>;
  signIn(email: string, body?: object, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** The six digits of an authenticator, now or some steps later. */
  digits(secret: string, steps?: number): string;
  /** What was noted in the audit log, oldest first. */
  audited(merchantId?: string): Promise<readonly string[]>;
}

/** Built once for a whole file, as it is most of a test, and put before one house after the other. */
let built: { readonly app: HttpApp; occupy(house: House): void } | null = null;

async function buildSurface() {
  let current: House | null = null;
  const facade = new Proxy({} as House, {
    get: (_, name) => current?.[name as keyof House],
  });
  const app = await createHttpApp(facade, {
    maxPerAddressPerMinute: 1e6,
    maxPerKeyPerMinute: 1e6,
    maxSignInsPerMinute: 1e6,
  });
  return {
    app,
    occupy(house: House) {
      current = house;
    },
  };
}

/** Opens one that is new, but for its HTTP surface; passwords cost next to nothing. */
export async function openConsole(totp: ConsoleSettings['totp']): Promise<TestConsole> {
  const ports = await createTestPorts();
  const house: House = {
    ...houseOf(ports),
    credentials: createCredentials({ memoryKib: 64, passes: 1 }),
    console: { totp, origin: 'https://pay.example.com' },
  };
  built ??= await buildSurface();
  built.occupy(house);
  const { app } = built;
  const send: TestConsole['send'] = (method, url, headers = {}, payload) =>
    app.inject({ method: method as 'GET', url, headers, ...(payload && { payload }) });
  return {
    ports,
    house,
    app,
    send,
    signIn: (email, body = {}, headers = {}) =>
      send('POST', '/v1/console/session', headers, { email, password: testPassword, ...body }),
    digits: (secret, steps = 0) =>
      new TOTP({ secret }).generate({ timestamp: ports.clock.nowMs() + steps * 30_000 }),
    async audited(merchantId = 'default') {
      // What is noted after an answer is noted now.
      await new Promise((resolve) => setImmediate(resolve));
      const lines = await ports.store.listAuditLines(merchantId, { after: 0, limit: 100 });
      return lines.map(({ action }) => action);
    },
  };
}

/** The headers that a browser sends after this answer. */
export function browserOf(answer: Answer): Record<string, string> {
  const [cookie = ''] = String(answer.headers['set-cookie']).split(';');
  const { csrfToken } = answer.json();
  return { cookie, ...(typeof csrfToken === 'string' && { 'yifen-csrf': csrfToken }) };
}

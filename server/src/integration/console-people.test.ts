import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCredentials } from '../create-credentials.ts';
import { houseOf } from '../create-merchants.ts';
import { makeSignInLink } from '../flows/people/sign-in-link.ts';
import { recoveryDigest } from '../flows/people/take-code.ts';
import { createHttpApp } from '../http/create-http-app.ts';
import type { HttpApp } from '../http/http-app.ts';
import type { House } from '../ports.ts';
import { migrate } from '../store/migrate.ts';
import { createPostgresStore, type PostgresStore } from '../store/postgres-store.ts';
import { createTestPorts } from '../testing/create-test-ports.ts';
import { employ, testPassword } from '../testing/sign-in.ts';
import { type TestDatabase, testDatabases } from './test-database.ts';

describe.each(testDatabases)('people of two servers on the $name', ({ start }) => {
  let database: TestDatabase;
  const stores: PostgresStore[] = [];
  const houses: House[] = [];
  const apps: HttpApp[] = [];

  beforeAll(async () => {
    database = await start();
    const connectionString = await database.create();
    await migrate(connectionString);
    for (let count = 0; count < 2; count += 1) {
      const store = await createPostgresStore({ connectionString });
      const ports = await createTestPorts();
      const house: House = {
        ...houseOf({ ...ports, store }),
        credentials: createCredentials({ memoryKib: 64, passes: 1 }),
        console: { totp: 'optional', origin: 'https://pay.example.com' },
      };
      stores.push(store);
      houses.push(house);
      apps.push(await createHttpApp(house, { maxSignInsPerMinute: 1_000 }));
    }
  });
  afterAll(async () => {
    for (const store of stores) await store.close();
    await database?.stop();
  });

  const first = (): House => {
    const [house] = houses;
    if (!house) throw new Error('there is no house');
    return house;
  };

  /** The same request as often as `count`, at once, by turns at both servers. */
  async function send(count: number, url: string, payload: object): Promise<readonly string[]> {
    const answers = await Promise.all(
      Array.from({ length: count }, (_, at) =>
        apps[at % apps.length]?.inject({ method: 'POST', url, payload }),
      ),
    );
    return answers.map((answer) => (answer?.statusCode === 200 ? 'ok' : answer?.json().code));
  }
  const times = (codes: readonly string[], wanted: string) =>
    codes.filter((code) => code === wanted).length;

  test('of the links to become the first user that two servers told, one does', async () => {
    const links = await Promise.all(
      houses.map((house) => makeSignInLink(house, { kind: 'first', userId: null })),
    );
    const told = await Promise.all(
      links.map(({ url }, at) =>
        send(2, '/v1/console/invitations/accept', {
          token: url.split('/welcome/')[1],
          password: testPassword,
          email: `first${at}@example.com`,
        }),
      ),
    );
    expect(times(told.flat(), 'ok')).toBe(1);
    expect(times(told.flat(), 'link_ended')).toBe(3);
  });

  test('guesses at two servers at once are counted as one row of guesses', async () => {
    const email = 'guessed@example.com';
    await employ(first(), { email, role: 'owner' });
    const codes = await send(24, '/v1/console/session', { email, password: 'wrong wrong wrong' });
    // Whoever loses the race to count tries again later: nobody is judged uncounted.
    expect(times(codes, 'sign_in_refused')).toBeLessThanOrEqual(5);
    expect(times(codes, 'sign_in_refused') + times(codes, 'sign_in_locked')).toBe(24);
  });

  test('digits and recovery codes count once at both servers together', async () => {
    const house = first();
    const secret = house.credentials.newTotpSecret();
    const email = 'careful@example.com';
    const user = await employ(house, { email, role: 'owner' });
    const recoveryDigests = [recoveryDigest(house, user.id, 'AAAA-BBBB-CCCC-DDDD')];
    const sealedTotp = house.secrets.seal(secret);
    await house.store.commitUser(user, { sealedTotp, recoveryDigests });
    const wish = { email, password: testPassword, code: 'aaaa bbbb cccc dddd' };
    expect(times(await send(4, '/v1/console/session', wish), 'ok')).toBe(1);
  });
});

import type { SignInLink } from '../../ports.ts';
import type { PeopleHouse } from './console-session.ts';

/** How long a link works: a day. */
const LIFE_MS = 24 * 3_600_000;

/** A link, which is told this once. */
export interface MadeLink {
  readonly url: string;
  readonly expiresAtMs: number;
}

/** Makes a link by which one person chooses a password, once. The token stands behind `#`: no server ever logs it. */
export async function makeSignInLink(
  { store, clock, random, secrets, console }: Omit<PeopleHouse, 'credentials' | 'log'>,
  link: Pick<SignInLink, 'kind' | 'userId'>,
): Promise<MadeLink> {
  const token = random.token();
  const createdAtMs = clock.nowMs();
  const expiresAtMs = createdAtMs + LIFE_MS;
  await store.saveSignInLink({ ...link, digest: secrets.digest(token), createdAtMs, expiresAtMs });
  return Object.freeze({ url: `${console.origin}/console/#/welcome/${token}`, expiresAtMs });
}

/** What a token stands for; null when it is none, was used, or is too old. */
export async function findLink(
  { store, clock, secrets }: Pick<PeopleHouse, 'store' | 'clock' | 'secrets'>,
  token: string,
): Promise<SignInLink | null> {
  const link = await store.findSignInLink(secrets.digest(token));
  return link !== null && link.expiresAtMs > clock.nowMs() ? link : null;
}

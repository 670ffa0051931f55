import type { Person, User } from '../../ports.ts';
import type { PeopleHouse } from './console-session.ts';

/** How often it is tried anew because the user changed in the same moment. */
const MAX_ROUNDS = 10;

/**
 * Takes the six digits of a person's authenticator, or one of the recovery codes: each once, by whichever of
 * the requests that carry it comes first.
 *
 * @returns The person as kept now, and which it was; null when it is neither, or was used.
 */
export async function takeCode(
  house: PeopleHouse,
  person: Person,
  code: string,
): Promise<{ readonly person: Person; readonly kind: 'totp' | 'recovery' } | null> {
  let now: Person | null = person;
  for (let round = 0; round < MAX_ROUNDS && now !== null; round += 1) {
    const patch = judgeCode(house, now.user, code);
    if (patch === null) return null;
    if ((await house.store.commitUser(now.user, patch)) === 'committed') {
      const taken = await house.store.findPerson(now.user.id);
      return taken && { person: taken, kind: 'lastTotpStep' in patch ? 'totp' : 'recovery' };
    }
    now = await house.store.findPerson(now.user.id);
  }
  return null;
}

/** A recovery code as it is meant: on paper O is no other than 0, and I and L are no other than 1. */
export function plainRecoveryCode(code: string): string {
  return code
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}

/** How a recovery code is kept. */
export function recoveryDigest(
  { secrets }: Pick<PeopleHouse, 'secrets'>,
  userId: string,
  code: string,
): string {
  return secrets.digest(`recovery ${userId} ${plainRecoveryCode(code)}`);
}

function judgeCode(house: PeopleHouse, user: User, code: string) {
  const { credentials, secrets, clock } = house;
  if (user.sealedTotp === null) return null;
  const digits = code.replace(/\s/g, '');
  const step = credentials.totpStep(secrets.open(user.sealedTotp), digits, clock.nowMs());
  // One that is not newer was taken before, or somebody looked over a shoulder.
  if (step !== null) return step > user.lastTotpStep ? { lastTotpStep: step } : null;
  const digest = recoveryDigest(house, user.id, code);
  if (!user.recoveryDigests.includes(digest)) return null;
  return { recoveryDigests: user.recoveryDigests.filter((each) => each !== digest) };
}

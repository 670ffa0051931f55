import { hash, verify } from '@node-rs/argon2';
import { Secret, TOTP } from 'otpauth';
import type { Credentials } from './ports.ts';

/** What a hash of a password costs. */
export interface PasswordCost {
  /** Default 65536: 64 MiB. */
  readonly memoryKib: number;
  /** How often the memory is filled. Default 3. */
  readonly passes: number;
}

/** More than OWASP's least for argon2id (19 MiB, 2 passes); RFC 9106's second choice but for its four lanes. */
const DEFAULT_COST: PasswordCost = Object.freeze({ memoryKib: 65_536, passes: 3 });
/** Each takes its memory for a tenth of a second and longer. */
const MOST_AT_ONCE = 2;
/** Who comes when so many wait is asked to come again. */
const MOST_WAITING = 20;
const NO_SALT = 'A'.repeat(22);
const NO_HASH = 'A'.repeat(43);
const TOTP_SECRET_BYTES = 20;
/** What authenticators expect: no other algorithm, length or period works with all of them. */
const TOTP_FORM = Object.freeze({ algorithm: 'SHA1', digits: 6, period: 30 });

/**
 * Creates what passwords and authenticators need: argon2id off the event loop, two at once at most, and
 * time-based codes.
 *
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
 * @see https://www.rfc-editor.org/rfc/rfc6238
 */
export function createCredentials(cost: PasswordCost = DEFAULT_COST): Credentials {
  const options = { memoryCost: cost.memoryKib, timeCost: cost.passes, parallelism: 1 };
  const inTurn = createTurns();
  /** Verified in the place of a hash that there is not: no password has it. */
  const nobody = `$argon2id$v=19$m=${cost.memoryKib},t=${cost.passes},p=1$${NO_SALT}$${NO_HASH}`;

  return Object.freeze<Credentials>({
    hashPassword: (password) => inTurn(() => hash(password, options)),
    async verifyPassword(hashed, password) {
      const isIt = await inTurn(() => verify(hashed ?? nobody, password));
      return isIt && hashed !== null;
    },
    newTotpSecret: () => new Secret({ size: TOTP_SECRET_BYTES }).base32,
    totpUri: (secret, email) =>
      new TOTP({ ...TOTP_FORM, issuer: 'Yifen', label: email, secret }).toString(),
    totpStep(secret, digits, nowMs) {
      if (!/^\d{6}$/.test(digits)) return null;
      const delta = TOTP.validate({
        ...TOTP_FORM,
        secret: Secret.fromBase32(secret),
        token: digits,
        timestamp: nowMs,
        window: 1,
      });
      return delta === null ? null : Math.floor(nowMs / 1000 / TOTP_FORM.period) + delta;
    },
  });
}

/** More passwords are being verified than the server has memory for: the caller asks again. */
class CredentialsBusy extends Error {
  override readonly name = 'CredentialsBusy';
  /** What the HTTP layer answers. */
  readonly statusCode = 429;
}

/** Lets a few pieces of work run at once, and a few wait. */
function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;

  async function turn(): Promise<void> {
    if (running < MOST_AT_ONCE) {
      running += 1;
      return;
    }
    if (waiting.length >= MOST_WAITING) throw new CredentialsBusy('too many passwords at once');
    // Whoever ends hands his place on.
    await new Promise<void>((resolve) => waiting.push(resolve));
  }

  return async (work) => {
    await turn();
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

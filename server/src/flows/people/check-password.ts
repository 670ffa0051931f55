import { Refusal, type RefusalDetails } from '../refusal.ts';
import { COMMON_PASSWORDS } from './common-passwords.ts';

/** In characters, as people count them. */
const SHORTEST = 12;
const LONGEST = 128;

/**
 * Refuses a password that is too short, too long, one of the commonest, or the e-mail.
 *
 * @throws Refusal `password_refused` with `passwordProblem`
 * @see https://pages.nist.gov/800-63-4/sp800-63b.html
 */
export function checkPassword(password: string, email: string): void {
  const problem = problemOf(password, email);
  if (problem) throw new Refusal('password_refused', { passwordProblem: problem });
}

function problemOf(password: string, email: string): RefusalDetails['passwordProblem'] {
  const length = [...password].length;
  if (length < SHORTEST || length > LONGEST) return 'length';
  const plain = password.toLowerCase();
  const [name = ''] = email.split('@');
  if (plain === email || (name.length >= 4 && plain.replaceAll(name, '').length < 6))
    return 'email';
  const isRepeated = new Set(plain).size < 4;
  // 'password1234' is 'password' with what everybody adds.
  const bare = plain.replace(/[^a-z]+$/, '');
  return isRepeated || COMMON_PASSWORDS.has(plain) || COMMON_PASSWORDS.has(bare)
    ? 'common'
    : undefined;
}

import type { Advice } from '../core/errors/wechatpay-error.ts';
import { algorithmCauses } from './algorithm-causes.ts';
import { compareTexts } from './compare-texts.ts';
import type { Deviations } from './deviation.ts';
import type { Cause, Diagnosis, DoctorKey, DoctorSecret } from './diagnosis.ts';
import { type Draft, renderDraft } from './draft.ts';
import { findAlteredCharacter } from './find-altered-character.ts';
import { openDigest } from './open-digest.ts';
import { openSignature } from './open-signature.ts';
import type { OpenedSignature } from './opened-signature.ts';
import { type CandidateKey, readKeys } from './read-keys.ts';
import { searchDrafts } from './search-drafts.ts';

/** A signature to explain, whatever it signs. */
export interface SignatureQuestion {
  /** What the signature is called where it was found, e.g. `paySign`. */
  readonly name: string;
  readonly signature: string;
  readonly keys: readonly DoctorKey[];
  readonly secrets: readonly DoctorSecret[];
  readonly expected: Draft;
  readonly deviations: Deviations;
  /** Says that another key than the first made it. */
  readonly otherKeyCause: (fits: CandidateKey, due: CandidateKey) => Cause;
  /** What can be read off the input already. */
  readonly inputCauses: readonly Cause[];
}

/**
 * Finds the key, the algorithm and the text of a signature, and says how they differ from what is due.
 *
 * A cause with proof `signature` is named only when its text reproduces the signature at hand.
 *
 * @throws ArgumentError for a key that cannot be read, or none
 */
export function diagnoseSignature(question: SignatureQuestion): Diagnosis {
  const keys = readKeys(question.keys);
  const expected = Buffer.from(renderDraft(question.expected));
  const opened: OpenedSignature[] = [];
  let tried = 0;
  for (const candidate of open(question, keys)) {
    opened.push(candidate);
    const { matches, certain } = candidate;
    // A guess is likely to be wrong: it gets a short search.
    const result = searchDrafts({
      ...question,
      matches,
      ...(certain ? {} : { budgetTexts: 30_000 }),
    });
    tried += result.tried;
    const found = result.found ?? spokenPayload(candidate);
    if (found === undefined) continue;
    const causes = distinct([...candidate.causes, ...found.causes, ...question.inputCauses]);
    return Object.freeze({
      verdict: causes.length === 0 ? 'valid' : 'explained',
      causes,
      excluded: [],
      expected,
      signed: found.text,
      difference: compareTexts(found.text, expected),
      made: candidate.make,
      tried,
    });
  }
  const first = opened.find(({ certain }) => certain);
  const isDigest = opened.some(({ make }) => make.scheme === 'digest');
  const formCauses = isDigest ? algorithmCauses.byForm(question.name) : [];
  const causes = distinct([...question.inputCauses, ...formCauses]);
  return Object.freeze({
    verdict: causes.length === 0 ? 'unknown' : 'explained',
    causes,
    excluded:
      first === undefined ? [noKeyFits(question, keys)] : [noTextFits(question, first, tried)],
    expected,
    signed: undefined,
    difference: undefined,
    made: first?.make,
    tried,
  });
}

// Cheapest first; the search for an altered character comes last and only when it is needed.
function* open(
  { name, signature, secrets, otherKeyCause }: SignatureQuestion,
  keys: readonly CandidateKey[],
): Generator<OpenedSignature> {
  const [due] = keys;
  if (due === undefined || signature === '') return;
  const digests = openDigest({ name, signature, secrets });
  yield* digests;
  if (digests.length > 0) return;
  const opened = openSignature({ name, signature, keys, otherKeyCause });
  yield* opened;
  if (opened.some(({ certain }) => certain)) return;
  const repaired = findAlteredCharacter(signature, due.material.publicKey, name);
  if (repaired === undefined) return;
  yield* openSignature({ name, signature, keys, otherKeyCause, repaired: [repaired] });
}

// A text “encrypted” with the private key is in the signature word for word.
function spokenPayload({ payload }: OpenedSignature) {
  if (payload === undefined || !payload.includes('\n')) return undefined;
  return { text: payload, causes: [] };
}

function distinct(causes: readonly Cause[]): readonly Cause[] {
  const seen = new Set<string>();
  return causes.filter(({ code, sentence }) => {
    const id = `${code} ${sentence.en}`;
    return !seen.has(id) && seen.add(id);
  });
}

function noKeyFits({ name, signature }: SignatureQuestion, keys: readonly CandidateKey[]): Advice {
  const list = keys.map(({ label, material }) => `${label} (${material.modulusStart}…)`).join(', ');
  return signature === ''
    ? { zh: `没有 ${name}。`, en: `There is no ${name}.` }
    : {
        zh: `${name} 不是由这些密钥对应的私钥生成的：${list}；或者它在传输中被改动了不止一个字符。请对照 apiclient_key.pem 与所填序列号的证书，并把其他可能的证书一并给出再查。`,
        en: `${name} was not made by the private key of any of these: ${list}; or more than one character of it was altered. Compare apiclient_key.pem with the certificate whose serial you send, and ask again with other certificates that may fit.`,
      };
}

function noTextFits({ name }: SignatureQuestion, opened: OpenedSignature, tried: number): Advice {
  const { key, hash, scheme } = opened.make;
  const algorithm = `${hash ?? '?'}, ${scheme}`;
  return {
    zh: `${name} 由 ${key} 对应的私钥生成（${algorithm}），但所签内容不在试过的 ${tried} 种文本之中：多半是某个值与传出的不同，请把可能的值作为候选给出再查。`,
    en: `${name} was made by the private key of ${key} (${algorithm}), but over none of the ${tried} texts tried: some value probably differs from the one sent; ask again with candidates for it.`,
  };
}

/** What the message push of a mini-program is typed as. */
export interface TypedPush {
  /** `secure`: what WeChat pushes is encrypted. */
  readonly mode: 'secure' | 'plain';
  readonly token: string;
  readonly encodingAesKey: string;
}

/** The form, always empty: what is kept is never shown. */
export const emptyPush: TypedPush = { mode: 'secure', token: '', encodingAesKey: '' };

/** The secrets to send; null while one is missing or would be refused. */
export function messagePushOf(typed: TypedPush) {
  const [token, encodingAesKey] = [typed.token.trim(), typed.encodingAesKey.trim()];
  if (!isPushToken(token)) return null;
  if (typed.mode === 'plain') return { token };
  return isEncodingAesKey(encodingAesKey) ? { token, encodingAesKey } : null;
}

/** Could WeChat's console have taken it as a Token? */
export function isPushToken(text: string): boolean {
  return /^[0-9A-Za-z]{3,32}$/.test(text);
}

/** Could WeChat's console have made it as an EncodingAESKey? */
export function isEncodingAesKey(text: string): boolean {
  return /^[0-9A-Za-z]{43}$/.test(text);
}

/** Numbers and texts as people read them. */

/** `1280000` fen as `¥12,800.00`, without floating point. */
export function yuan(amountFen: number): string {
  const whole = Math.trunc(amountFen / 100).toString();
  const fen = (amountFen % 100).toString().padStart(2, '0');
  return `¥${thousands(whole)}.${fen}`;
}

const thousands = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',');

/** Milliseconds since the start of a purchase: `+2,610 ms`, `+34.2 s`, `+2 min 05 s`. */
export function sinceStart(milliseconds: number): string {
  const sign = milliseconds < 0 ? '−' : '+';
  const size = Math.abs(milliseconds);
  if (size < 10_000) return `${sign}${thousands(Math.round(size).toString())} ms`;
  if (size < 60_000) return `${sign}${(size / 1000).toFixed(1)} s`;
  const seconds = Math.round(size / 1000);
  const rest = (seconds % 60).toString().padStart(2, '0');
  return `${sign}${Math.trunc(seconds / 60)} min ${rest} s`;
}

/** The last six characters, behind an ellipsis. */
export function tail(text: string): string {
  return text.length <= 8 ? text : `…${text.slice(-6)}`;
}

/** The lines of a signed text; each but perhaps the last ended with a line feed. */
export interface SignedLine {
  readonly text: string;
  /** False only for a last line that has no line feed behind it. */
  readonly ended: boolean;
}

/** Cuts a signed text at its line feeds; `\r` is made visible, since it would spoil the signature. */
export function signedLines(signedText: string): readonly SignedLine[] {
  const parts = signedText.split('\n');
  const last = parts.pop() ?? '';
  const lines = parts.map((text) => ({ text: visible(text), ended: true }));
  return last === '' ? lines : [...lines, { text: visible(last), ended: false }];
}

const visible = (text: string): string => text.replaceAll('\r', '␍');

/** Length in UTF-8 bytes, as WeChat counts a signed text. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** The time of day, `14:02:11`. */
export function clockTime(atMs: number): string {
  return new Date(atMs).toLocaleTimeString('zh-CN', { hour12: false });
}

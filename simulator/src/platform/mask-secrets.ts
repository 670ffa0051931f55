import type { NewFlowEvent } from './flow-event.ts';

const MASK = '••••••';

/** Secrets recognisable by where they stand. */
const PATTERNS: readonly [RegExp, string][] = [
  [/("(?:session_key|sessionKey|secret|appSecret|access_token|token)"\s*:\s*")[^"]*/g, `$1${MASK}`],
  [/([?&](?:secret|access_token|js_code)=)[^&#\s]*/g, `$1${MASK}`],
  [/(Bearer\s+)[^\s"]+/gi, `$1${MASK}`],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g, MASK],
];

/** What is kept of one text, in characters. */
const TEXT_LIMIT = 32_768;

/** Makes the copy of an event that may be shown. */
export type Masked = () => NewFlowEvent;

/**
 * Makes the function that takes secrets out of an event, and cuts over-long texts.
 *
 * What is secret is noted at once, and the copy made when somebody looks: it takes as long as a check of an RSA
 * signature, and most events are never looked at.
 */
export function createMask(secrets: () => readonly string[]): (event: NewFlowEvent) => Masked {
  return (event) => {
    const known = secrets();
    const masked = (): NewFlowEvent =>
      mapTexts(event, (text) => maskText(text, known)) as NewFlowEvent;
    if (!isLong(event)) return masked;
    // Not kept whole until then.
    const cut = masked();
    return () => cut;
  };
}

function maskText(text: string, known: readonly string[]): string {
  const withoutKnown = known.reduce((rest, secret) => rest.replaceAll(secret, MASK), text);
  const masked = PATTERNS.reduce((rest, [form, mask]) => rest.replace(form, mask), withoutKnown);
  return masked.length > TEXT_LIMIT ? `${masked.slice(0, TEXT_LIMIT)}…` : masked;
}

function isLong({ request, response, signature, decrypted }: NewFlowEvent): boolean {
  const texts = [request?.body, response?.body, signature?.signedText, decrypted];
  return texts.some((text) => text !== undefined && text.length > TEXT_LIMIT);
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]),
  );
}

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

/** Makes the function that takes secrets out of an event before it is recorded, and cuts over-long texts. */
export function createMask(
  secrets: () => readonly string[],
): (event: NewFlowEvent) => NewFlowEvent {
  const maskText = (text: string): string => {
    const withoutKnown = secrets().reduce((rest, secret) => rest.replaceAll(secret, MASK), text);
    const masked = PATTERNS.reduce((rest, [form, mask]) => rest.replace(form, mask), withoutKnown);
    return masked.length > TEXT_LIMIT ? `${masked.slice(0, TEXT_LIMIT)}…` : masked;
  };
  const mask = <Value>(value: Value): Value => mapTexts(value, maskText) as Value;
  return mask;
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]),
  );
}

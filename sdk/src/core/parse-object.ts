/** A JSON object whose members nobody has judged yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Parses bytes as a JSON object in strict UTF-8; undefined for anything else. */
export function parseObject(bytes: Uint8Array): JsonObject | undefined {
  return parseObjectText(bytes)?.object;
}

/** The same with the text it was parsed from. */
export function parseObjectText(
  bytes: Uint8Array,
): { readonly object: JsonObject; readonly text: string } | undefined {
  try {
    const text = decodeStrictly(bytes);
    const object: unknown = JSON.parse(text);
    return isObject(object) ? { object, text } : undefined;
  } catch {
    return undefined;
  }
}

/** Strict UTF-8. Node's lenient decoder is twice as fast, and marks what it could not read: then the strict one judges. */
function decodeStrictly(bytes: Uint8Array): string {
  const buffer =
    bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const text = buffer.toString();
  // The mark of what could not be read, or a byte order mark at the start, which the strict decoder drops.
  const suspect = text.includes('\uFFFD') || text.charCodeAt(0) === byteOrderMark;
  return suspect ? strictUtf8.decode(bytes) : text;
}

const byteOrderMark = 0xfeff;

// One for all: it keeps nothing between texts, and making one takes longer than decoding most texts.
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** Whether a parsed value is a JSON object, neither array nor null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

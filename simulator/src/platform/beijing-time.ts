const EIGHT_HOURS_MS = 8 * 3_600_000;

/** Writes a moment as WeChat does: RFC 3339 to the second in Beijing time, `2026-01-01T10:00:05+08:00`. */
export function formatBeijingTime(ms: number): string {
  return `${beijing(ms).slice(0, 19)}+08:00`;
}

/** Writes a moment as 14 digits of Beijing time, as they stand in a `prepay_id`. */
export function compactBeijingTime(ms: number): string {
  return beijing(ms).slice(0, 19).replace(/\D/g, '');
}

/** Writes a moment as bills do: `2026-01-01 10:00:05`. */
export function plainBeijingTime(ms: number): string {
  return beijing(ms).slice(0, 19).replace('T', ' ');
}

/** Reads a Beijing day, `2026-01-01`, as its first millisecond; `undefined` when there is no such day. */
export function parseBeijingDay(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const ms = Date.parse(`${text}T00:00:00+08:00`);
  return Number.isNaN(ms) || beijing(ms).slice(0, 10) !== text ? undefined : ms;
}

/** Reads an RFC 3339 date-time with zone; `undefined` when the text is none. */
export function parseRfc3339(text: string): number | undefined {
  const form = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;
  if (!form.test(text)) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}

function beijing(ms: number): string {
  return new Date(ms + EIGHT_HOURS_MS).toISOString();
}

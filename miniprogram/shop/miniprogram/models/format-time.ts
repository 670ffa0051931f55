const beijingOffsetMs = 8 * 60 * 60 * 1000;

/** A time of the server in Beijing time, whatever the phone's zone: `2026-11-23 10:00`. */
export function formatTime(rfc3339: string): string {
  return beijing(rfc3339).slice(0, 16).replace('T', ' ');
}

/** Only the time of day: `10:00`. */
export function formatTimeOfDay(rfc3339: string): string {
  return beijing(rfc3339).slice(11, 16);
}

function beijing(rfc3339: string): string {
  const utcMs = Date.parse(rfc3339);
  return Number.isNaN(utcMs) ? rfc3339 : new Date(utcMs + beijingOffsetMs).toISOString();
}

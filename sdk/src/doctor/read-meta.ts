/**
 * Finds the JSON of the `meta` part of an upload, the only part that is signed.
 *
 * @returns undefined when this is no multipart body; empty when it has no part called `meta`
 */
export function readMeta(contentType: string | undefined, body: string): string | undefined {
  if (!/^multipart\/form-data/i.test(contentType ?? '')) return undefined;
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType ?? '')?.[1];
  if (boundary === undefined) return '';
  for (const part of body.split(`--${boundary}`)) {
    const border = part.indexOf('\r\n\r\n');
    if (border >= 0 && /name="?meta"?/i.test(part.slice(0, border))) {
      return part.slice(border + 4).replace(/\r\n$/, '');
    }
  }
  return '';
}

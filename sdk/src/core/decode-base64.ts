/**
 * Decodes canonical base64 only: standard alphabet, full padding, no white space, no stray bits.
 *
 * Node's own decoder takes almost anything, so that two different texts would mean the same signature.
 *
 * @returns undefined when the text is not canonical base64
 */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

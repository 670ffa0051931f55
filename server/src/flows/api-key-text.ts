import type { Ports, Secrets } from '../ports.ts';

const PREFIX = 'yk_';
const CHECKSUM_LENGTH = 6;
const FORM = /^yk_([A-Za-z0-9_-]{43})([0-9a-f]{6})$/;

/** Makes the text of a new API key: `yk_`, 256 random bits, and a checksum by which a typing error or a leak is seen. */
export function createApiKeyText({ random, secrets }: Pick<Ports, 'random' | 'secrets'>): string {
  const token = random.token();
  return PREFIX + token + checksumOf(secrets, token);
}

/** Is it the text of an API key? Says nothing of whether the key exists. */
export function isApiKeyText(secrets: Secrets, text: string): boolean {
  const [, token = '', checksum] = FORM.exec(text) ?? [];
  return checksum !== undefined && checksum === checksumOf(secrets, token);
}

/** The part of a key by which its owner tells it from others. */
export function hintOf(text: string): string {
  return text.slice(0, PREFIX.length + 6);
}

function checksumOf(secrets: Secrets, token: string): string {
  return secrets.digest(PREFIX + token).slice(0, CHECKSUM_LENGTH);
}

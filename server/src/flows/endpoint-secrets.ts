import type { EndpointSecret, Ports, WebhookEndpoint } from '../ports.ts';

/** How long a secret goes on signing after it was replaced: 24 hours. */
const OVERLAP_MS = 24 * 60 * 60_000;

/** A new secret: the text, told once, and how it is kept. */
export interface NewSecret {
  /** `whsec_` and 32 random bytes in base64. */
  readonly text: string;
  readonly kept: EndpointSecret;
}

/** Makes a secret. */
export function createEndpointSecret({ random, secrets }: Ports): NewSecret {
  const base64 = random.token().replaceAll('-', '+').replaceAll('_', '/');
  const text = `whsec_${base64.padEnd(Math.ceil(base64.length / 4) * 4, '=')}`;
  return { text, kept: Object.freeze({ sealed: secrets.seal(text), expiresAtMs: null }) };
}

/** Puts a new secret first; those that still sign go on for 24 hours at most, the others are forgotten. */
export function replaceSecret(
  kept: EndpointSecret,
  former: readonly EndpointSecret[],
  nowMs: number,
): readonly EndpointSecret[] {
  const leaving = stillSigning(former, nowMs).map(({ sealed, expiresAtMs }) => ({
    sealed,
    expiresAtMs: expiresAtMs ?? nowMs + OVERLAP_MS,
  }));
  return Object.freeze([kept, ...leaving]);
}

/** The secrets that still sign. */
export function stillSigning(
  secrets: readonly EndpointSecret[],
  nowMs: number,
): readonly EndpointSecret[] {
  return secrets.filter(({ expiresAtMs }) => expiresAtMs === null || expiresAtMs > nowMs);
}

/** Opens the secrets that sign now, the newest first. */
export function openSecrets(ports: Ports, { secrets }: WebhookEndpoint): readonly string[] {
  const nowMs = ports.clock.nowMs();
  return stillSigning(secrets, nowMs).map(({ sealed }) => ports.secrets.open(sealed));
}

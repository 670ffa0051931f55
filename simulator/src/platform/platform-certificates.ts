import {
  type CertificateText,
  type IssuedCertificate,
  type IssueParts,
  issueAnother,
  PLATFORM_NAME,
  readIssued,
  writeIssued,
} from './issued-certificate.ts';
import type { Memory } from './memory.ts';

/** A change from one platform certificate to the next; moments in milliseconds since the epoch. */
export interface Rotation {
  readonly fromSerial: string;
  readonly toSerial: string;
  /** From here on both are listed. */
  readonly startMs: number;
  /** From here on a growing share is signed with the new one. */
  readonly signsMs: number;
  /** From here on the old one is gone. */
  readonly endMs: number;
}

interface KeptRotation {
  readonly current: CertificateText;
  readonly next: CertificateText | undefined;
  readonly rotation: Rotation | undefined;
}

/** The platform certificates over time. */
export interface PlatformCertificates {
  /** Those in use now, the newest last. */
  listed(): readonly IssuedCertificate[];
  /** The one for the next signature; during a rotation drawn from the seed. */
  signing(): IssuedCertificate;
  /** The latest rotation, running or over. */
  rotation(): Rotation | undefined;
  /** Issues the next one; `undefined` while a rotation is running. */
  rotate(overlapMs: number): Promise<Rotation | undefined>;
}

/** How long before its end a certificate is renewed by itself, and how long both are then in use. */
const RENEWAL_MS = 10 * 86_400_000;

/**
 * Keeps the platform certificates. Ten days before one ends the next is issued by itself. In a rotation both are listed for `overlapMs`; in its second half the share signed
 * with the new one grows from nothing to everything.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012551764
 */
export function createPlatformCertificates(
  first: IssuedCertificate,
  parts: IssueParts & { readonly memory: Memory },
): PlatformCertificates {
  const { nowMs, random } = parts;
  let current = first;
  let next: IssuedCertificate | undefined;
  let rotation: Rotation | undefined;
  let issuing = false;
  const planAt = parts.memory.work('certificates.renew', async (serial: string) => {
    if (current.serial === serial) await rotate(RENEWAL_MS);
  });
  const planRenewal = ({ serial, toMs }: IssuedCertificate) => planAt(toMs - RENEWAL_MS, serial);
  parts.memory.own<KeptRotation>(
    'certificates.platform',
    () => ({ current: writeIssued(current), next: next && writeIssued(next), rotation }),
    (kept) => {
      const read = (text: CertificateText) => readIssued(text.certificate, text.privateKey);
      current = kept === undefined ? first : read(kept.current);
      next = kept?.next && read(kept.next);
      rotation = kept?.rotation;
      if (kept === undefined) planRenewal(first);
    },
  );

  /** A rotation that is over leaves the new one alone. */
  function settle(): void {
    if (next === undefined || rotation === undefined || nowMs() < rotation.endMs) return;
    current = next;
    next = undefined;
  }

  planRenewal(first);

  return Object.freeze({
    listed() {
      settle();
      return next === undefined ? [current] : [current, next];
    },
    signing() {
      settle();
      if (next === undefined || rotation === undefined) return current;
      const { signsMs, endMs } = rotation;
      const share = (nowMs() - signsMs) / (endMs - signsMs);
      return share > 0 && random.chance(share) ? next : current;
    },
    rotation: () => rotation,
    rotate,
  });

  async function rotate(overlapMs: number): Promise<Rotation | undefined> {
    settle();
    if (next !== undefined || issuing) return undefined;
    issuing = true;
    try {
      const { issued } = await issueAnother(PLATFORM_NAME, parts);
      next = issued;
    } finally {
      issuing = false;
    }
    const startMs = nowMs();
    rotation = Object.freeze({
      fromSerial: current.serial,
      toSerial: next.serial,
      startMs,
      signsMs: startMs + Math.floor(overlapMs / 2),
      endMs: startMs + overlapMs,
    });
    planRenewal(next);
    return rotation;
  }
}

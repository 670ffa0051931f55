/** The hosts that one client may use, each `https://…` without a slash at the end. */
export interface Origins {
  /** The host to use now: the first, unless it failed less than a minute ago and another did not. */
  current(nowMs: number): string;
  /** Remembers that a host could not be reached. */
  avoid(origin: string, nowMs: number): void;
}

/** Keeps the health of the hosts of one client; nothing is shared between clients. */
export function createOrigins(origins: readonly [string, ...string[]]): Origins {
  const failedAtMs = new Map<string, number>();
  const healthy = (origin: string, nowMs: number) =>
    nowMs - (failedAtMs.get(origin) ?? -Infinity) >= avoidedMs;
  return Object.freeze({
    current: (nowMs: number) => {
      const best = origins.find((origin) => healthy(origin, nowMs));
      return best ?? longestAgo(origins, failedAtMs);
    },
    avoid: (origin: string, nowMs: number) => void failedAtMs.set(origin, nowMs),
  });
}

function longestAgo(origins: readonly [string, ...string[]], at: ReadonlyMap<string, number>) {
  const age = (origin: string) => at.get(origin) ?? -Infinity;
  return origins.reduce((best, origin) => (age(origin) < age(best) ? origin : best));
}

/**
 * The backup hosts WeChat documents for a host; none for any other, such as a simulator.
 *
 * @see document 4012081709
 */
export function documentedBackups(baseUrl: string): readonly string[] {
  return backups.get(baseUrl) ?? [];
}

/** Whether this is one of WeChat Pay's own hosts. */
export function isWechatOrigin(origin: string): boolean {
  return origin === 'https://apihk.mch.weixin.qq.com' || wechatOrigins.has(origin);
}

const backups: ReadonlyMap<string, readonly string[]> = new Map([
  ['https://api.mch.weixin.qq.com', ['https://api2.mch.weixin.qq.com']],
  ['https://api.wechatpay.cn', ['https://api2.wechatpay.cn']],
]);
const wechatOrigins: ReadonlySet<string> = new Set([...backups].flat(2));
const avoidedMs = 60_000;

import type { Advice } from '../core/errors/wechatpay-error.ts';

/** One thing about a configuration that is wrong, or may be. */
export interface Finding {
  /** Stable, e.g. `key-and-certificate-no-pair`. */
  readonly code: string;
  /** The setting at fault, in the words of `ConfigurationInput`. */
  readonly setting: string;
  /** `fatal`: calls will fail. `warning`: it works now, but should be looked at. */
  readonly severity: 'fatal' | 'warning';
  readonly sentence: Advice;
  readonly remedy: Advice;
}

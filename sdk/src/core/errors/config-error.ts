import { WechatPayError } from './wechatpay-error.ts';

/** The client was set up with something that cannot work; outcome `none`, code `CONFIG_INVALID`. */
export class ConfigError extends WechatPayError {
  override readonly name = 'ConfigError';
  /** The option at fault, as the caller spells it. */
  readonly option: string;

  constructor(option: string, what: string, remedy: { readonly zh: string; readonly en: string }) {
    super(`${option}: ${what}`, { code: 'CONFIG_INVALID', outcome: 'none', advice: remedy });
    this.option = option;
  }
}

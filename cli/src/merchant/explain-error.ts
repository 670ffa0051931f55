/** An error of the SDK as one sentence for the terminal. */
import { ApiError, ArgumentError, ConfigError, WechatPayError } from '@yifen/wechatpay';
import { CliError } from '../cli-error.ts';
import type { Language } from '../terminal.ts';

/** Turns the SDK's errors into `CliError`; others pass unchanged. */
export function explainError(error: unknown, language: Language): unknown {
  if (!(error instanceof WechatPayError)) return error;
  const { code, outcome, requestId, advice, message } = error;
  const wechat = error instanceof ApiError ? error.wechat : undefined;
  const said = wechat === undefined ? message : `${wechat.code} ${wechat.message}`.trim();
  const calledWrongly = error instanceof ArgumentError || error instanceof ConfigError;
  // The message of every error already ends in its English advice.
  const sentence = language === 'zh' ? `${said}\n${advice.zh}` : message;
  return new CliError(code, sentence, {
    exitCode: calledWrongly ? 2 : 1,
    cause: error,
    details: {
      outcome,
      ...(requestId === undefined ? {} : { requestId }),
      ...(wechat === undefined ? {} : { wechat }),
      advice,
    },
  });
}

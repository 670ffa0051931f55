import type { System } from './system';
import type { WxPort } from './wx-port';

/** How long the payer's answer is waited for, in milliseconds: some clients never call back. */
const answerWaitMs = 60_000;

/**
 * Asks the payer which messages the server may send: call it in a tap or in the payment's own
 * callback, nowhere else WeChat allows it. Whatever the answer, and also without one, it resolves:
 * messages are a courtesy.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/api/open-api/subscribe-message/wx.requestSubscribeMessage.html
 */
export function askMessages(
  wx: WxPort,
  system: System,
  templateIds: readonly string[] = [],
): Promise<void> {
  if (templateIds.length === 0 || !wx.requestSubscribeMessage) return Promise.resolve();
  const answered = new Promise<void>((complete) => {
    try {
      wx.requestSubscribeMessage?.({ tmplIds: [...templateIds], complete });
    } catch {
      complete();
    }
  });
  return Promise.race([answered, system.wait(answerWaitMs)]);
}

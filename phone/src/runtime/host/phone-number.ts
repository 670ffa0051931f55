import type { Screen } from '../ui/screen.ts';
import type { Host } from './host.ts';

/**
 * Asks the payer, then WeChat, for the phone number: what a `getPhoneNumber` button tells its page.
 *
 * @returns the event's detail: `code` (new way) beside `encryptedData` and `iv` (old way), or why there is none
 */
export async function askPhoneNumber(
  host: Host,
  screen: Pick<Screen, 'modal'>,
): Promise<Readonly<Record<string, unknown>>> {
  const { confirm } = await screen.modal({
    title: '申请获取并验证你的手机号',
    content: '模拟手机号，由微信模拟器提供',
    cancelText: '不允许',
    confirmText: '允许',
  });
  if (!confirm) return { errMsg: 'getPhoneNumber:fail user deny' };
  try {
    const answer = await host.askWeChat('phone-numbers', { openid: host.openid });
    return { ...(answer as object), errMsg: 'getPhoneNumber:ok' };
  } catch {
    return { errMsg: 'getPhoneNumber:fail system error' };
  }
}

import { isRecord } from '../easel/instance.ts';
import type { Screen } from '../ui/screen.ts';
import { ApiFailure, type Options } from '../wx/api.ts';
import type { Host } from './host.ts';

/** The most templates of one question. */
const MAX_TEMPLATES = 5;

/**
 * `wx.requestSubscribeMessage`: asks the payer which messages the mini-program may send, and tells
 * WeChat each answer; an accept is good for one message.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/api/open-api/subscribe-message/wx.requestSubscribeMessage.html
 */
export async function askSubscriptions(
  options: Options,
  host: Host,
  screen: Pick<Screen, 'ask'>,
): Promise<Options> {
  const { tmplIds } = options;
  if (!Array.isArray(tmplIds) || tmplIds.length === 0) {
    throw new ApiFailure("TmplIds can't be empty", { errCode: 10001 });
  }
  if (tmplIds.length > MAX_TEMPLATES) {
    throw new ApiFailure('Templates count out of max bounds', { errCode: 20003 });
  }
  const ids = tmplIds.map(String);
  const ticked = await screen.ask({
    asker: host.appName,
    title: '申请发送以下消息',
    choices: ids.map((id) => host.templateTitle(id)),
    note: '模拟订阅消息 · 不会发到真实微信',
    refuseText: '取消',
    agreeText: '允许',
  });
  const answers = ids.map((id, index) => [id, ticked?.includes(index) ? 'accept' : 'reject']);
  for (const [templateId = '', answer] of answers) {
    await host.askWeChat('subscriptions', { openid: host.openid, templateId, answer });
  }
  return Object.fromEntries(answers);
}

/** A subscribe message that reached this phone. */
export interface ReceivedMessage {
  readonly title: string;
  /** Its values, in the template's order. */
  readonly text: string;
  /** The page it opens, without a slash at its front; empty: none. */
  readonly page: string;
}

/** Reads the messages that WeChat has delivered to this payer, oldest first. */
export async function readMessages(host: Host): Promise<readonly ReceivedMessage[]> {
  const answer = await host.askWeChat('subscribe-messages', {});
  const items = isRecord(answer) && Array.isArray(answer.items) ? answer.items : [];
  return items.filter(isRecord).flatMap(({ openid, templateId, data, page }) => {
    if (openid !== host.openid) return [];
    const values = isRecord(data) ? Object.values(data).map(String) : [];
    return {
      title: host.templateTitle(String(templateId)),
      text: values.join(' · '),
      page: typeof page === 'string' ? page : '',
    };
  });
}

import type { Actor, Order, Ports, SetupFinding } from '../ports.ts';
import { createMerchantOrder } from './create-merchant-order.ts';
import { preparePayment } from './prepay-order.ts';
import { Refusal } from './refusal.ts';

/** How far a live check came. */
export interface LiveCheck {
  /** An order of one fen that its payer finds in the mini-program. */
  readonly order: Order;
  readonly findings: readonly SetupFinding[];
}

/**
 * Asks one payer for one fen and places the order at WeChat: what is paid then goes the whole way. The fen can be
 * refunded like any other.
 *
 * @param openid A payer who can open the mini-program of `ports.settings.appid`: the operator himself.
 * @throws Refusal as `createMerchantOrder`
 */
export async function beginLiveCheck(
  ports: Ports,
  actor: Actor,
  openid: string,
): Promise<LiveCheck> {
  const order = await createMerchantOrder(ports, actor, {
    openid,
    amountFen: 1,
    description: '一分钱验证',
    lifeSeconds: null,
    idempotencyKey: `live-check ${ports.random.uuid()}`,
  });
  try {
    const prepared = await preparePayment(ports, order);
    return { order: prepared.order, findings: [PLACED] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { order, findings: [refused(error)] };
  }
}

const PLACED: SetupFinding = Object.freeze({
  step: 'prepay',
  outcome: 'ok',
  zh: '微信接受了一分钱订单：请用该微信号打开小程序，在“我的订单”里付款。',
  en: 'WeChat accepted the order of one fen: open the mini-program as this payer and pay it there.',
});

function refused({ code, details }: Refusal): SetupFinding {
  const said = details.wechatCode ?? code;
  return {
    step: 'prepay',
    outcome: 'failed',
    zh: `微信没有接受一分钱订单（${said}）：请检查 appid 与商户号的绑定，以及该用户是否属于这个小程序。`,
    en: `WeChat did not take the order of one fen (${said}): check that appid and merchant are bound, and that the payer is one of this mini-program.`,
  };
}

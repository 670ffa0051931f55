import type { PayResult, PayResultKind } from '../yifen/index';

/** What the result page says and offers for each kind of result. */
export interface ResultView {
  readonly kind: PayResultKind;
  readonly title: string;
  readonly message: string;
  readonly icon: string;
  /** The main button: `''` when there is only the order to look at. */
  readonly action: '' | 'pay' | 'ask';
  readonly detail: string;
}

const faces: Readonly<Record<PayResultKind, Pick<ResultView, 'title' | 'icon' | 'action'>>> = {
  paid: { title: '支付成功', icon: '/images/result-paid.png', action: '' },
  'not-paid': { title: '支付未完成', icon: '/images/result-unpaid.png', action: 'pay' },
  pending: { title: '支付结果确认中', icon: '/images/result-pending.png', action: 'ask' },
  'not-permitted': { title: '暂时无法支付', icon: '/images/result-problem.png', action: '' },
  'bad-params': { title: '暂时无法支付', icon: '/images/result-problem.png', action: '' },
};

/** Turns a result of the library into what the result page shows. */
export function viewResult({ kind, message, detail, order }: PayResult): ResultView {
  const face = faces[kind];
  // A closed order is not paid either, but cannot be paid any more.
  const payable = order.state === 'created' || order.state === 'payable';
  const action = face.action === 'pay' && !payable ? '' : face.action;
  const showDetail = kind === 'not-permitted' || kind === 'bad-params';
  return {
    kind,
    ...face,
    action,
    message: kind === 'paid' ? '感谢惠顾，我们会尽快发货' : message,
    detail: showDetail ? detail : '',
  };
}

import { ArgumentError } from '../../core/errors/argument-error.ts';
import { checkFen } from '../checks/check-fen.ts';
import { checkMchid } from '../checks/check-mchid.ts';
import { checkText } from '../checks/check-text.ts';
import { checkWechatId } from '../checks/check-wechat-id.ts';
import type { ReturnRequest, ShareRequest, SharingParty, SharingReceiver } from './profit-share.ts';

/** Refuses a sharing that WeChat would certainly refuse, before anything is sent. @throws ArgumentError */
export function checkShare(request: ShareRequest): void {
  checkParty(request);
  checkText('appid', request.appid, 32);
  checkWechatId('transaction_id', request.transaction_id);
  checkText('out_order_no', request.out_order_no);
  const { receivers } = request;
  if (!Array.isArray(receivers) || receivers.length < 1 || receivers.length > 50) {
    throw new ArgumentError('receivers', 'must be 1 to 50 receivers');
  }
  for (const [index, receiver] of request.receivers.entries()) {
    const field = `receivers[${index}]`;
    checkReceiver(receiver, `${field}.`);
    checkFen(`${field}.amount`, receiver.amount);
    checkText(`${field}.description`, receiver.description);
  }
  if (typeof request.unfreeze_unsplit !== 'boolean') {
    throw new ArgumentError('unfreeze_unsplit', 'must be true or false');
  }
}

/** Refuses a return that WeChat would certainly refuse, before anything is sent. @throws ArgumentError */
export function checkReturn(request: ReturnRequest): void {
  checkParty(request);
  if ((request.order_id === undefined) === (request.out_order_no === undefined)) {
    throw new ArgumentError('out_order_no', 'or order_id is needed, and only one of them');
  }
  if (request.order_id !== undefined) checkText('order_id', request.order_id);
  if (request.out_order_no !== undefined) checkText('out_order_no', request.out_order_no);
  checkText('out_return_no', request.out_return_no);
  checkMchid('return_mchid', request.return_mchid);
  checkFen('amount', request.amount);
  checkText('description', request.description);
}

/** Requires a receiver to say what it is and who. @throws ArgumentError */
export function checkReceiver({ type, account }: SharingReceiver, prefix = ''): void {
  if (!receiverTypes.has(type)) {
    throw new ArgumentError(`${prefix}type`, `must be ${[...receiverTypes].join(', ')}`);
  }
  checkText(`${prefix}account`, account);
}

/** Requires a sub-merchant, when one is named, to be a merchant number. @throws ArgumentError */
export function checkParty({ sub_mchid }: SharingParty): void {
  if (sub_mchid !== undefined) checkMchid('sub_mchid', sub_mchid);
}

const receiverTypes: ReadonlySet<string> = new Set([
  'MERCHANT_ID',
  'PERSONAL_OPENID',
  'PERSONAL_SUB_OPENID',
]);

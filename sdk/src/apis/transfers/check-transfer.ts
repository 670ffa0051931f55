import { ArgumentError } from '../../core/errors/argument-error.ts';
import { checkFen } from '../checks/check-fen.ts';
import { checkNotifyUrl } from '../checks/check-notify-url.ts';
import { checkText } from '../checks/check-text.ts';
import type { TransferRequest } from './transfer.ts';

/** From this amount on, in fen, WeChat compares the payee's name: 2,000 yuan. */
const nameRequiredFromFen = 200_000;

/** Refuses a transfer that WeChat would certainly refuse, before anything is sent. @throws ArgumentError */
export function checkTransfer(request: TransferRequest): void {
  checkText('appid', request.appid, 32);
  checkOutBillNo(request.out_bill_no);
  if (!/^\d{4}$/.test(request.transfer_scene_id)) {
    throw new ArgumentError('transfer_scene_id', 'must be the 4 digits of an opened scene');
  }
  checkText('openid', request.openid, 128);
  checkFen('transfer_amount', request.transfer_amount);
  checkText('transfer_remark', request.transfer_remark);
  if (request.user_name === undefined && request.transfer_amount >= nameRequiredFromFen) {
    throw new ArgumentError('user_name', 'is required from 2,000 yuan');
  }
  if (request.notify_url !== undefined) checkNotifyUrl('notify_url', request.notify_url);
  checkReports(request.transfer_scene_report_infos);
}

/** Requires a number of letters and digits. @throws ArgumentError */
export function checkOutBillNo(value: unknown): asserts value is string {
  if (typeof value !== 'string' || !/^[0-9a-zA-Z]+$/.test(value)) {
    throw new ArgumentError('out_bill_no', 'must be letters and digits');
  }
}

function checkReports(reports: TransferRequest['transfer_scene_report_infos']): void {
  const field = 'transfer_scene_report_infos';
  if (!Array.isArray(reports) || reports.length === 0) {
    throw new ArgumentError(field, 'must tell at least one thing');
  }
  for (const [index, { info_type, info_content }] of reports.entries()) {
    checkText(`${field}[${index}].info_type`, info_type);
    checkText(`${field}[${index}].info_content`, info_content);
  }
}

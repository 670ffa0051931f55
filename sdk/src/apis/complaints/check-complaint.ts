import { ArgumentError } from '../../core/errors/argument-error.ts';
import { checkMchid } from '../checks/check-mchid.ts';
import { checkText } from '../checks/check-text.ts';
import type {
  ComplaintQuery,
  ComplaintReply,
  ImmediateReply,
  RefundProgress,
} from './complaint.ts';

/** Requires the number WeChat gave a complaint. @throws ArgumentError */
export function checkComplaintId(value: unknown): void {
  checkText('complaint_id', value);
}

/** Requires a page that WeChat would answer. @throws ArgumentError */
export function checkPage({
  limit,
  offset,
}: {
  readonly limit?: number;
  readonly offset?: number;
}): void {
  if (limit !== undefined && !(Number.isSafeInteger(limit) && limit >= 1)) {
    throw new ArgumentError('limit', 'must be a whole number, at least 1');
  }
  if (offset !== undefined && !(Number.isSafeInteger(offset) && offset >= 0)) {
    throw new ArgumentError('offset', 'must be a whole number, not negative');
  }
}

/** Requires days and a page. @throws ArgumentError */
export function checkComplaintQuery(query: ComplaintQuery): void {
  checkPage(query);
  for (const name of ['begin_date', 'end_date'] as const) {
    if (!/^\d{4}-\d\d-\d\d$/.test(query[name])) {
      throw new ArgumentError(name, 'must be a day as 2026-01-31');
    }
  }
  if (query.complainted_mchid !== undefined) {
    checkMchid('complainted_mchid', query.complainted_mchid);
  }
}

/** Requires an answer to say something. @throws ArgumentError */
export function checkReply({ response_content }: ComplaintReply): void {
  checkText('response_content', response_content);
}

/** Requires an answer to have blocks and a number of its own. @throws ArgumentError */
export function checkImmediateReply({ message, idempotent_id }: ImmediateReply): void {
  if (!Array.isArray(message?.blocks) || message.blocks.length === 0) {
    throw new ArgumentError('message.blocks', 'must have at least one block');
  }
  checkText('idempotent_id', idempotent_id);
}

/** Requires a decision, and a reason for a refusal. @throws ArgumentError */
export function checkProgress(progress: RefundProgress): void {
  if (progress.action === 'REJECT') {
    checkText('reject_reason', progress.reject_reason);
    return;
  }
  if (progress.action !== 'APPROVE') {
    throw new ArgumentError('action', 'must be APPROVE or REJECT');
  }
  const { launch_refund_day: days } = progress;
  if (days !== undefined && !(Number.isInteger(days) && days >= 0)) {
    throw new ArgumentError('launch_refund_day', 'must be a whole number of days');
  }
}

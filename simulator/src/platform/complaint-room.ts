import { formatBeijingTime } from './beijing-time.ts';
import type { Memory } from './memory.ts';
import type { Notice } from './notifier.ts';
import { invalidRequest, Refusal } from './refusal.ts';
import type { Sale } from './sale.ts';
import type { SeededRandom } from './seeded-random.ts';

/** What a payer complains of. */
export interface NewComplaint {
  readonly sale: Sale;
  readonly detail: string;
  readonly phoneNumber: string;
}

/** One entry of the negotiation. */
export interface ComplaintEntry {
  readonly log_id: string;
  readonly operator: string;
  readonly operate_time: string;
  readonly operate_type: string;
  readonly operate_details?: string;
  readonly image_list: readonly string[];
}

/** One complaint as the platform holds it. */
export interface Complaint extends NewComplaint {
  readonly complaint_id: string;
  readonly createdAtMs: number;
  readonly state: 'PENDING' | 'PROCESSING' | 'PROCESSED';
  readonly history: readonly ComplaintEntry[];
}

/** What complaints stand on. */
export interface ComplaintRoomParts {
  readonly memory: Memory;
  readonly nowMs: () => number;
  readonly random: SeededRandom;
  readonly notify: (notice: Notice) => void;
}

/** What the merchant does about a complaint. */
export interface ComplaintAct {
  readonly type: 'MERCHANT_RESPONSE' | 'MERCHANT_CONFIRM_COMPLETE' | 'MERCHANT_REFUND_PROGRESS';
  readonly details?: string;
  readonly images?: readonly string[];
}

/**
 * The payers' complaints; a notification says only that something changed.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012289734
 */
export interface ComplaintRoom {
  complain(complaint: NewComplaint): Complaint;
  /** @throws Refusal 404 */
  byId(complaintId: string): Complaint;
  /** @throws Refusal 404, or 400 when it is closed. */
  act(complaintId: string, act: ComplaintAct): Complaint;
  /**
   * Answers a payer who waits for help, once for each `idempotentId`.
   *
   * @returns the number of the entry, the first one's when it comes again
   * @throws Refusal 404, or 400 when it is closed.
   */
  replyOnce(
    complaintId: string,
    reply: { readonly idempotentId: string; readonly details: string },
  ): string;
  list(): readonly Complaint[];
  readonly notifyUrl: {
    get(): string | undefined;
    set(url: string | undefined): void;
  };
}

/** Creates an empty room. */
export function createComplaintRoom(parts: ComplaintRoomParts): ComplaintRoom {
  const { nowMs, random, notify, memory } = parts;
  const complaints = memory.map<string, Complaint>('complaints');
  const replies = memory.map<string, string>('complaints.replies');
  const address = memory.cell<string | undefined>('complaints.url', undefined);

  function keep(complaint: Complaint): Complaint {
    const frozen = Object.freeze(complaint);
    complaints.set(complaint.complaint_id, frozen);
    return frozen;
  }

  function tell({ complaint_id, sale }: Complaint, eventType: string, action_type: string): void {
    const url = address.value;
    if (url === undefined) return;
    const summary = eventType === 'COMPLAINT.CREATE' ? '产生新投诉' : '投诉状态变化';
    const content = { complaint_id, action_type };
    const outTradeNo = sale.out_trade_no;
    notify({ eventType, summary, originalType: 'complaint', content, url, outTradeNo });
  }

  function entry(operator: string, type: string, details?: string, images: readonly string[] = []) {
    return {
      log_id: random.digits(30),
      operator,
      operate_time: formatBeijingTime(nowMs()),
      operate_type: type,
      ...(details === undefined ? {} : { operate_details: details }),
      image_list: images,
    };
  }

  function byId(complaintId: string): Complaint {
    const complaint = complaints.get(complaintId);
    if (complaint !== undefined) return complaint;
    const parts = { status: 404, code: 'RESOURCE_NOT_EXISTS', message: '投诉单不存在' };
    throw new Refusal({ ...parts, internalCode: 268512771 });
  }

  function act(complaintId: string, { type, details, images }: ComplaintAct): Complaint {
    const complaint = byId(complaintId);
    if (complaint.state === 'PROCESSED') throw invalidRequest('投诉单已处理完成');
    const acted = keep({
      ...complaint,
      state: type === 'MERCHANT_CONFIRM_COMPLETE' ? 'PROCESSED' : 'PROCESSING',
      history: [...complaint.history, entry('商家', type, details, images)],
    });
    tell(acted, 'COMPLAINT.STATE_CHANGE', type);
    return acted;
  }

  return Object.freeze({
    byId,
    complain(complaint: NewComplaint) {
      const created = keep({
        ...complaint,
        complaint_id: `2000${random.digits(26)}`,
        createdAtMs: nowMs(),
        state: 'PENDING',
        history: [entry('投诉人', 'USER_CREATE_COMPLAINT', complaint.detail)],
      });
      tell(created, 'COMPLAINT.CREATE', 'CREATE_COMPLAINT');
      return created;
    },
    act,
    replyOnce(
      complaintId: string,
      { idempotentId, details }: { readonly idempotentId: string; readonly details: string },
    ) {
      const key = `${complaintId}/${idempotentId}`;
      const before = replies.get(key);
      if (before !== undefined) return before;
      const acted = act(complaintId, { type: 'MERCHANT_RESPONSE', details });
      const logId = acted.history.at(-1)?.log_id ?? '';
      replies.set(key, logId);
      return logId;
    },
    list: () => [...complaints.values()],
    notifyUrl: {
      get: () => address.value,
      set(next: string | undefined) {
        address.value = next;
      },
    },
  });
}

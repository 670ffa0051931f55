import type { Decrypter } from '../../core/decrypter.ts';
import { encodeQuery } from '../../core/encode-query.ts';
import { encodeSegment } from '../../core/encode-segment.ts';
import type { CallOptions } from '../../http/call-options.ts';
import type { Client } from '../../http/create-client.ts';
import type { Media, MediaFile } from '../media/upload.ts';
import { type Fields, readFields } from '../read-fields.ts';
import { requireSame } from '../require-same.ts';
import {
  checkComplaintId,
  checkComplaintQuery,
  checkImmediateReply,
  checkPage,
  checkProgress,
  checkReply,
} from './check-complaint.ts';
import type {
  Complaint,
  ComplaintPage,
  ComplaintQuery,
  ComplaintReply,
  ComplaintStep,
  ImmediateReply,
  RefundProgress,
} from './complaint.ts';
import {
  type ComplaintImage,
  downloadComplaintImage,
  uploadComplaintImage,
} from './complaint-images.ts';
import { type ComplaintUrlApi, createComplaintUrl } from './complaint-url.ts';
import { openComplaint, requireDecrypter } from './open-complaint.ts';

/**
 * Complaints of payers (消费者投诉), which must be answered in time. A notification says only that something changed.
 *
 * Every call throws ArgumentError before anything is sent; ApiError, NetworkError, TimeoutError, AnswerError. Those
 * that read complaints need the private key, or a `decrypter`: ConfigError without, DecryptionError with a wrong one.
 */
export interface ComplaintsApi {
  /** Where complaint notifications go. */
  readonly notificationUrl: ComplaintUrlApi;
  /** Lists the complaints of some days; telephone numbers are decrypted. */
  list(query: ComplaintQuery, options?: CallOptions): Promise<ComplaintPage<Complaint>>;
  /** Reads a complaint; the telephone number is decrypted. */
  query(key: { readonly complaint_id: string }, options?: CallOptions): Promise<Complaint>;
  /** Reads what was said about a complaint, the newest first. */
  history(
    key: { readonly complaint_id: string; readonly limit?: number; readonly offset?: number },
    options?: CallOptions,
  ): Promise<ComplaintPage<ComplaintStep>>;
  /** Answers the payer. */
  reply(reply: ComplaintReply, options?: CallOptions): Promise<void>;
  /** Answers a payer who waits for help at once; `log_id` is the entry in the history. */
  replyImmediately(
    reply: ImmediateReply,
    options?: CallOptions,
  ): Promise<{ readonly log_id?: string }>;
  /** Says that a complaint has been dealt with. */
  complete(
    key: { readonly complaint_id: string; readonly complainted_mchid?: string },
    options?: CallOptions,
  ): Promise<void>;
  /** Says whether a refund will be made; making it is up to `refunds`. */
  updateRefundProgress(progress: RefundProgress, options?: CallOptions): Promise<void>;
  /** Uploads a picture to answer with: jpg, png or bmp. */
  uploadImage(file: MediaFile, options?: CallOptions): Promise<Media>;
  /** Downloads a picture, up to 4 MiB. WeChat does not sign it. */
  downloadImage(image: ComplaintImage, options?: CallOptions): Promise<Uint8Array>;
}

const root = '/v3/merchant-service/complaints-v2';

/** Makes the complaint calls. */
export function createComplaints(client: Client, decrypter: Decrypter | undefined): ComplaintsApi {
  const act = async (
    complaint_id: string,
    step: string,
    body: object,
    options: CallOptions | undefined,
  ) => {
    const path = `${complaintPath(complaint_id)}/${step}`;
    await client.call({ method: 'POST', path, body, options });
  };
  const own = { complainted_mchid: client.mchid };

  return Object.freeze({
    notificationUrl: createComplaintUrl(client),
    list: async (query: ComplaintQuery, options?: CallOptions) => {
      const key = requireDecrypter(decrypter);
      checkComplaintQuery(query);
      const { limit, offset, begin_date, end_date, complainted_mchid } = query;
      const path = `${root}${encodeQuery({ limit, offset, begin_date, end_date, complainted_mchid })}`;
      const answer = await client.call({ method: 'GET', path, options });
      const page = readFields<ComplaintPage<Complaint>>(answer, pageOf(complaintFields));
      const data = await Promise.all((page.data ?? []).map((item) => openComplaint(item, key)));
      return Object.freeze({ ...page, data });
    },
    query: async ({ complaint_id }: { readonly complaint_id: string }, options?: CallOptions) => {
      const key = requireDecrypter(decrypter);
      const answer = await client.call({
        method: 'GET',
        path: complaintPath(complaint_id),
        options,
      });
      const complaint = readFields<Complaint>(answer, complaintFields);
      requireSame(answer, { ...complaint }, { complaint_id });
      return openComplaint(complaint, key);
    },
    history: async (
      key: { readonly complaint_id: string; readonly limit?: number; readonly offset?: number },
      options?: CallOptions,
    ) => {
      checkPage(key);
      const { limit, offset } = key;
      const query = encodeQuery({ limit, offset });
      const path = `${complaintPath(key.complaint_id)}/negotiation-historys${query}`;
      const answer = await client.call({ method: 'GET', path, options });
      return readFields<ComplaintPage<ComplaintStep>>(answer, pageOf(stepFields));
    },
    reply: async (reply: ComplaintReply, options?: CallOptions) => {
      checkReply(reply);
      const { complaint_id, ...body } = reply;
      await act(complaint_id, 'response', { ...own, ...body }, options);
    },
    replyImmediately: async (reply: ImmediateReply, options?: CallOptions) => {
      checkImmediateReply(reply);
      const { complaint_id, ...body } = reply;
      const path = `${complaintPath(complaint_id)}/response-immediate-service`;
      const answer = await client.call({
        method: 'POST',
        path,
        body: { ...own, ...body },
        options,
      });
      return readFields<{ readonly log_id?: string }>(answer, { texts: [] });
    },
    complete: async (
      key: { readonly complaint_id: string; readonly complainted_mchid?: string },
      options?: CallOptions,
    ) => {
      const { complaint_id, ...body } = key;
      await act(complaint_id, 'complete', { ...own, ...body }, options);
    },
    updateRefundProgress: async (progress: RefundProgress, options?: CallOptions) => {
      checkProgress(progress);
      const { complaint_id, ...body } = progress;
      await act(complaint_id, 'update-refund-progress', body, options);
    },
    uploadImage: (file: MediaFile, options?: CallOptions) =>
      uploadComplaintImage(client, file, options),
    downloadImage: (image: ComplaintImage, options?: CallOptions) =>
      downloadComplaintImage(client, image, options),
  });
}

const complaintFields: Fields = {
  texts: [
    'complaint_id',
    'complaint_time',
    'complaint_detail',
    'complaint_state',
    'complainted_mchid',
  ],
  integers: ['user_complaint_times'],
  flags: ['complaint_full_refunded', 'incoming_user_response'],
  lists: {
    complaint_order_info: { texts: ['transaction_id', 'out_trade_no'], integers: ['amount'] },
    complaint_media_list: { texts: ['media_type'] },
  },
};
const stepFields: Fields = { texts: ['log_id', 'operator', 'operate_time', 'operate_type'] };

function pageOf(item: Fields): Fields {
  return { integers: ['limit', 'offset'], lists: { data: item } };
}

function complaintPath(complaint_id: string): string {
  checkComplaintId(complaint_id);
  return `${root}/${encodeSegment('complaint_id', complaint_id)}`;
}

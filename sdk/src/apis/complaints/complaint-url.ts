import type { CallOptions } from '../../http/call-options.ts';
import type { Client } from '../../http/create-client.ts';
import { checkNotifyUrl } from '../checks/check-notify-url.ts';
import { readFields } from '../read-fields.ts';
import { requireSame } from '../require-same.ts';
import type { ComplaintNotificationUrl } from './complaint.ts';

/** The address of complaint notifications, one per merchant; every call throws as those of `ComplaintsApi`. */
export interface ComplaintUrlApi {
  /** Sets it for the first time. */
  create(url: string, options?: CallOptions): Promise<ComplaintNotificationUrl>;
  /** Asks for it. */
  query(options?: CallOptions): Promise<ComplaintNotificationUrl>;
  /** Changes it. */
  update(url: string, options?: CallOptions): Promise<ComplaintNotificationUrl>;
  /** Removes it: no notifications any more. */
  delete(options?: CallOptions): Promise<void>;
}

const path = '/v3/merchant-service/complaint-notifications';

/** Makes the calls for the address of complaint notifications. */
export function createComplaintUrl(client: Client): ComplaintUrlApi {
  const exchange = async (
    method: 'GET' | 'POST' | 'PUT',
    url: string | undefined,
    options: CallOptions | undefined,
  ) => {
    if (url !== undefined) checkNotifyUrl('url', url);
    const body = url === undefined ? {} : { body: { url } };
    const answer = await client.call({ method, path, ...body, options });
    const found = readFields<ComplaintNotificationUrl>(answer, { texts: ['mchid', 'url'] });
    requireSame(answer, { ...found }, { mchid: client.mchid, url });
    return found;
  };
  return Object.freeze({
    create: (url: string, options?: CallOptions) => exchange('POST', url, options),
    query: (options?: CallOptions) => exchange('GET', undefined, options),
    update: (url: string, options?: CallOptions) => exchange('PUT', url, options),
    delete: async (options?: CallOptions) => {
      await client.call({ method: 'DELETE', path, options });
    },
  });
}

import type { WxPort } from './wx-port';
import { YifenError } from './yifen-error';

/** One HTTP request as `wx.request` sends it. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
}

/** Any answer, whatever its status; `data` is the parsed JSON, or the text when it is not JSON. */
export interface HttpAnswer {
  readonly status: number;
  readonly data: unknown;
}

/**
 * Sends one request; every HTTP status is an answer.
 *
 * @throws YifenError `network`, `timeout` or `domain` when no answer came.
 */
export function sendRequest(wx: WxPort, request: HttpRequest): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    wx.request<WechatMiniprogram.IAnyObject>({
      url: request.url,
      method: request.method,
      header: { ...request.headers },
      timeout: request.timeoutMs,
      ...(request.body === undefined ? {} : { data: request.body }),
      success: ({ statusCode, data }) => resolve({ status: statusCode, data }),
      fail: (failure) => reject(transportError(failure)),
    });
  });
}

function transportError({ errMsg, errno }: { errMsg: string; errno?: number }): YifenError {
  const detail = errMsg;
  if (errno === 600002 || errMsg.includes('not in domain list')) {
    return new YifenError('domain', '服务器域名未配置，请联系商家', { detail });
  }
  if (errMsg.includes('timeout'))
    return new YifenError('timeout', '网络超时，请稍后重试', { detail });
  return new YifenError('network', '网络连接失败，请检查网络后重试', { detail });
}

/**
 * The value of a 2xx answer.
 *
 * @throws YifenError `refused` for a 4xx with the server's own Chinese title, `server` for
 *   anything that is neither a value nor the server's refusal.
 */
export function readAnswer<T>({ status, data }: HttpAnswer): T {
  const fields = isObject(data) ? data : {};
  if (status >= 200 && status <= 299 && isObject(data)) return data as T;
  const text = (name: string): string => {
    const value = fields[name];
    return typeof value === 'string' ? value : '';
  };
  const code = text('code');
  const facts = { status, requestId: text('requestId'), detail: text('detail') };
  if (status === 429) {
    throw new YifenError('refused', '操作太频繁，请稍后再试', {
      ...facts,
      code: code || 'rate_limited',
    });
  }
  if (status >= 400 && status <= 499) {
    const title = text('title') || '请求未被接受，请稍后重试';
    throw new YifenError('refused', title, { ...facts, code: code || 'refused' });
  }
  // A 5xx may be ours with a title worth reading (WeChat is unreachable), or a gateway's page.
  const title = code ? text('title') : '';
  throw new YifenError('server', title || '服务暂时不可用，请稍后重试', {
    ...facts,
    code: code || 'server',
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

import type { TransportRequest } from '../http/transport.ts';

/** What went on the wire: method and path with query in one line, and the body as text. */
export function sent(request: TransportRequest | undefined): { line: string; body: string } {
  const path = request?.url.replace('https://api.mch.weixin.qq.com', '');
  return { line: `${request?.method} ${path}`, body: Buffer.from(request?.body ?? '').toString() };
}

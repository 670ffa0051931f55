import { seal } from './test-wechat.ts';

/** Writes the body of a notification as WeChat does, its resource sealed. */
export function notice(event_type: string, content: unknown, change: object = {}): Buffer {
  const envelope = {
    id: 'a82b5edd-58e3-51ef-9a72-5390f23af673',
    create_time: '2026-01-01T10:00:06+08:00',
    resource_type: 'encrypt-resource',
    event_type,
    summary: '支付成功',
    resource: seal(JSON.stringify(content)),
    ...change,
  };
  return Buffer.from(JSON.stringify(envelope));
}

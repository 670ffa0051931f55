import { createAeadKey } from '../core/aead-key.ts';
import { createKeyRing } from '../core/key-ring.ts';
import {
  createNotifications,
  type NotificationsApi,
} from '../notifications/create-notifications.ts';
import { openNotification } from '../notifications/open-notification.ts';
import { apiV3Key, nowMs, wechatKeys, wechatSerial } from './test-wechat.ts';

const keyRing = createKeyRing([{ serial: wechatSerial, publicKey: wechatKeys.publicKey }]);
const aeadKey = createAeadKey(apiV3Key);

/** The merchant number of the receiver under test. */
export const receiverMchid = '1900000001';

/** The receiving side of one merchant, on a clock that stands still unless it is given. */
export function createReceiver(now: () => number = () => nowMs): NotificationsApi {
  return createNotifications({
    mchid: receiverMchid,
    nowMs: now,
    open: (request) => openNotification(request, { keyRing, aeadKey, nowMs: now() }),
  });
}

import type { AeadKey } from '../core/aead-key.ts';
import { NotificationError } from '../core/errors/notification-error.ts';
import type { KeyRing } from '../core/key-ring.ts';
import type { NotificationEvent } from '../core/sdk-event.ts';
import { type Verification, verifyAnswer } from '../core/verify-answer.ts';
import type { Notification, ReceivedNotification } from './notification.ts';
import { readEnvelope } from './read-envelope.ts';
import { readHeaders } from './read-headers.ts';

/** What it takes to judge a notification. */
export interface NotificationParts {
  readonly keyRing: KeyRing;
  readonly aeadKey: AeadKey;
  /** The time the signature window is measured from, milliseconds since 1970 UTC. */
  readonly nowMs: number;
  /** Learns of each notification, opened or refused. Default: nobody. */
  readonly emit?: (event: NotificationEvent) => void;
}

/** Largest body that is looked at, in bytes; real notifications are a few thousand. */
export const maxNotificationBytes = 1_048_576;

/**
 * Verifies, decrypts and types a notification from the raw bytes of its body.
 *
 * What it returns is WeChat's word, at most 300 s old. It is *not* yet known to be about one of your orders:
 * compare appid, mchid, amount, currency and payer; and the same notification may come several times.
 *
 * @throws NotificationError; answer with its `status` and WeChat sends the notification again
 * @see payment notification, document 4012791902; refund notification, document 4012791906
 */
export function openNotification(
  request: ReceivedNotification,
  parts: NotificationParts,
): Notification {
  const judgement = judgeNotification(request, parts);
  parts.emit?.(describe(judgement));
  if (judgement.notification === undefined) throw judgement.error;
  return judgement.notification;
}

interface Judgement {
  readonly notification?: Notification;
  readonly error?: NotificationError;
  readonly verification?: Verification;
  readonly requestId: string | undefined;
}

function judgeNotification(request: ReceivedNotification, parts: NotificationParts): Judgement {
  const { header, repeated } = readHeaders(request.headers);
  const requestId = header('request-id');
  const refused = (...[code, reason]: RefusalWords): Judgement => ({
    requestId,
    error: new NotificationError(code, { reason, requestId }),
  });
  const { body } = request;
  // Plain JavaScript callers behind a JSON body parser hand in an object or a text.
  if (!(body instanceof Uint8Array)) {
    const found = body === undefined ? 'no bytes were left' : `a ${typeof body} came`;
    return refused('NOTIFICATION_BODY_PARSED', `${found} instead of the raw body`);
  }
  if (body.length > maxNotificationBytes) {
    return refused('NOTIFICATION_TOO_LARGE', `over ${maxNotificationBytes} bytes`);
  }
  if (body[0] !== brace && xmlStart.test(Buffer.from(body.subarray(0, 64)).toString('latin1'))) {
    return refused('NOTIFICATION_APIV2', 'the body is XML');
  }
  if (repeated) return refused('NOTIFICATION_UNVERIFIED', 'header-repeated');
  const { keyRing, aeadKey, nowMs } = parts;
  const verification = verifyAnswer({ header, body, keyRing, nowMs });
  if (!verification.verified) {
    return { ...refused('NOTIFICATION_UNVERIFIED', verification.reason), verification };
  }
  const opened = readEnvelope({ body, aeadKey, requestId, signed: verification.headers });
  return opened instanceof NotificationError
    ? { error: opened, verification, requestId }
    : { notification: opened, verification, requestId };
}

// Such notices carry no APIv3 signature at all: without this they would be reported as unsigned.
const xmlStart = /^\s*<(xml|\?xml)\b/;
const brace = 0x7b;

type RefusalWords = readonly [code: NotificationError['code'], reason: string];

function describe({ notification, error, verification, requestId }: Judgement): NotificationEvent {
  return Object.freeze({
    name: 'notification',
    signedText: verification?.message?.().toString(),
    serial: verification?.headers.serial,
    verified: verification?.verified ?? false,
    requestId,
    decrypted: notification?.decrypted,
    errorCode: error?.code,
    reason: error?.reason,
  });
}

import type { AeadKey } from '../core/aead-key.ts';
import { DecryptionError } from '../core/errors/decryption-error.ts';
import { NotificationError } from '../core/errors/notification-error.ts';
import { isText } from '../core/objects/is-amount.ts';
import { openAead } from '../core/open-aead.ts';
import { isObject, parseObject, parseObjectText } from '../core/parse-object.ts';
import type { SignatureHeaders } from '../core/verify-answer.ts';
import type { Notification, NotificationEnvelope } from './notification.ts';
import { typeNotification } from './type-notification.ts';

/**
 * Reads a body that has been verified: envelope, decryption, and the promises of its event.
 *
 * The error is returned, not thrown, so that the caller can record the attempt first.
 */
export function readEnvelope(input: {
  readonly body: Uint8Array;
  readonly aeadKey: AeadKey;
  readonly signed: SignatureHeaders;
  readonly requestId: string | undefined;
}): Notification | NotificationError {
  const { body, aeadKey, signed, requestId } = input;
  const malformed = (reason: string) =>
    new NotificationError('NOTIFICATION_MALFORMED', { reason, requestId });
  const envelope = parseObject(body);
  if (envelope === undefined) return malformed('not a JSON object');
  const { id, create_time, event_type, summary, resource } = envelope;
  if (!isText(id) || !isText(create_time) || !isText(event_type)) {
    return malformed('id, create_time or event_type is missing');
  }
  const opened = openResource(resource, aeadKey);
  if (typeof opened === 'string') return malformed(opened);
  if (opened instanceof DecryptionError) {
    const { reason } = opened;
    return new NotificationError('NOTIFICATION_UNDECIPHERABLE', { reason, requestId });
  }
  const content = parseObjectText(opened);
  if (content === undefined) return malformed('the resource is not a JSON object');
  const common: NotificationEnvelope = {
    id,
    create_time,
    wechat_event_type: event_type,
    summary: isText(summary) ? summary : undefined,
    decrypted: content.text,
    requestId,
    signed,
  };
  return (
    typeNotification(common, Object.freeze(content.object)) ??
    malformed(`not the resource of ${event_type}`)
  );
}

/** The plain bytes; a text says what is wrong with the shape. */
function openResource(resource: unknown, key: AeadKey): Buffer | string | DecryptionError {
  if (!isObject(resource)) return 'resource is missing';
  const { algorithm, ciphertext, nonce, associated_data } = resource;
  if (algorithm !== 'AEAD_AES_256_GCM') return 'resource.algorithm is unknown';
  if (!isText(ciphertext) || !isText(nonce)) return 'resource.ciphertext or nonce is missing';
  if (
    associated_data !== undefined &&
    associated_data !== null &&
    typeof associated_data !== 'string'
  ) {
    return 'resource.associated_data is not a text';
  }
  try {
    return openAead({ ciphertext, nonce, associated_data }, key);
  } catch (error) {
    if (error instanceof DecryptionError) return error;
    throw error;
  }
}

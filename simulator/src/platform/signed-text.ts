/**
 * Builds the message a merchant signs for a request: five lines, each ended by one LF, the body as sent.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012365337
 */
export function requestText(
  method: string,
  url: string,
  timestamp: string,
  nonce: string,
  body: Uint8Array,
): Buffer {
  return lines(method, url, timestamp, nonce, body);
}

/**
 * Builds the message WeChat Pay signs for an answer or a notification: three lines; an empty body leaves only its LF.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4013053249
 */
export function answerText(timestamp: string, nonce: string, body: Uint8Array): Buffer {
  return lines(timestamp, nonce, body);
}

/**
 * Builds the message under `paySign`: `packageText` is the whole value, `prepay_id=wx…`.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791898
 */
export function paySignText(
  appid: string,
  timeStamp: string,
  nonceStr: string,
  packageText: string,
): Buffer {
  return lines(appid, timeStamp, nonceStr, packageText);
}

function lines(...parts: (string | Uint8Array)[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => [typeof part === 'string' ? Buffer.from(part) : part, LF]),
  );
}

const LF = Buffer.from('\n');

import { isObject, type JsonObject } from '../core/parse-object.ts';

/** Which mini-program user data was made for, and when. */
export interface Watermark {
  readonly appid: string;
  /** Unix seconds. */
  readonly timestamp: number;
}

/** Whether an object carries a whole watermark. */
export function hasWatermark(
  value: JsonObject,
): value is JsonObject & { readonly watermark: Watermark } {
  const { watermark } = value;
  return (
    isObject(watermark) &&
    typeof watermark.appid === 'string' &&
    Number.isSafeInteger(watermark.timestamp)
  );
}

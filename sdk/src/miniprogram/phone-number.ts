import { isText } from '../core/objects/is-amount.ts';
import type { JsonObject } from '../core/parse-object.ts';
import { hasWatermark, type Watermark } from './watermark.ts';

/** A phone number the user agreed to give. */
export interface PhoneNumber {
  /** With country code for foreign numbers. */
  readonly phoneNumber: string;
  /** Without country code. */
  readonly purePhoneNumber: string;
  readonly countryCode: string;
  readonly watermark: Watermark;
}

/** Whether an opened or answered object is a phone number with its watermark. */
export function isPhoneNumber(value: JsonObject): value is JsonObject & PhoneNumber {
  const { phoneNumber, purePhoneNumber, countryCode } = value;
  return [phoneNumber, purePhoneNumber, countryCode].every(isText) && hasWatermark(value);
}

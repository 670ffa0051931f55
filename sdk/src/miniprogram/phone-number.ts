/** A phone number the user agreed to give. */
export interface PhoneNumber {
  /** With country code for foreign numbers. */
  readonly phoneNumber: string;
  /** Without country code. */
  readonly purePhoneNumber: string;
  readonly countryCode: string;
  readonly watermark: Watermark;
}

/** Which mini-program the data was made for, and when. */
export interface Watermark {
  readonly appid: string;
  /** Unix seconds. */
  readonly timestamp: number;
}

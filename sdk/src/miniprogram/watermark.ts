/** Which mini-program user data was made for, and when. */
export interface Watermark {
  readonly appid: string;
  /** Unix seconds. */
  readonly timestamp: number;
}

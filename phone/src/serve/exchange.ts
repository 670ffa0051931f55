/** One thing the mini-program did with the world, for a trace of the flow; secrets are masked. */
export interface Exchange {
  /** `wx.requestPayment` opens the cashier; `.choice` is what the payer did there. */
  readonly name:
    | 'wx.login'
    | 'wx.request'
    | 'wx.requestPayment'
    | 'wx.requestPayment.choice'
    | 'getPhoneNumber'
    | 'wx.requestSubscribeMessage'
    | 'wx.openBusinessView'
    | 'subscribe-messages';
  /** Whose phone it is, as the page says. */
  readonly openid: string | null;
  readonly startedAtMs: number;
  readonly durationMs: number;
  readonly request: ExchangeMessage & {
    readonly method: string;
    /** As the mini-program wrote it, e.g. `https://pay.example.com/v1/orders`. */
    readonly url: string;
  };
  /** `null` when no answer came. */
  readonly response: (ExchangeMessage & { readonly status: number }) | null;
}

/** Headers, lower case, and the body as text. */
export interface ExchangeMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const SECRET_HEADERS = new Set(['authorization', 'cookie', 'set-cookie']);
const SECRET_MEMBER = /("[\w-]*(?:token|session_?key|secret)"\s*:\s*)"(?:[^"\\]|\\.)*"/gi;
const MASK = '***';

/** Masks credentials in headers and in the members of a JSON body. */
export function maskMessage({ headers, body }: ExchangeMessage): ExchangeMessage {
  return {
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, maskHeader(name, value)]),
    ),
    body: body.replace(SECRET_MEMBER, `$1"${MASK}"`),
  };
}

function maskHeader(name: string, value: string): string {
  if (!SECRET_HEADERS.has(name.toLowerCase())) return value;
  const scheme = /^[A-Za-z]+ /.exec(value)?.[0] ?? '';
  return `${scheme}${MASK}`;
}

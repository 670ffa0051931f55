/** What the server side tells the page through `settings.js`. */
export interface Settings {
  /** The appid the mini-program runs under; the project's own when absent. */
  readonly appid?: string;
  /** Who uses this phone; a stable generated openid when absent. */
  readonly openid?: string;
  /** Names of subscribe message templates by id; others are called by their id. */
  readonly templates?: Readonly<Record<string, string>>;
  /** Origins that `wx.request` may reach, e.g. `https://pay.example.com`. */
  readonly origins: readonly string[];
  /** Whether somebody reads what the mini-program writes to its console. */
  readonly reportsConsole?: boolean;
}

const OPENID_KEY = 'phone:openid';
const OPENID_LENGTH = 28;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Reads the settings; a page opened without its server reaches no origin. */
export function readSettings(): Settings {
  const given = (globalThis as { phoneSettings?: Settings }).phoneSettings;
  return given ?? { origins: [] };
}

/** The user of this phone: `?openid=…`, else the one set for it, else one made once and kept. */
export function readOpenid(settings: Settings): string {
  const asked = new URLSearchParams(location.search).get('openid');
  if (asked) return asked;
  if (settings.openid !== undefined) return settings.openid;
  const kept = localStorage.getItem(OPENID_KEY);
  if (kept !== null) return kept;
  const made = createOpenid();
  localStorage.setItem(OPENID_KEY, made);
  return made;
}

/** An openid as WeChat's look: 28 characters, the first one an `o`. */
function createOpenid(): string {
  const random = crypto.getRandomValues(new Uint8Array(OPENID_LENGTH - 1));
  return `o${[...random].map((byte) => ALPHABET[byte % ALPHABET.length]).join('')}`;
}

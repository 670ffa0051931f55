import { createHmac } from 'node:crypto';
import { PlatformRefusal } from '../../platform/mini-program/platform-refusal.ts';
import {
  get,
  type PlatformCall,
  type PlatformOperation,
  type PlatformStage,
  post,
} from './platform-operation.ts';

/** Tokens, telephone numbers, session keys, unionids. */
export const identityOperations: readonly PlatformOperation[] = [
  {
    method: 'GET',
    path: '/cgi-bin/token',
    needsToken: false,
    saysOk: false,
    run({ query: { grant_type, appid, secret } }, stage) {
      checkCredential({ grant_type, appid, secret }, stage);
      return { ...stage.miniProgram.tokens.issue(stage.miniProgram.appid) };
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/stable_token',
    needsToken: false,
    saysOk: false,
    run({ body: { grant_type, appid, secret, force_refresh = false } }, stage) {
      if (typeof force_refresh !== 'boolean') throw wrongType();
      checkCredential({ grant_type, appid, secret }, stage);
      return { ...stage.miniProgram.tokens.issueStable(stage.miniProgram.appid, force_refresh) };
    },
  },
  post('/wxa/business/getuserphonenumber', ({ body: { code } }, { miniProgram }) => {
    if (typeof code !== 'string') throw wrongType();
    return { phone_info: miniProgram.phones.exchange(code) };
  }),
  post('/wxa/business/checkencryptedmsg', ({ body: { encrypted_msg_hash } }, { miniProgram }) => {
    if (typeof encrypted_msg_hash !== 'string') throw wrongType();
    return miniProgram.phones.checkHash(encrypted_msg_hash);
  }),
  get('/wxa/checksession', (call, stage) => {
    checkSession(call, stage);
    return {};
  }),
  get('/wxa/resetusersessionkey', (call, stage) => {
    const openid = checkSession(call, stage);
    const { identity, miniProgram } = stage;
    return { openid, session_key: identity.resetSessionKey(miniProgram.appid, openid) };
  }),
  get('/wxa/getpaidunionid', ({ query }, { miniProgram, nowMs }) => {
    const { openid = '', transaction_id, mch_id, out_trade_no } = query;
    const { sales } = miniProgram;
    const sale =
      transaction_id === undefined
        ? sales.byNumber(out_trade_no ?? '')
        : sales.byTransaction(transaction_id);
    const isTheirs =
      sale?.openid === openid &&
      (transaction_id !== undefined || sales.ownerOf(sale) === mch_id) &&
      nowMs() < sale.paidAtMs + UNIONID_WINDOW_MS;
    if (!isTheirs) throw new PlatformRefusal(89300, 'invalid trade');
    const unionid = miniProgram.unionid(openid);
    if (unionid === undefined) throw new PlatformRefusal(89002, 'open not exists');
    return { unionid };
  }),
];

/** How long after a payment its user's unionid may be asked for. */
const UNIONID_WINDOW_MS = 300_000;

function checkCredential(
  given: { readonly grant_type: unknown; readonly appid: unknown; readonly secret: unknown },
  { miniProgram, merchant }: PlatformStage,
): void {
  if (given.grant_type !== 'client_credential')
    throw new PlatformRefusal(40002, 'invalid grant_type');
  if (!given.appid) throw new PlatformRefusal(41002, 'appid missing');
  if (given.appid !== miniProgram.appid) throw new PlatformRefusal(40013, 'invalid appid');
  if (!given.secret) throw new PlatformRefusal(41004, 'appsecret missing');
  if (given.secret !== merchant.appSecret) throw new PlatformRefusal(40125, 'invalid appsecret');
}

/** Answers the openid whose current session key made the signature. */
function checkSession({ query }: PlatformCall, { identity, miniProgram }: PlatformStage): string {
  const { openid = '', signature, sig_method } = query;
  if (sig_method !== 'hmac_sha256') throw new PlatformRefusal(87008, 'invalid sig_method');
  const sessionKey = identity.sessionKey(miniProgram.appid, openid);
  if (sessionKey === undefined) {
    throw new PlatformRefusal(87007, 'session_key not existed or expired');
  }
  // The key is the base64 text itself, the message of a GET empty.
  const expected = createHmac('sha256', sessionKey).update('').digest('hex');
  if (signature !== expected) throw new PlatformRefusal(87009, 'invalid signature');
  return openid;
}

function wrongType(): PlatformRefusal {
  return new PlatformRefusal(47001, 'data format error');
}

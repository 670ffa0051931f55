// More lines than other files: it is one table, and whoever handles an error looks here.
import type { RefusalCode } from '../flows/refusal.ts';

/** Codes of errors that the HTTP layer itself finds. */
export type HttpErrorCode =
  | 'invalid_request'
  | 'route_not_found'
  | 'body_too_large'
  | 'unsupported_media_type'
  | 'too_many_requests'
  | 'mini_program_unknown'
  | 'api_key_refused'
  | 'two_credentials'
  | 'csrf_refused'
  | 'session_needs_code'
  | 'session_needs_enrolment'
  | 'scope_missing'
  | 'temporarily_unavailable'
  | 'internal_error';

/** Every code that an error answer can carry. */
export type ErrorCode = RefusalCode | HttpErrorCode;

/** One line of the error table: `title` is Chinese, `titleEn` English; both say what to do. */
export interface ErrorLine {
  readonly status: number;
  readonly title: string;
  readonly titleEn: string;
}

/** The one table of error answers; `docs/reference/errors.md` is rendered from it and compared by a test. */
export const ERROR_TABLE: Readonly<Record<ErrorCode, ErrorLine>> = Object.freeze({
  invalid_request: line(
    400,
    '请求格式不正确，请检查字段',
    'The request is malformed: check its fields',
  ),
  login_code_refused: line(
    400,
    '登录凭证无效或已使用，请重新登录',
    'The login code is invalid or used: call wx.login again',
  ),
  mini_program_unknown: line(
    400,
    '没有配置该小程序，请检查 appid 与 merchant',
    'No merchant here has this mini-program: check appid and merchant',
  ),
  no_items: line(400, '请选择要购买的商品', 'The order has no items: choose something'),
  quantity_out_of_range: line(
    400,
    '商品数量须为 1 到 99',
    'A quantity is out of range: it is 1 to 99 of one product',
  ),
  amount_out_of_range: line(
    400,
    '订单金额超出允许范围',
    'The amount of the order is out of range: change the quantities',
  ),
  range_invalid: line(
    400,
    '时间范围须为整点，按小时最长 31 天，按天最长 400 天',
    'The range must begin and end at whole hours: at most 31 days by the hour, 400 by the day',
  ),
  amount_mismatch: line(
    400,
    '金额与商品价格不一致',
    'The amount is not the catalogue price: reload the catalogue',
  ),
  product_unknown: line(
    400,
    '商品不存在，请刷新商品列表',
    'There is no such product: reload the catalogue',
  ),
  password_refused: line(
    400,
    '密码须为 12 到 128 个字符，不能是常见密码，也不能是邮箱',
    'A password has 12 to 128 characters, is none of the common ones and not the e-mail: see passwordProblem',
  ),
  email_invalid: line(400, '邮箱格式不正确', 'This is no e-mail address: check it'),
  role_unknown: line(
    400,
    '没有这样的角色：owner、finance、support、developer、read-only',
    'There is no such role: owner, finance, support, developer, read-only',
  ),
  two_credentials: line(
    400,
    '请求同时带有 API 密钥与控制台会话，请只用一种',
    'The request carries an API key and a console session: send one of them',
  ),
  payer_unknown: line(
    400,
    '该用户尚未登录，请先登录',
    'This openid never logged in here: log in first',
  ),
  phone_number_unreadable: line(
    400,
    '手机号解密失败，请重新登录后再试',
    'The phone number cannot be decrypted: log in again, then ask again',
  ),
  phone_code_refused: line(
    400,
    '手机号凭证无效或已使用，请重新授权',
    'The phone code is expired, used or a login code: let the user tap the button again',
  ),
  description_invalid: line(
    400,
    '商品描述须为 1 到 127 字节，且不含表情符号',
    'A description has 1 to 127 bytes of UTF-8 and no emoji: WeChat takes no other',
  ),
  idempotency_key_missing: line(
    400,
    '请在请求头 Idempotency-Key 中给出请求号',
    'The header Idempotency-Key is missing: without it a repeated request would count twice',
  ),
  merchant_key_invalid: line(
    400,
    '密钥格式不正确，请查看 keyProblem',
    'The key is not one that can be used: see keyProblem',
  ),
  scope_unknown: line(
    400,
    '没有这样的权限，请查看权限列表',
    'A scope is none of ours, or none is given: see the list of scopes',
  ),
  shipment_of_several_payers: line(
    409,
    '一起发货的订单须是同一位用户在同一个小程序里的订单',
    'Orders that go in one parcel must be of one payer in one mini-program',
  ),
  shipment_invalid: line(
    400,
    '发货信息不完整：快递须填写快递公司与单号，其他方式只填商品说明',
    'The shipment is incomplete: express needs carrier and trackingNo, other methods the goods alone',
  ),
  refund_reason_invalid: line(
    400,
    '请填写退款原因（不超过 80 字节，约 26 个汉字）',
    'A refund needs a reason of at most 80 bytes',
  ),
  webhook_url_refused: line(
    400,
    '不能向该地址推送，请使用公网 https 地址',
    'Nothing is sent to this URL: use https and a public address, see urlProblem',
  ),
  unauthorized: line(
    401,
    '登录已失效，请重新登录',
    'The session is missing or expired: log in again',
  ),
  api_key_refused: line(
    401,
    'API 密钥缺失、有误、已过期或已吊销',
    'The API key is missing, wrong, expired or revoked: create or rotate one',
  ),
  sign_in_needed: line(
    401,
    '请登录控制台',
    'There is no console session, or it has ended: sign in',
  ),
  sign_in_refused: line(
    401,
    '邮箱、密码或验证码不正确',
    'E-mail, password or code is wrong: check all three',
  ),
  code_refused: line(
    401,
    '验证码不正确或已使用，请等下一个验证码',
    'The code is wrong or was used: wait for the next one',
  ),
  session_needs_code: line(
    403,
    '请先输入验证器上的六位数字',
    'The session waits for the six digits of the authenticator',
  ),
  session_needs_enrolment: line(
    403,
    '请先绑定验证器',
    'The session waits for an authenticator to be set up',
  ),
  csrf_refused: line(
    403,
    '请求不是由控制台页面发出的，请刷新页面后重试',
    'The request does not come from a page of the console: reload the page',
  ),
  scope_missing: line(
    403,
    '没有此操作的权限，所需权限见 detail',
    'The API key or the role lacks the scope that detail names: use one that has it',
  ),
  scope_exceeded: line(
    403,
    '不能授予您自己没有的权限，请由拥有该权限的人操作',
    'The key would be allowed more than whoever makes it: leave scopes out, or ask somebody who has them',
  ),
  second_person_needed: line(
    403,
    '退款申请人不能审批自己的退款，请由另一位同事审批',
    'Whoever asked for a refund cannot approve it: a second person must',
  ),
  not_found: line(404, '没有找到', 'There is nothing here'),
  route_not_found: line(404, '接口不存在', 'There is no such route'),
  link_ended: line(
    404,
    '链接已使用或已过期（24 小时），请索取新的链接',
    'The link was used or is older than a day: ask for a new one',
  ),
  totp_needed: line(409, '请先绑定验证器', 'There is no authenticator yet: set one up first'),
  user_exists: line(
    409,
    '该用户已在列表中，请直接修改角色或状态',
    'This person has a place here already: change it instead',
  ),
  last_owner: line(
    409,
    '商户至少须有一位所有者，请先指定另一位',
    'A merchant keeps at least one owner: make another one first',
  ),
  person_of_others: line(
    409,
    '该用户还属于其他商户，须由同时管理这些商户的所有者操作',
    'The person works for other merchants too: only an owner of all of them can do this',
  ),
  product_unavailable: line(
    409,
    '商品库存不足或已下架',
    'A product is sold out or off the shelf: choose another',
  ),
  idempotency_conflict: line(
    409,
    '同一请求号已用于不同的订单内容',
    'The Idempotency-Key was used with other items: make a new key',
  ),
  order_already_paid: line(409, '订单已支付', 'The order is paid already: read it again'),
  order_closed: line(409, '订单已关闭，请重新下单', 'The order is closed: make a new one'),
  order_expired: line(409, '订单已过期，请重新下单', 'The order has expired: make a new one'),
  order_disputed: line(
    409,
    '订单核对中，请联系商家',
    'The order is under review: contact the merchant',
  ),
  order_not_disputed: line(
    409,
    '订单没有争议，无需处理',
    'The order is not disputed: there is nothing to resolve',
  ),
  dispute_not_settled: line(
    409,
    '微信的最新答复不支持这样处理，请先在商户平台核对',
    "WeChat's present word does not bear this out: see disagreements, and compare in the merchant console",
  ),
  merchant_not_set_up: line(
    409,
    '商户尚未配置完整，请先补齐密钥与小程序',
    'The merchant is not set up: add its keys and a mini-program first',
  ),
  merchant_exists: line(409, '商户名称已存在', 'There is a merchant of that id: choose another'),
  merchant_key_needed: line(
    409,
    '这是最后一把可用的密钥，请先添加新的再删除',
    'It is the last key of its kind: add another before you remove it',
  ),
  product_exists: line(409, '商品编号已存在', 'There is a product of that id: change that one'),
  stock_too_small: line(
    409,
    '库存不足以减少这么多，或该商品不计库存',
    'Fewer pieces are there than shall go, or they are not counted: set stock instead',
  ),
  order_not_paid: line(
    409,
    '订单未支付，不能退款',
    'The order is not paid: there is nothing to refund',
  ),
  order_not_shippable: line(
    409,
    '订单未支付，不能发货',
    'The order is not paid: there is nothing to ship',
  ),
  order_not_shipped: line(
    409,
    '商家尚未发货，暂时不能确认收货',
    'The order is not shipped yet: its receipt cannot be confirmed',
  ),
  shipment_final: line(
    409,
    '发货信息已修改过一次或已确认收货，微信不再接受修改',
    'WeChat takes no further change of this shipment: it was changed once, or received',
  ),
  refund_amount_out_of_range: line(
    409,
    '退款金额须为正整数（分），且不超过剩余可退金额',
    'The amount is not at least 1 fen and at most what is left: see remainingFen',
  ),
  refund_too_late: line(
    409,
    '支付已超过一年，微信不再支持退款',
    'The payment is more than 365 days old: WeChat refunds it no more',
  ),
  refund_limit_reached: line(
    409,
    '该订单退款次数已达上限（50 次）',
    'The order has had 50 refunds: WeChat takes no more',
  ),
  refund_not_awaiting_approval: line(
    409,
    '该退款不在待审批状态，请刷新后再看',
    'The refund does not await approval: read it again',
  ),
  difference_resolved: line(
    409,
    '该差异已处理，请刷新后再看',
    'The difference is resolved already: read it again',
  ),
  day_without_bill: line(
    409,
    '该日期没有账单：只能是今天之前、三个月之内的日期',
    'WeChat has no bill of that day: it must be past, and not older than three months',
  ),
  webhook_endpoint_limit_reached: line(
    409,
    '推送地址已达上限（20 个），请先删除不用的',
    'There are 20 webhook endpoints already: delete one first',
  ),
  webhook_secret_limit_reached: line(
    409,
    '密钥更换过于频繁，请等旧密钥失效（24 小时）后再换',
    'Four secrets sign already: wait until one expires, 24 hours after it was replaced',
  ),
  webhook_endpoint_disabled: line(
    409,
    '推送地址已停用，请先启用',
    'The webhook endpoint is disabled: enable it first',
  ),
  body_too_large: line(413, '请求内容过大', 'The body is too large'),
  unsupported_media_type: line(
    415,
    '请使用 application/json',
    'The media type is not supported: send application/json',
  ),
  sign_in_locked: line(
    429,
    '尝试次数过多，请稍后再试，或请所有者解锁',
    'Too many attempts: wait as long as Retry-After says, or ask an owner to unlock',
  ),
  too_many_requests: line(
    429,
    '操作过于频繁，请稍后再试',
    'Too many requests: wait as long as Retry-After says',
  ),
  internal_error: line(
    500,
    '服务器内部错误，请稍后再试',
    'The server failed: try again, and report the requestId if it persists',
  ),
  wechat_refused: line(
    502,
    '微信拒绝了请求，请联系商家',
    'WeChat refused the request: the merchant must look at wechatCode',
  ),
  temporarily_unavailable: line(
    503,
    '服务暂时不可用，请稍后用同一幂等键再试',
    'The server cannot answer for a moment: try again, with the same idempotency key',
  ),
  wechat_unavailable: line(
    503,
    '暂时无法连接微信，请稍后再试，订单已保留',
    'WeChat gives no usable answer: nothing is lost, try again',
  ),
  webhook_endpoint_busy: line(
    503,
    '推送地址正在修改中，请稍后再试',
    'The webhook endpoint is being changed by somebody else: try again',
  ),
  order_busy: line(
    503,
    '订单正在处理中，请稍后再试',
    'The order is being changed by somebody else: try again',
  ),
});

/** Renders the table as the Markdown of `docs/reference/errors.md`. */
export function renderErrorTable(): string {
  const rows = Object.entries(ERROR_TABLE).map(
    ([code, { status, title, titleEn }]) => `| \`${code}\` | ${status} | ${title} | ${titleEn} |`,
  );
  return `${HEAD}\n${rows.join('\n')}\n`;
}

const HEAD = `# Errors of the payment server

Every error answer is \`application/problem+json\` with \`type\`, \`code\`, \`title\` (Chinese), \`titleEn\`, \`status\` and
\`requestId\`; test \`code\`, never a title. \`requestId\` is in the server's log and in the header \`x-request-id\`.

Where it helps there is more: \`detail\` says which field is wrong; \`productId\` which product; \`remainingFen\` what is left to
refund; \`urlProblem\` why nothing is sent to a URL; \`disagreements\` in what WeChat's word differs from the order; \`keyProblem\` what is wrong with a key; \`passwordProblem\` why a password is none to choose (\`length\`, \`common\`, \`email\`); \`retryAfterSeconds\` how long to wait; \`wechatCode\` is WeChat's own code; \`outcome\` says of a failed call to WeChat whether it may have had its effect: \`none\` and \`refused\` did not, \`unknown\`
may have (asking again with the same order is always safe).

The table is rendered from \`server/src/http/error-table.ts\`; a test compares the two.

| code | status | title | titleEn |
|---|---|---|---|`;

function line(status: number, title: string, titleEn: string): ErrorLine {
  return Object.freeze({ status, title, titleEn });
}

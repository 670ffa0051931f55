/** Every sentence of the desk, in Chinese and English. */

/** The languages of the desk. */
export type Language = 'zh' | 'en';

/** One text in both languages. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

const words = (zh: string, en: string): Words => ({ zh, en });

/** The texts by name. */
export const texts = {
  title: words('微信支付模拟台', 'WeChat Pay desk'),
  simulated: words('模拟环境 · 不会真实扣款', 'Simulated · no money moves'),
  live: words('实时', 'Live'),
  reconnecting: words('重新连接中', 'Reconnecting'),
  connecting: words('连接中', 'Connecting'),
  toDark: words('切换到深色', 'Switch to dark'),
  toLight: words('切换到浅色', 'Switch to light'),
  otherLanguage: words('English', '中文'),

  phone: words('手机', 'Phone'),
  flow: words('流程', 'Flow'),
  message: words('报文', 'Message'),
  log: words('记录', 'Log'),
  faults: words('故障', 'Faults'),
  scenarios: words('场景', 'Scenarios'),
  notifications: words('通知', 'Notifications'),
  platform: words('微信端', 'At WeChat'),
  platformText: words(
    '微信那边的时间、订单、密钥和账单。',
    'The time, orders, keys and bills on WeChat’s side.',
  ),
  clock: words('时钟', 'Clock'),
  clockNow: words('模拟时间（北京）', 'Simulated time (Beijing)'),
  clockPause: words('暂停', 'Stop'),
  clockRun: words('继续', 'Run'),
  ahead15s: words('+15 秒', '+15 s'),
  ahead5min: words('+5 分钟', '+5 min'),
  ahead2h: words('+2 小时', '+2 h'),
  ahead1d: words('+1 天', '+1 day'),
  orders: words('订单', 'Orders'),
  noOrders: words('还没有订单。', 'None yet.'),
  keys: words('密钥与证书', 'Keys and certificates'),
  grayShare: words('用公钥签名的通知', 'Notifications signed by the public key'),
  merchantStanding: words('商户证书', 'Merchant certificate'),
  standingValid: words('有效', 'Valid'),
  standingExpired: words('已过期', 'Expired'),
  standingRevoked: words('已作废', 'Revoked'),
  standingReplaced: words('已更换', 'Replaced'),
  platformSerials: words('平台证书', 'Platform certificates'),
  rotate: words('轮换平台证书', 'Rotate it'),
  bills: words('账单', 'Bills'),
  billDay: words('账单日', 'Day'),
  tradeBill: words('交易账单', 'Trade bill'),
  fundFlowBill: words('资金账单', 'Fund-flow bill'),
  views: words('视图', 'Views'),
  noPhone: words(
    '还没有手机。用 yifen demo 启动，或运行 yifen phone ./你的小程序目录，再把它的地址交给模拟器的 desk.phones。',
    'No phone yet. Start with yifen demo, or run yifen phone ./your-mini-program and hand its address to the simulator as desk.phones.',
  ),
  addPhone: words('再来一部手机（另一个用户）', 'Another phone, another user'),
  user: words('用户', 'User'),
  reloadPhone: words('重启小程序', 'Restart the mini-program'),
  openPhone: words('在新窗口打开', 'Open in a new window'),

  purchase: words('一笔购买', 'Purchase'),
  loose: words('未归属订单的消息', 'Messages of no order'),
  followed: words('自动跟随最新', 'Following the latest'),
  backToLatest: words('回到最新一笔', 'Back to the latest'),
  clear: words('清空', 'Clear'),
  clearHint: words('只清空这个页面上的记录', 'Clears what this page shows; orders stay'),
  emptyTitle: words('在左边的手机里买点什么试试', 'Buy something on the phone'),
  emptyTitleNarrow: words('在手机里买点什么试试', 'Buy something on the phone'),
  emptyText: words(
    '从下单到确认收款，微信官方时序图的每一步都会在这里依次点亮，点开就是当时的真实报文。',
    'Every step of WeChat’s own sequence diagram lights up here as it happens, and opens to the message that was really sent.',
  ),
  goToPhone: words('打开手机', 'Open the phone'),
  outside: words('时序图之外', 'Outside the diagram'),
  times: words('次', 'times'),
  notYet: words('尚未发生', 'not yet'),

  stageRunning: words('进行中', 'In progress'),
  stageSignature: words('签名被拒', 'Signature refused'),
  stageRefused: words('收银台拒绝', 'Refused by the cashier'),
  stageCancelled: words('用户取消', 'Cancelled'),
  stageCharged: words('已扣款，待确认', 'Charged, not confirmed'),
  stagePaid: words('已支付', 'Paid'),

  ok: words('成功', 'OK'),
  refused: words('被拒绝', 'Refused'),
  failed: words('失败', 'Failed'),
  pending: words('进行中', 'Pending'),

  pickStep: words('选择一步，查看当时的真实报文', 'Choose a step to read what was really sent'),
  overview: words('概览', 'Overview'),
  orderNumber: words('商户订单号', 'Order number'),
  amount: words('金额', 'Amount'),
  state: words('状态', 'State'),
  started: words('开始', 'Started'),
  paidAfter: words('到账用时', 'Paid after'),
  messages: words('消息', 'Messages'),
  merchant: words('商户', 'Merchant'),
  attempt: words('第 {n} 次', '#{n}'),
  attempts: words('第几次', 'Which time'),
  request: words('请求', 'Request'),
  response: words('应答', 'Response'),
  headers: words('报文头', 'Headers'),
  body: words('正文', 'Body'),
  noBody: words('没有正文', 'No body'),
  formatted: words('格式化', 'Formatted'),
  raw: words('原文', 'Raw'),
  copy: words('复制', 'Copy'),
  copied: words('已复制', 'Copied'),
  dialog: words('用户看到的弹窗', 'The dialog the user sees'),
  signedText: words('签名原文', 'Signed text'),
  bytes: words('字节', 'bytes'),
  linesEnd: words('↵ 表示换行符 \\n', '↵ is a line feed, \\n'),
  noLineEnd: words('末尾缺少换行符', 'no line feed at the end'),
  verified: words('验签通过', 'Signature verified'),
  notVerified: words('验签失败', 'Signature refused'),
  unchecked: words('此处未验签', 'Not verified here'),
  serial: words('序列号', 'Serial'),
  whyRefused: words('为什么验签失败？', 'Why was it refused?'),
  findingOut: words('正在查找……', 'Finding out …'),
  decrypted: words('解密后的内容', 'Decrypted'),
  close: words('关闭', 'Close'),
  previous: words('上一步', 'Previous step'),
  next: words('下一步', 'Next step'),
  masked: words('密钥与令牌已打码', 'Keys and tokens are masked'),
  nothingRecorded: words('这一步没有可查看的报文。', 'This step carries no message.'),

  logText: words(
    '最近一万条消息，不分订单，按发生的先后排列。',
    'The last ten thousand messages of all orders, in the order in which they happened.',
  ),
  search: words('查找', 'Search'),
  searchHint: words('订单号、接口地址、状态码……', 'Order number, address, status …'),
  found: words('{n} 条', '{n} found'),
  noMessages: words('还没有消息。', 'No message yet.'),
  noneFound: words('没有符合的消息。', 'No message has all of these words.'),
  toLatest: words('跳到最新', 'To the latest'),

  faultsText: words(
    '让微信在指定的地方出错，看你的系统怎么应对。',
    'Make WeChat fail in a chosen place and watch how your system copes.',
  ),
  faultActive: words('故障已开启：', 'Fault on: '),
  faultsOff: words('全部关闭', 'Turn all off'),
  remaining: words('还剩 {n} 次', '{n} left'),
  scenariosText: words(
    '一键重现真实商家会遇到的事；每个场景都用真实的服务端和模拟微信跑一遍，步骤在流程里依次出现。',
    'Replay what happens to real shops with one click. Each runs on the real server and the simulated WeChat; its steps appear in the flow.',
  ),
  runScenario: words('运行', 'Run'),
  scenarioRunning: words('进行中…', 'Running…'),
  notificationsText: words(
    '微信发给你服务器的每条通知，以及每一次投递。',
    'Every notification WeChat sends to your server, and each attempt.',
  ),
  noNotifications: words(
    '还没有通知。支付成功后才会发送。',
    'None yet. They are sent after a payment.',
  ),
  resend: words('重新发送', 'Resend'),
  resent: words('已发送', 'Sent'),
  noAttempt: words('尚未投递', 'Not attempted yet'),
  acknowledged: words('已应答', 'Acknowledged'),
  delivering: words('投递中', 'Delivering'),
  lost: words('已丢弃（故障）', 'Dropped (fault)'),
  gaveUp: words('已放弃', 'Given up'),
  nextAttempt: words('下次投递', 'Next attempt'),
  actionFailed: words('操作没有成功：', 'That did not work: '),

  payer: words('用户', 'Payer'),
  'mini-program': words('小程序', 'Mini-program'),
  server: words('服务器', 'Server'),
  wechat: words('微信', 'WeChat'),
} as const satisfies Record<string, Words>;

/** The name of a text. */
export type TextName = keyof typeof texts;

/** Puts a number into the `{n}` of a text. */
export function withNumber(text: string, n: number): string {
  return text.replace('{n}', String(n));
}

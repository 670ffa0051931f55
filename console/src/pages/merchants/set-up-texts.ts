import { defineTexts } from '../../language/define-texts.ts';

/** What the steps of the set-up say. */
export const setUpTexts = defineTexts({
  zh: {
    keysLead: '密钥只能写入，任何人都不能再看到。服务器几秒内就会使用新的密钥，无需重启。',
    kinds: {
      'merchant-key': '商户 API 私钥',
      'apiv3-key': 'APIv3 密钥',
      'public-key': '微信支付公钥',
      'platform-certificate': '微信支付平台证书',
    },
    kindHints: {
      'merchant-key':
        '商户平台 → API 安全 → 商户 API 证书：apiclient_key.pem 的内容。序列号在证书详情里。',
      'apiv3-key': '商户平台 → API 安全 → APIv3 密钥：32 个字符。',
      'public-key':
        '商户平台 → API 安全 → 微信支付公钥：pub_key.pem 的内容，编号以 PUB_KEY_ID_ 开头。',
      'platform-certificate': '仅老商户需要：平台证书的 PEM。新商户用微信支付公钥即可。',
    },
    rotation: {
      'merchant-key': '更换：先添加新证书的私钥，最新的一把用来签名；确认正常后移除旧的。',
      'apiv3-key':
        '更换：先把新密钥存为“下一个”，在商户平台修改后两把都能解密；过一天，等微信不再重发用旧密钥加密的通知，再存为“当前”。',
      'public-key': '更换：新旧公钥可以同时存在，按编号验签。',
      'platform-certificate': '更换：新旧证书可以同时存在，按序列号验签。',
    },
    kept: '已保存的密钥',
    keptEmpty: '还没有在此保存密钥',
    keptEmptyHint: '按上面的说明逐个添加。来自环境变量的密钥不在此列出。',
    kind: '种类',
    serial: '序列号或编号',
    slot: '用途',
    slots: { current: '当前', next: '下一个' },
    text: '密钥内容（PEM）',
    apiv3: 'APIv3 密钥',
    apiv3Problem: 'APIv3 密钥正好 32 个字符',
    pemProblem: '内容应以 -----BEGIN 开头',
    file: '从文件读取',
    save: '保存密钥',
    saved: '已保存，几秒内生效。内容不会再显示。',
    savedAt: '保存时间',
    remove: '移除',
    removeTitle: '移除这把密钥',
    removeText: '几秒后不再使用它。唯一的一把不能移除。',
    removed: '已移除',
    checkLead:
      '服务器会逐项核对配置，并向微信求证：密钥与证书是否成对、APIv3 密钥能否解密、小程序与商户号是否绑定、通知地址是否可达。',
    check: '开始检查',
    checkAgain: '再检查一次',
    checking: '正在向微信求证…',
    outcomes: { ok: '正常', warning: '注意', failed: '有误', skipped: '未检查' },
    allFine: '没有发现问题。',
    addMiniProgram: '添加小程序，或更换 AppSecret',
    appid: 'AppID',
    secret: 'AppSecret',
    secretHint: '微信公众平台 → 开发管理 → 开发设置；保存后不再显示。',
    saveMiniProgram: '保存小程序',
    miniProgramSaved: (appid: string) => `已保存 ${appid}`,
    liveLead: '用一分钱走完整个流程：下单、付款、通知、到账。付款后可在订单页原路退回。',
    openid: '付款人的 openid',
    openidHint: '在小程序里登录过的人；例如您自己。可从任一订单复制。',
    begin: '创建一分钱订单',
    waiting: '请付款人在小程序的订单里付 ¥0.01，付款后这里会自动变为“已付款”。',
    paid: '已付款：整个流程正常。',
    openOrder: '打开订单（可退款）',
  },
  en: {
    keysLead:
      'Keys are written and never shown again, to anybody. Servers use a new one within seconds, without a restart.',
    kinds: {
      'merchant-key': 'Merchant’s private key',
      'apiv3-key': 'APIv3 key',
      'public-key': 'WeChat Pay public key',
      'platform-certificate': 'WeChat Pay platform certificate',
    },
    kindHints: {
      'merchant-key':
        'Merchant console → API security → merchant API certificate: the text of apiclient_key.pem. The serial is in the certificate’s details.',
      'apiv3-key': 'Merchant console → API security → APIv3 key: 32 characters.',
      'public-key':
        'Merchant console → API security → WeChat Pay public key: the text of pub_key.pem; its id begins with PUB_KEY_ID_.',
      'platform-certificate':
        'Older merchants only: PEM of the platform certificate. New ones use the public key.',
    },
    rotation: {
      'merchant-key':
        'To change it: add the new certificate’s key, the newest signs; remove the old one once all is well.',
      'apiv3-key':
        'To change it: save the new one as “next”, change it in the merchant console, both open messages; a day later, when WeChat repeats nothing sealed with the old one, save it as “current”.',
      'public-key': 'To change it: both may be there, each verifies what names it.',
      'platform-certificate': 'To change it: both may be there, each verifies what names it.',
    },
    kept: 'Keys that are kept',
    keptEmpty: 'No keys were saved here yet',
    keptEmptyHint: 'Add them one by one as said above. Keys of the environment are not listed.',
    kind: 'Kind',
    serial: 'Serial or id',
    slot: 'Use',
    slots: { current: 'current', next: 'next' },
    text: 'The key (PEM)',
    apiv3: 'APIv3 key',
    apiv3Problem: 'An APIv3 key has exactly 32 characters',
    pemProblem: 'It should begin with -----BEGIN',
    file: 'Read from a file',
    save: 'Save the key',
    saved: 'Saved; in use within seconds. It is not shown again.',
    savedAt: 'Saved',
    remove: 'Remove',
    removeTitle: 'Remove this key',
    removeText: 'It is not used any more in a few seconds. The only one of its kind stays.',
    removed: 'Removed',
    checkLead:
      'The server goes through the configuration and asks WeChat: do key and certificate belong together, does the APIv3 key open messages, are mini-program and merchant bound, can the notification address be reached.',
    check: 'Check now',
    checkAgain: 'Check again',
    checking: 'Asking WeChat…',
    outcomes: { ok: 'Fine', warning: 'Note', failed: 'Wrong', skipped: 'Skipped' },
    allFine: 'Nothing wrong was found.',
    addMiniProgram: 'Add a mini-program, or replace its AppSecret',
    appid: 'AppID',
    secret: 'AppSecret',
    secretHint: 'WeChat public platform → development → settings; it is not shown again.',
    saveMiniProgram: 'Save the mini-program',
    miniProgramSaved: (appid) => `Saved ${appid}`,
    liveLead:
      'One fen through the whole flow: order, payment, notification, books. You can give it back on the order’s page.',
    openid: 'openid of the payer',
    openidHint:
      'Somebody who has logged in to the mini-program, such as you; copy it from any order.',
    begin: 'Place an order of one fen',
    waiting:
      'The payer finds it among his orders in the mini-program and pays ¥0.01; this turns to “paid” by itself.',
    paid: 'Paid: the whole flow works.',
    openOrder: 'Open the order (to refund it)',
  },
});

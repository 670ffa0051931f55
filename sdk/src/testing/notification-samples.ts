const amount = { total: 100, payer_total: 90, currency: 'CNY', payer_currency: 'CNY' };
const facts = {
  out_trade_no: 'T20260101000001',
  transaction_id: '4200000000000000000000000001',
  trade_type: 'JSAPI',
  trade_state: 'SUCCESS',
  trade_state_desc: '支付成功',
  bank_type: 'OTHERS',
  success_time: '2026-01-01T10:00:05+08:00',
  amount,
};
const refund = {
  transaction_id: facts.transaction_id,
  out_trade_no: facts.out_trade_no,
  refund_id: '5020000000000000000000000001',
  out_refund_no: 'R1',
  refund_status: 'SUCCESS',
  success_time: '2026-01-02T10:00:05+08:00',
  user_received_account: '支付用户零钱',
  amount: { total: 100, refund: 30, payer_total: 90, payer_refund: 27 },
};
const sharing = {
  transaction_id: facts.transaction_id,
  order_id: '1217752501201407033233368018',
  out_order_no: 'P20150806125346',
  receiver: { type: 'MERCHANT_ID', account: '1900000100', amount: 888, description: '运费' },
  success_time: '2018-06-08T10:34:56+08:00',
};
const subOrder = {
  mchid: '1900000001',
  out_trade_no: 'S1',
  transaction_id: '4200000000000000000000000002',
  trade_type: 'JSAPI',
  trade_state: 'SUCCESS',
  bank_type: 'OTHERS',
  attach: 'first',
  amount: { total_amount: 60, currency: 'CNY', payer_amount: 60, payer_currency: 'CNY' },
  success_time: '2026-01-01T10:00:05+08:00',
};

/** One decrypted resource of each kind of notification, as WeChat's pages show them. */
export const samples = {
  paid: {
    mchid: '1900000001',
    appid: 'wxd678efh567hg6787',
    ...facts,
    payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
  },
  partnerPaid: {
    sp_appid: 'wx8888888888888888',
    sp_mchid: '1900000100',
    sub_appid: 'wxd678efh567hg6787',
    sub_mchid: '1900000109',
    ...facts,
    payer: { sp_openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o', sub_openid: 'oSub' },
  },
  combinePaid: {
    combine_appid: 'wxd678efh567hg6787',
    combine_mchid: '1900000001',
    combine_out_trade_no: 'C1',
    sub_orders: [
      subOrder,
      {
        ...subOrder,
        mchid: '1900000002',
        out_trade_no: 'S2',
        transaction_id: '4200000000000000000000000003',
        amount: { total_amount: 40, currency: 'CNY', payer_amount: 40, payer_currency: 'CNY' },
      },
    ],
    combine_payer_info: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
  },
  refunded: { mchid: '1900000001', ...refund },
  partnerRefunded: {
    sp_mchid: '1900000100',
    sub_mchid: '1900000109',
    ...refund,
    refund_status: 'CLOSED',
  },
  transferred: {
    mchid: '1900000001',
    out_bill_no: 'plfk2020042013',
    transfer_bill_no: '1330000071100999991182020050700019480001',
    state: 'SUCCESS',
    transfer_amount: 400000,
    openid: 'o-MYE42l80oelYMDE34nYD456Xoy',
    create_time: '2015-05-20T13:29:35.120+08:00',
    update_time: '2015-05-20T13:30:35.120+08:00',
  },
  shared: { mchid: '1900000001', ...sharing },
  partnerShared: { sp_mchid: '1900000100', sub_mchid: '1900000109', ...sharing },
  complained: {
    complaint_id: '200201820200101080076610000',
    action_type: 'CONTINUE_COMPLAINT',
  },
  couponUsed: {
    stock_creator_mchid: '9800064',
    stock_id: '9865888',
    coupon_id: '98674556',
    coupon_name: '微信支付代金券',
    status: 'USED',
    consume_information: { consume_mchid: '9856081', consume_amount: 50 },
  },
  couponSent: {
    coupon_code: '1227944959000000911017',
    stock_id: '1286950000000039',
    send_time: '2019-12-17T10:35:53+08:00',
    openid: 'odXnH1CJjeQoWTld48db-pnxs-Wg',
    send_channel: 'BUSICOUPON_SEND_CHANNEL_PAYGIFT',
    send_merchant: '98568888',
  },
} as const;

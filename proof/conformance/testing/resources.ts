const facts = {
  out_trade_no: 'T20260101000001',
  transaction_id: '4200000000000000000000000001',
  trade_type: 'JSAPI',
  trade_state: 'SUCCESS',
  trade_state_desc: '支付成功',
  bank_type: 'OTHERS',
  success_time: '2026-01-01T10:00:05+08:00',
  amount: { total: 100, payer_total: 90, currency: 'CNY', payer_currency: 'CNY' },
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

/** Decrypted resources in the shapes of WeChat's pages. */
export const resources = {
  payment: {
    mchid: '1900000001',
    appid: 'wxd678efh567hg6787',
    ...facts,
    payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
  },
  partnerPayment: {
    sp_appid: 'wx8888888888888888',
    sp_mchid: '1900000100',
    sub_mchid: '1900000109',
    ...facts,
    payer: { sp_openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
  },
  combinePayment: {
    combine_appid: 'wxd678efh567hg6787',
    combine_mchid: '1900000001',
    combine_out_trade_no: 'C1',
    sub_orders: [
      {
        mchid: '1900000002',
        out_trade_no: 'S1',
        transaction_id: '4200000000000000000000000002',
        trade_type: 'JSAPI',
        trade_state: 'SUCCESS',
        bank_type: 'OTHERS',
        attach: 'a',
        amount: { total_amount: 60, currency: 'CNY', payer_amount: 60, payer_currency: 'CNY' },
        success_time: '2026-01-01T10:00:05+08:00',
      },
    ],
    combine_payer_info: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
  },
  refund: { mchid: '1900000001', ...refund },
  partnerRefund: { sp_mchid: '1900000100', sub_mchid: '1900000109', ...refund },
  transfer: {
    mchid: '1900000001',
    out_bill_no: 'plfk2020042013',
    transfer_bill_no: '1330000071100999991182020050700019480001',
    state: 'FAIL',
    transfer_amount: 400000,
    fail_reason: 'PAYEE_ACCOUNT_ABNORMAL',
    openid: 'o-MYE42l80oelYMDE34nYD456Xoy',
    create_time: '2015-05-20T13:29:35.120+08:00',
    update_time: '2015-05-20T13:30:35.120+08:00',
  },
  sharing: {
    mchid: '1900000001',
    transaction_id: facts.transaction_id,
    order_id: '1217752501201407033233368018',
    out_order_no: 'P20150806125346',
    receiver: { type: 'MERCHANT_ID', account: '1900000100', amount: 888, description: '运费' },
    success_time: '2018-06-08T10:34:56+08:00',
  },
  complaint: { complaint_id: '200201820200101080076610000', action_type: 'CREATE_COMPLAINT' },
};

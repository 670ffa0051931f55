import { expect, test } from 'vitest';
import { startReceiver, startShop } from '../../testing/start-shop.ts';

const PARTNER = '/v3/pay/partner/transactions';

/** A shop whose merchant orders for its sub-merchant. */
async function startPartner(options: Parameters<typeof startShop>[0] = {}) {
  const shop = await startShop(options);
  const { mchid, appid, subMerchant } = shop.simulator.merchant;
  const names = { sp_appid: appid, sp_mchid: mchid, sub_mchid: subMerchant.mchid };
  const owner = `sp_mchid=${mchid}&sub_mchid=${subMerchant.mchid}`;
  const order = (overrides: Record<string, unknown> = {}) => {
    const { appid: _, mchid: __, payer: ___, ...terms } = shop.order();
    return { ...names, ...terms, payer: { sp_openid: shop.openid }, ...overrides };
  };
  const subUser = shop.simulator.loginCode(undefined, subMerchant.appid);
  const post = (body: unknown) => shop.merchant.post(`${PARTNER}/jsapi`, body);
  return { ...shop, names, owner, order, post, subMerchant, subUser };
}

test("a partner's order is paid in its own mini-program and names both merchants and the payer", async () => {
  const receiver = await startReceiver();
  const { merchant, simulator, names, owner, order, post, openid } = await startPartner();
  const body = order({ notify_url: receiver.url });
  const { json } = await post(body);
  const params = merchant.paymentParams(String(json.prepay_id));
  expect(await simulator.pay({ openid, ...params })).toEqual({ errMsg: 'requestPayment:ok' });
  await receiver.arrival(1);
  const query = await merchant.get(`${PARTNER}/out-trade-no/${body.out_trade_no}?${owner}`);
  expect(query.json).toMatchObject({
    ...names,
    out_trade_no: body.out_trade_no,
    trade_type: 'JSAPI',
    trade_state: 'SUCCESS',
    payer: { sp_openid: openid },
  });
  expect(query.json).not.toHaveProperty('mchid');
  expect(query.json).not.toHaveProperty('sub_appid');
  const { resource } = JSON.parse(receiver.received[0]?.body ?? '');
  expect(JSON.parse(merchant.open(resource))).toEqual(query.json);
  const byId = await merchant.get(`${PARTNER}/id/${query.json.transaction_id}?${owner}`);
  expect(byId.json).toEqual(query.json);
});

test("with sub_openid the order is paid in the sub-merchant's mini-program only, signed by the partner", async () => {
  const { merchant, simulator, owner, order, post, subMerchant, subUser, openid } =
    await startPartner();
  const body = order({ sub_appid: subMerchant.appid, payer: { sub_openid: subUser.openid } });
  const prepayId = String((await post(body)).json.prepay_id);
  const inOwn = merchant.paymentParams(prepayId);
  expect((await simulator.pay({ openid, ...inOwn })).dialog).toBe(
    '商户传入的APPID参数不正确，请联系商户处理',
  );
  const call = { openid: subUser.openid, appid: subMerchant.appid };
  const signedForOwn = { ...call, ...inOwn };
  expect((await simulator.pay(signedForOwn)).dialog).toBe('支付验证签名失败');
  const params = merchant.paymentParams(prepayId, subMerchant.appid);
  expect((await simulator.pay({ ...call, ...params })).errMsg).toBe('requestPayment:ok');
  const { json } = await merchant.get(`${PARTNER}/out-trade-no/${body.out_trade_no}?${owner}`);
  expect(json.payer).toEqual({
    sp_openid: expect.stringMatching(/^o[\w-]{27}$/),
    sub_openid: subUser.openid,
  });
});

test.each([
  ['a sub-merchant it does not serve', { sub_mchid: '1900000999' }, 403, 'NO_AUTH'],
  ['a foreign sub_appid', { sub_appid: 'wx0000000000000000' }, 400, 'APPID_MCHID_NOT_MATCH'],
  ['a foreign sp_appid', { sp_appid: 'wx0000000000000000' }, 400, 'APPID_MCHID_NOT_MATCH'],
  ['no payer', { payer: {} }, 400, 'INVALID_REQUEST'],
  ['sub_openid without sub_appid', { payer: { sub_openid: 'o1' } }, 400, 'PARAM_ERROR'],
  ['both openids', { payer: { sp_openid: 'o1', sub_openid: 'o2' } }, 400, 'INVALID_REQUEST'],
  ['appid, a field of direct merchants', { appid: 'wx0' }, 400, 'PARAM_ERROR'],
])('a partner is refused %s', async (_, change, status, code) => {
  const { order, post } = await startPartner();
  expect(await post(order(change))).toMatchObject({ status, json: { code } });
});

test('a partner naming itself as sub-merchant is told so by its number', async () => {
  const { order, post, names } = await startPartner();
  const answer = await post(order({ sub_mchid: names.sp_mchid }));
  expect(answer.headers.get('request-id')).toMatch(/-268443705$/);
});

test("a partner's order is no direct order, and the other way round", async () => {
  const { merchant, order, post, prepaid, owner } = await startPartner();
  const body = order();
  await post(body);
  const mismatch = { status: 400, json: { message: '商户号和订单信息不匹配' } };
  expect(await merchant.query(body.out_trade_no)).toMatchObject(mismatch);
  expect(await merchant.close(body.out_trade_no)).toMatchObject(mismatch);
  const { outTradeNo } = await prepaid();
  const path = `${PARTNER}/out-trade-no/${outTradeNo}?${owner}`;
  expect(await merchant.get(path)).toMatchObject(mismatch);
});

test('by variant the order of another is 403 NO_AUTH', async () => {
  const { merchant, order, post } = await startPartner({
    variants: { foreignOrderCode: 'NO_AUTH' },
  });
  const body = order();
  await post(body);
  expect(await merchant.query(body.out_trade_no)).toMatchObject({
    status: 403,
    json: { code: 'NO_AUTH' },
  });
});

test('a partner closes with both merchant numbers in the body', async () => {
  const { merchant, order, post, owner, names } = await startPartner();
  const body = order();
  await post(body);
  const path = `${PARTNER}/out-trade-no/${body.out_trade_no}`;
  const { sp_mchid, sub_mchid } = names;
  expect((await merchant.post(`${path}/close`, { sp_mchid, sub_mchid })).status).toBe(204);
  expect((await merchant.get(`${path}?${owner}`)).json.trade_state).toBe('CLOSED');
});

test('a Native order answers a code_url that anybody may scan and pay within two hours', async () => {
  const { merchant, order, openid, control, clock } = await startShop();
  const { payer: _, ...body } = order();
  const { json } = await merchant.post('/v3/pay/transactions/native', body);
  expect(json).toEqual({
    code_url: expect.stringMatching(/^weixin:\/\/wxpay\/bizpayurl\?pr=\w+$/),
  });
  const call = { openid, codeUrl: json.code_url };
  const cancelled = await control('POST', '/payments', { ...call, outcome: 'cancel' });
  expect(cancelled.json).toEqual({ errMsg: 'payment:fail cancel' });
  await clock.advance(2 * 3_600_000 - 1);
  expect((await control('POST', '/payments', call)).json).toEqual({ errMsg: 'payment:ok' });
  const paid = await merchant.query(body.out_trade_no);
  expect(paid.json).toMatchObject({ trade_type: 'NATIVE', payer: { openid } });
  const again = await control('POST', '/payments', call);
  expect(again.json).toEqual({ errMsg: 'payment:fail cancel', dialog: '该订单已支付' });
});

test('an H5 order needs its scene, and its h5_url is good for five minutes', async () => {
  const { merchant, order, openid, control, clock } = await startShop();
  const { payer: _, ...body } = order();
  const bare = await merchant.post('/v3/pay/transactions/h5', body);
  expect(bare.json.message).toContain('/body/scene_info');
  const scene_info = { payer_client_ip: '14.23.150.211', h5_info: { type: 'Wap' } };
  const { json } = await merchant.post('/v3/pay/transactions/h5', { ...body, scene_info });
  expect(json).toEqual({ h5_url: expect.stringMatching(/^https:\/\/wx\.tenpay\.com\//) });
  await clock.advance(300_000);
  const late = await control('POST', '/payments', { openid, h5Url: json.h5_url });
  expect(late.json.dialog).toBe('该订单已过期,请重新下单');
  const renewed = await merchant.post('/v3/pay/transactions/h5', { ...body, scene_info });
  const paid = await control('POST', '/payments', { openid, h5Url: renewed.json.h5_url });
  expect(paid.json).toEqual({ errMsg: 'payment:ok' });
  expect((await merchant.query(body.out_trade_no)).json.trade_type).toBe('MWEB');
});

test('an app signs the bare prepay_id; the form of wx.requestPayment is refused', async () => {
  const { merchant, order, openid, simulator } = await startShop();
  const { payer: _, ...body } = order();
  const { json } = await merchant.post('/v3/pay/transactions/app', body);
  const prepayid = String(json.prepay_id);
  const { appid, mchid } = simulator.merchant;
  const timestamp = '1767232800';
  const app = {
    appid,
    partnerid: mchid,
    prepayid,
    package: 'Sign=WXPay',
    noncestr: 'n1',
    timestamp,
    sign: merchant.paySign(appid, timestamp, 'n1', prepayid),
  };
  const wrong = { ...app, sign: merchant.paySign(appid, timestamp, 'n1', `prepay_id=${prepayid}`) };
  expect(await simulator.pay({ openid, app: wrong })).toEqual({
    errMsg: 'payment:fail',
    errCode: -1,
    dialog: '支付验证签名失败',
  });
  expect((await simulator.pay({ openid, app: { ...app, partnerid: '1' } })).errCode).toBe(-1);
  const inPage = { openid, ...merchant.paymentParams(prepayid) };
  expect((await simulator.pay(inPage)).dialog).toBe('调用支付JSAPI缺少参数: total_fee');
  expect(await simulator.pay({ openid, app }, 'cancel')).toMatchObject({ errCode: -2 });
  expect(await simulator.pay({ openid, app })).toEqual({ errMsg: 'payment:ok', errCode: 0 });
  expect((await merchant.query(body.out_trade_no)).json.trade_type).toBe('APP');
});

test('one number cannot serve two products', async () => {
  const { merchant, prepaid } = await startShop();
  const { payer: _, ...body } = (await prepaid()).body;
  expect(await merchant.post('/v3/pay/transactions/native', body)).toMatchObject({
    status: 400,
    json: { message: '请求重入时，参数与首次请求时不一致' },
  });
});

test('a notify_url without TLS is warned of in the recorded flow', async () => {
  const { merchant, order, simulator } = await startShop();
  const noteOf = async (notify_url: string) => {
    const before = simulator.events().at(-1)?.id;
    await merchant.prepay(order({ notify_url }));
    return simulator.events(before).find(({ name }) => name === 'prepay.request')?.note;
  };
  expect(await noteOf('http://shop.example/notify')).toContain('plain http');
  expect(await noteOf('https://shop.example/notify')).toBeUndefined();
});

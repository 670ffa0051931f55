import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decryptOaep } from '../core/decrypt-oaep.ts';
import { createWechatPay } from '../create-wechatpay.ts';
import { find, transfer } from '../testing/partner-transfer-example.ts';
import { sent } from '../testing/sent.ts';
import { answer, failureOf, scripted, testOptions, wechatKeys } from '../testing/test-wechat.ts';

const request = {
  sub_mchid: '1900000109',
  appid: 'wx1',
  out_bill_no: 'B1',
  transfer_scene_id: '1000',
  openid: 'o1',
  transfer_amount: 199_999,
  transfer_remark: '报销',
  transfer_scene_report_infos: [{ info_type: '活动名称', info_content: '注册有礼' }],
};
const bill = { out_bill_no: 'B1', transfer_bill_no: '1330', state: 'WAIT_USER_CONFIRM' };
const path = '/v3/fund-app/mch-transfer/partner/transfer-bills';

function client(content: unknown) {
  const { transport, requests } = scripted(() => answer(200, content));
  return { wechatpay: createWechatPay(testOptions(transport)), requests };
}

test('the example of the page about other endpoints is the one compiled here, to the letter', () => {
  const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');
  const compiled = read('../testing/partner-transfer-example.ts');
  const page = read('../../../docs/reference/other-endpoints.md');
  expect(/```ts\n([\s\S]*?)```/.exec(page)?.[1]).toBe(
    compiled.replace('../index.ts', '@yifen/wechatpay'),
  );
});

test('a service provider’s transfer goes out signed, its payee’s name sealed', async () => {
  const { wechatpay, requests } = client(bill);
  expect(await transfer(wechatpay, { ...request, user_name: '张三' })).toEqual(bill);
  const { line, body } = sent(requests[0]);
  const { user_name, ...rest } = JSON.parse(body);
  expect(line).toBe(`POST ${path}`);
  expect(rest).toEqual(request);
  expect(decryptOaep(user_name, wechatKeys.privateKey)).toBe('张三');
  expect(requests[0]?.headers.authorization).toContain('mchid="1900000001"');
});

test('an answer about another transfer is not taken for this one', async () => {
  const { wechatpay } = client({ ...bill, out_bill_no: 'B2' });
  expect(await failureOf(transfer(wechatpay, request))).toMatchObject({
    message: 'another transfer was answered',
  });
});

test('a service provider’s transfer is asked for by its number', async () => {
  const { wechatpay, requests } = client(bill);
  expect(await find(wechatpay, '1900000109', 'B1')).toEqual(bill);
  expect(sent(requests[0]).line).toBe(`GET ${path}/out-bill-no/B1?sub_mchid=1900000109`);
});

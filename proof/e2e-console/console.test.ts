/**
 * One run over the console in Chromium, by the people of the demo; each test goes on where the last ended.
 *
 * Long, because all of it happens in one demo: a database, a server and a browser for each file would take minutes.
 */
import { readFile } from 'node:fs/promises';
import type { Browser, Response } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type DemoProcess, startDemoProcess } from '../e2e/demo-process.ts';
import { launchBrowser } from '../e2e/launch-browser.ts';
import { type ConsolePage, openConsolePage, signIn } from './console-page.ts';
import { disputedOrder } from './disputed-order.ts';
import { everyPage } from './every-page.ts';
import { judgeAll, overflow, seriousFindings, settled } from './judge-page.ts';
import { joinByHttp, type SeededDemo, seedDemo } from './seed-demo.ts';
import { buy, pay } from './shopper.ts';
import { totpCode } from './totp-code.ts';

let demo: DemoProcess;
let browser: Browser;
let made: SeededDemo;
let owner: ConsolePage;
let finance: ConsolePage;
let support: ConsolePage;

/** How long the operator of “done means” took, by parts. */
const threeMinutes = { refundMs: 0 };

const person = (name: string) => {
  const found = demo.people.find(({ email }) => email.startsWith(name));
  if (found === undefined) throw new Error(`the demo has no ${name}`);
  return found;
};

const bearer = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemoProcess(), launchBrowser()]);
  made = await seedDemo(demo);
  [owner, finance] = await Promise.all([
    openConsolePage(browser, demo.console),
    openConsolePage(browser, demo.console),
  ]);
}, 90_000);

afterAll(async () => {
  await made?.sink.close();
  await browser?.close();
  expect(await demo?.end()).toBe(0);
});

afterEach(() => {
  for (const window of [owner, finance, support]) expect(window?.errors ?? []).toEqual([]);
});

test('somebody signs in and finds an order with the keyboard alone', async () => {
  const { page, go } = owner;
  await go('/');
  await page.locator('input[name="email"]').waitFor();
  const { email, password } = person('owner');
  await page.keyboard.press('Tab');
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('name')))
    .toBe('email');
  await page.keyboard.type(email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await page.locator('input[type="password"]').waitFor({ state: 'detached' });
  await settled(page);
  const { outTradeNo } = await made.client.order(made.seeded.orderId);
  await page.keyboard.press('/');
  await page.getByRole('combobox').waitFor();
  await page.keyboard.type(outTradeNo);
  await page.keyboard.press('Enter');
  await page.getByText(outTradeNo).first().waitFor();
});

test('within three minutes an operator finds a customer’s order, refunds half with a second person’s approval, and sees it arrive', async () => {
  const { order, openid } = await buy(demo, 'longjing-250g');
  // The second person has the queue open before it waits there.
  await owner.page.getByRole('link', { name: '退款', exact: true }).click();
  await owner.page.locator('label').filter({ hasText: '待审批' }).click();
  await owner.page.getByText('超过审批限额的退款须由另一位同事批准').waitFor();
  const beganAtMs = performance.now();
  await signIn(finance, person('finance'));
  const { page, button } = finance;
  await page.getByRole('link', { name: '订单', exact: true }).click();
  await page.getByLabel('订单号、交易号、退款号或 openid').fill(openid);
  await button('搜索').click();
  await page.getByRole('link', { name: order.outTradeNo }).click();
  await button('退款').click();
  await button('一半 ¥64.00').click();
  await page.getByLabel('退款原因').fill('包装破损，退一半');
  await button('退款 ¥64.00').click();
  await page.getByText('待审批').first().waitFor();
  const mine = await made.client.refunds({ state: 'awaiting-approval' });
  const refund = mine.items.find(({ orderId }) => orderId === order.id);
  await finance.go(`/refunds/${refund?.id}`);
  await page.getByText('您提交的退款须由他人批准').waitFor();
  expect(await button(/^批准退款/).count()).toBe(0);

  await owner.page
    .getByRole('row')
    .filter({ hasText: '包装破损' })
    .getByRole('link')
    .first()
    .click();
  await owner.button('批准退款 ¥64.00').click();
  await owner.page.getByRole('dialog').getByRole('button', { name: '批准退款 ¥64.00' }).click();
  await owner.page.getByText('已到账').first().waitFor();
  // The window of the one who asked learns of it by itself.
  await page.getByText('已到账').first().waitFor();
  threeMinutes.refundMs = performance.now() - beganAtMs;
});

test('and finds the difference in the last bill, and settles it with a reason', async () => {
  // The operator comes when the bill has been compared.
  const day = await made.differenceDay;
  const beganAtMs = performance.now();
  const { page, button } = finance;
  await page.getByRole('link', { name: '对账', exact: true }).click();
  await page.getByRole('link', { name: new RegExp(`${day} 有差异`) }).click();
  const card = page.getByRole('article', { name: '付款金额不同' });
  await card.getByText('¥0.01', { exact: true }).waitFor();
  await card.getByRole('button', { name: '标为已处理' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('原因').fill('已与微信支付核实，账单多出一分');
  await dialog.getByRole('button', { name: '标为已处理' }).click();
  await page.getByText('已与微信支付核实，账单多出一分').waitFor();
  await expect.poll(() => button('标为已处理').count()).toBeLessThan(2);
  const downloading = page.waitForEvent('download');
  await button('下载账单').first().click();
  const bill = await readFile(await (await downloading).path(), 'utf8');
  expect(bill).toContain('交易时间');
  expect(bill).toContain('99.00');
  expect(threeMinutes.refundMs + performance.now() - beganAtMs).toBeLessThan(180_000);
  const { items } = await made.client.audit({ order: 'newest', limit: 5 });
  expect(items.map(({ action }) => action)).toContain('POST /v1/merchant/differences/:id/resolve');
});

test('whoever asked is refused as the second person, a rejection needs a reason, and who comes late is told', async () => {
  const { order } = await buy(demo, 'longjing-250g');
  const wish = { amountFen: 6_400, reason: '少发一泡' };
  const { id } = await made.client.refund(order.id, wish, 'late');
  await owner.go(`/refunds/${id}`);
  await owner.page.getByText('您提交的退款须由他人批准').waitFor();
  const refused = await made.client.approveRefund(id).catch((error: unknown) => error);
  expect(refused).toMatchObject({ problem: { code: 'second_person_needed' } });

  const { page, button } = finance;
  await finance.go(`/refunds/${id}`);
  await button('驳回').click();
  const dialog = page.getByRole('dialog');
  const reject = dialog.getByRole('button', { name: /^驳回/ });
  await reject.waitFor();
  expect(await reject.isDisabled()).toBe(true);
  await dialog.getByRole('textbox').fill('顾客不退了');
  // This window does not hear that somebody else has decided meanwhile.
  const reads = '**/v1/merchant/refunds/*';
  await page.route(reads, (route) =>
    route.request().method() === 'GET' ? route.abort() : route.fallback(),
  );
  await made.client.rejectRefund(id, '重复申请');
  await reject.click();
  await dialog.getByRole('alert').getByText('该退款不在待审批状态，请刷新后再看').waitFor();
  await page.unroute(reads);
  await page.reload();
  await page.getByText('重复申请').first().waitFor();
  expect(await button('驳回').count()).toBe(0);
});

test('an owner invites somebody, whose link sets a password and lets in once', async () => {
  const { page, button } = owner;
  await page.getByRole('link', { name: '成员', exact: true }).click();
  await button('邀请成员').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('姓名').fill('小王');
  await dialog.getByLabel('邮箱').fill('wang@demo.yifen');
  await dialog.getByLabel('角色').selectOption('support');
  await button('生成邀请链接').click();
  const link = (await dialog.locator('.y-copy__value').innerText()).trim();
  await button('已发送，关闭').click();
  await page.getByRole('row').filter({ hasText: 'wang@demo.yifen' }).waitFor();
  support = await openConsolePage(browser, demo.console);
  await support.page.goto(link);
  await support.page.getByLabel('设置密码').fill('correct horse battery');
  await support.page.getByLabel('再次输入密码').fill('correct horse battery');
  await support.page.keyboard.press('Enter');
  await support.page.getByRole('link', { name: '订单', exact: true }).waitFor();
  const late = await openConsolePage(browser, demo.console);
  await late.page.goto(link);
  await late.page.getByRole('alert').waitFor();
  await late.close();
});

test('what a role may not do its pages do not offer, and the server refuses', async () => {
  const { page } = support;
  expect(await page.getByRole('link', { name: '对账', exact: true }).count()).toBe(0);
  await support.go('/reconciliation');
  await page.getByText('您没有查看此页的权限').waitFor();
  await support.go(`/refunds/${made.seeded.refundId}`);
  await settled(page);
  expect(await support.button(/^批准退款/).count()).toBe(0);
  const refused = await page.evaluate(async (refundId) => {
    const session = await (await fetch('/v1/console/session')).json();
    const ask = async (method: string, path: string, csrf: string) => {
      const headers: Record<string, string> = { 'content-type': 'application/json' };
      if (csrf !== '') headers['yifen-csrf'] = csrf;
      const answer = await fetch(path, {
        method,
        headers,
        ...(method === 'GET' ? {} : { body: '{}' }),
      });
      return [answer.status, (await answer.json()).code];
    };
    const approve = `/v1/merchant/refunds/${refundId}/approve`;
    return [
      await ask('POST', approve, session.csrfToken),
      await ask('GET', '/v1/merchant/differences', ''),
      await ask('GET', '/v1/merchant/users', ''),
      await ask('POST', '/v1/merchant/jobs/x/retry', session.csrfToken),
      await ask('POST', '/v1/console/session/end', ''),
    ];
  }, made.seeded.refundId);
  expect(refused.map(([status]) => status)).toEqual([403, 403, 403, 403, 403]);
  expect(refused[0]?.[1]).toBe('scope_missing');
});

test('an authenticator that somebody binds is asked for at the next sign-in', async () => {
  const { page, button } = support;
  await support.go('/settings');
  await button('开启两步验证').click();
  await page.getByText('无法扫描？手动输入').click();
  const secret = await page.locator('main details .y-copy__value').innerText();
  await page.getByLabel('六位数字').fill(totpCode(secret, Date.now()));
  await button('确认').click();
  const codes = page.getByRole('dialog').getByRole('listitem');
  await expect.poll(() => codes.count()).toBe(10);
  await button('已保存').click();
  await page.getByText('还剩 10 个恢复码').waitFor();
  const again = await openConsolePage(browser, demo.console);
  await signIn(again, { email: 'wang@demo.yifen', password: 'correct horse battery' });
  // Each code counts once, so this is the one of the next half minute.
  await again.page.getByLabel('验证码').fill(totpCode(secret, Date.now() + 30_000));
  await again.page.keyboard.press('Enter');
  await again.page.getByRole('link', { name: '订单', exact: true }).waitFor();
  expect(again.errors).toEqual([]);
  await again.close();
});

test('a developer sends a webhook again that the other side did not take', async () => {
  const password = 'correct horse staple';
  const who = { email: 'dev@demo.yifen', name: '小李', role: 'developer', password } as const;
  await joinByHttp(demo, made, who);
  made.sink.answer(503);
  const { order } = await buy(demo, 'tasting-1');
  const developer = await openConsolePage(browser, demo.console);
  await signIn(developer, who);
  const { page } = developer;
  await developer.go(`/webhooks/${made.seeded.endpointId}`);
  const line = page.locator('li.y-line').first();
  await line.getByText('等待').waitFor();
  await line.getByRole('button', { name: /查看尝试/ }).click();
  await line.getByText('503').first().waitFor();
  made.sink.answer(200);
  await line.getByRole('button', { name: '重新推送' }).click();
  await line.getByText('已送达').waitFor();
  const { items } = await made.client.events({ order: 'newest', type: 'order.paid', limit: 1 });
  expect(items[0]?.data).toMatchObject({ orderId: order.id });
  expect(made.sink.received.filter((id) => id === items[0]?.id).length).toBeGreaterThan(1);
  expect(await page.getByRole('link', { name: '退款', exact: true }).count()).toBe(0);
  expect(developer.errors).toEqual([]);
  await developer.close();
});

test('a developer makes a key, sees it once, replaces it and revokes it with a reason', async () => {
  const developer = await openConsolePage(browser, demo.console);
  await signIn(developer, { email: 'dev@demo.yifen', password: 'correct horse staple' });
  const { page, button } = developer;
  const ask = async (key: string) =>
    (await fetch(`${demo.server}/v1/merchant/events`, bearer(key))).status;
  const take = async () => {
    const text = (await page.getByRole('dialog').locator('.y-copy__value').innerText()).trim();
    await page.keyboard.press('Escape');
    await button('已保存，关闭').click();
    expect(await page.getByText(text).count()).toBe(0);
    return text;
  };
  await page.keyboard.press('/');
  await page.getByRole('combobox').fill('API');
  await page.keyboard.press('Enter');
  await button('创建密钥').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('名称').fill('erp');
  const submit = dialog.getByRole('button', { name: '创建密钥' });
  expect(await submit.isDisabled()).toBe(true);
  // What a developer may not do, no key of his may.
  expect(await dialog.getByRole('group', { name: '退款' }).count()).toBe(0);
  await dialog.getByRole('group', { name: '事件' }).getByLabel('查看').check();
  await submit.click();
  const former = await take();
  expect(await ask(former)).toBe(200);
  await button('更换密钥“erp”').click();
  await dialog.getByLabel('旧密钥继续有效').selectOption('0');
  await dialog.getByRole('button', { name: '更换' }).click();
  const next = await take();
  expect([await ask(former), await ask(next)]).toEqual([401, 200]);
  await button('吊销密钥“erp”').click();
  const revoke = dialog.getByRole('button', { name: '吊销' });
  expect(await revoke.isDisabled()).toBe(true);
  await dialog.getByLabel('原因').fill('笔记本丢了');
  await revoke.click();
  await page.getByText('已吊销').first().waitFor();
  await expect.poll(() => ask(next)).toBe(401);
  await page.locator('label').filter({ hasText: '已失效' }).click();
  await expect.poll(() => page.getByRole('row').filter({ hasText: 'erp' }).count()).toBe(2);
  const ended = page.getByRole('row').filter({ hasText: 'erp' });
  await ended.filter({ hasText: '已吊销' }).getByText('操作人：您；原因：笔记本丢了').waitFor();
  await ended.filter({ hasText: '已更换' }).getByText('操作人：您').waitFor();
  const { items } = await made.client.audit({ order: 'newest', limit: 3 });
  expect(items[0]?.details).toMatchObject({ reason: '笔记本丢了' });
  expect(developer.errors).toEqual([]);
  await developer.close();
});

test('an owner has the set-up checked, and one fen goes through all of it', async () => {
  const { page, button } = owner;
  await owner.go('/merchants/set-up?step=check');
  await button('开始检查').click();
  const findings = page.locator('main [role="status"] li');
  await findings.first().waitFor({ timeout: 20_000 });
  expect(await findings.filter({ hasText: '有误' }).allInnerTexts()).toEqual([]);
  await page.getByRole('link', { name: '一分钱实测' }).click();
  const { openid } = await made.client.order(made.seeded.orderId);
  await page.getByLabel('付款人的 openid').fill(openid);
  await button('创建一分钱订单').click();
  await page.getByText('付款后这里会自动变为“已付款”').waitFor();
  const [order] = (await made.client.orders({ openid, limit: 1 })).items;
  if (order === undefined) throw new Error('there is no order of one fen');
  expect(order.amountFen).toBe(1);
  await pay(demo, openid, (await made.client.prepay(order.id)).requestPayment);
  await page.getByText('已付款：整个流程正常。').waitFor();
});

test('somebody who may only read finds no button that changes anything', async () => {
  const password = 'correct horse reader';
  const who = { email: 'read@demo.yifen', name: '审计', role: 'read-only', password } as const;
  await joinByHttp(demo, made, who);
  const reader = await openConsolePage(browser, demo.console);
  await signIn(reader, who);
  const programs = '/merchants/set-up?step=mini-program';
  const order = `/orders/${made.seeded.orderId}`;
  for (const path of ['/products', '/webhooks', '/merchants', programs, order]) {
    await reader.go(path);
    await settled(reader.page);
    const names = await reader.page.locator('main').getByRole('button').allInnerTexts();
    expect(
      names.filter((name) =>
        /添加|修改|更换|移除|保存|上架|下架|退款|关闭订单|发货|查询/.test(name),
      ),
    ).toEqual([]);
  }
  await reader.go(programs);
  await reader.page.getByText('您的角色只能查看接入').waitFor();
  expect(reader.errors).toEqual([]);
  await reader.close();
});

test('a disputed order is ended with a reason, and what came goes back; who may only read is refused', async () => {
  const id = await disputedOrder(demo, made.client, 6_400);
  const reader = await openConsolePage(browser, demo.console);
  await signIn(reader, { email: 'read@demo.yifen', password: 'correct horse reader' });
  await reader.go(`/orders/${id}`);
  await reader.page.getByText('有争议').first().waitFor();
  await settled(reader.page);
  expect(await reader.button('处理争议').count()).toBe(0);
  const refused = await reader.page.evaluate(async (orderId) => {
    const { csrfToken } = await (await fetch('/v1/console/session')).json();
    const answer = await fetch(`/v1/merchant/orders/${orderId}/resolve`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'yifen-csrf': csrfToken },
      body: JSON.stringify({ as: 'closed', reason: '我来' }),
    });
    return [answer.status, (await answer.json()).code];
  }, id);
  expect(refused).toEqual([403, 'scope_missing']);
  expect(reader.errors).toEqual([]);
  await reader.close();

  const { page, button } = finance;
  await finance.go(`/orders/${id}`);
  await button('处理争议').click();
  const dialog = page.getByRole('dialog');
  const uphold = dialog.getByRole('button', { name: '按已支付 ¥64.00 处理' });
  await uphold.waitFor();
  expect(await uphold.isDisabled()).toBe(true);
  await dialog.getByRole('textbox').fill('另一套系统用了同一个单号');
  // WeChat says one fen more than was ordered: nobody can make that paid.
  await uphold.click();
  await dialog.getByRole('alert').getByText('微信的最新答复不支持这样处理').waitFor();
  await dialog.locator('label').filter({ hasText: '关闭并退回' }).click();
  await dialog.getByRole('button', { name: '关闭 ¥64.00 的订单并退回收到的款项' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('另一套系统用了同一个单号').first().waitFor();
  const { state, refunds } = await made.client.order(id);
  expect([state, refunds.map(({ amountFen }) => amountFen)]).toEqual(['closed', [6_401]]);
  const { items } = await made.client.audit({ order: 'newest', subject: id, limit: 1 });
  expect(items[0]?.details).toMatchObject({ as: 'closed', reason: '另一套系统用了同一个单号' });
});

test('an owner sets what a mini-program tells payers, and the secrets of message push, which no answer shows', async () => {
  const { page, button } = owner;
  const token = 'e2ePushToken';
  const aesKey = 'e2eAesKey'.padEnd(43, '0');
  const [before] = (await made.client.miniPrograms()).items;
  if (before === undefined) throw new Error('the demo has no mini-program');
  const answers: Promise<string>[] = [];
  const keep = (answer: Response) => {
    // The stream of live updates has no end.
    const isWhole = answer.headers()['content-type']?.includes('json') ?? false;
    if (isWhole) answers.push(answer.text().catch(() => ''));
  };
  page.on('response', keep);
  await owner.go('/merchants/set-up?step=mini-program');
  await button('修改消息').click();
  const dialog = page.getByRole('dialog');
  const paid = dialog.getByRole('group', { name: '付款成功消息' });
  await paid.getByLabel('付款成功后').selectOption('on');
  await paid.getByLabel('模板 ID').fill('PAID-1');
  const save = dialog.getByRole('button', { name: '保存' });
  await paid.getByLabel('字段 1', { exact: true }).fill('amount');
  await paid.getByText('字段名是字母加数字').waitFor();
  expect(await save.isDisabled()).toBe(true);
  await paid.getByLabel('字段 1', { exact: true }).fill('amount9');
  await paid.getByLabel('字段 1 的内容').selectOption('amount');
  expect(await seriousFindings(page)).toEqual([]);
  await save.click();
  await dialog.waitFor({ state: 'detached' });
  await page.reload();
  await page.getByText('模板 PAID-1').waitFor();

  await button('更换消息推送密钥').click();
  await dialog.getByLabel('Token').fill(token);
  await dialog.getByLabel('EncodingAESKey').fill(aesKey);
  await dialog.getByText('/wechat/messages/').waitFor();
  await save.click();
  await dialog.waitFor({ state: 'detached' });
  await button('移除消息推送密钥').click();
  await dialog.getByRole('button', { name: '移除消息推送密钥' }).click();
  // Those of the demo's environment count again.
  await page.getByText('已移除；环境变量里的密钥仍然有效').waitFor();
  await page.reload();
  await page.getByText('模板 PAID-1').waitFor();
  page.off('response', keep);
  const shown = [await page.content(), ...(await Promise.all(answers))].join('\n');
  expect(shown).toContain('"hasMessagePush":true');
  expect([shown.includes(token), shown.includes(aesKey)]).toEqual([false, false]);
  const { paidTemplate } = before;
  await made.client.changeMiniProgram(before.appid, { paidTemplate });
});

test('every page is without serious findings of axe, wide and light as narrow and dark, and never wider than its window', async () => {
  const look = { width: 390, height: 844, theme: 'dark', language: 'en' } as const;
  const narrow = await openConsolePage(browser, demo.console, look);
  // What lies under the pointer looks different: nothing does.
  await owner.page.mouse.move(0, 0);
  await signIn(narrow, person('owner'));
  const pages = everyPage({ ...made.seeded, day: await made.differenceDay });
  const found = await Promise.all([
    judgeAll(owner.page, pages, (page) => seriousFindings(page)),
    judgeAll(narrow.page, pages, async (page) => [
      ...(await overflow(page)),
      ...(await seriousFindings(page, ['color-contrast'])),
    ]),
  ]);
  expect(found).toEqual([[], []]);
  expect(narrow.errors).toEqual([]);
  await narrow.close();
}, 180_000);

/** One run over the whole demo in Chromium, as its user sees it; each test goes on where the last ended. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type DemoPage, openDemoPage } from './demo-page.ts';
import { type DemoProcess, startDemoProcess } from './demo-process.ts';

let demo: DemoProcess;
let desk: DemoPage;

beforeAll(async () => {
  demo = await startDemoProcess();
  desk = await openDemoPage(demo.desk);
});

afterAll(async () => {
  await desk?.close();
  expect(await demo?.end()).toBe(0);
});

afterEach(() => {
  expect(desk.errors).toEqual([]);
});

const stage = () => expect.poll(() => desk.stage().getAttribute('data-stage'));
const outcome = (step: number) => expect.poll(() => desk.step(step).getAttribute('data-outcome'));

/** Which of the two switches loses notifications for good. */
const everyAttempt = 1;
const banner = () => desk.phone.locator('.phone-banner');

test('a tea is bought and paid, and every step of it lights up on the desk', async () => {
  await desk.order('明前龙井 250g');
  await desk.text('请输入支付密码').waitFor();
  await desk.screenshot('1-cashier');
  await desk.pay();
  await desk.text('支付成功').waitFor();
  await stage().toBe('paid');
  for (let step = 0; step <= 20; step += 1) await outcome(step).toBe('ok');
  await outcome(23).toBe('ok');
  await outcome(24).toBe('none');
  await desk.step(4).locator('button').click();
  await desk.page.getByText('验签通过').waitFor();
  await desk.screenshot('2-paid');
});

test('a payment that was cancelled can be made again', async () => {
  await desk.text('返回商店').click();
  await desk.order('白瓷盖碗');
  await desk.phone.getByRole('button', { name: '关闭', exact: true }).click();
  await desk.text('支付未完成').waitFor();
  await stage().toBe('cancelled');
  await desk.screenshot('3-cancelled');
  await desk.text('继续支付').click();
  await desk.pay();
  await desk.text('支付成功').waitFor();
  await stage().toBe('paid');
});

test('a tampered paySign shows 支付验证签名失败, and red at step 10 with the text that was signed', async () => {
  await desk.setFault('payment.tamper');
  await desk.text('返回商店').click();
  await desk.order('正山小种 100g');
  await desk.text('支付验证签名失败').waitFor();
  await stage().toBe('signature-refused');
  await outcome(10).toBe('refused');
  await expect.poll(() => desk.step(10).textContent()).toContain('支付验证签名失败');
  await desk.page.getByText('验签失败', { exact: true }).waitFor();
  const signed = await desk.page.locator('.inspector .signed-line').allInnerTexts();
  expect(signed).toHaveLength(4);
  expect(signed[3]).toMatch(/^prepay_id=wx\w+↵$/);
  await desk.screenshot('4-tampered');
});

test('after the refusal the same order can be paid', async () => {
  await desk.phone.locator('.phone-modal button').last().click();
  await desk.text('继续支付').click();
  await desk.pay();
  await desk.text('支付成功').waitFor();
  await stage().toBe('paid');
});

test('a payment whose notification is lost is confirmed by asking WeChat', async () => {
  await desk.setFault('notification.lose', everyAttempt);
  await desk.text('返回商店').click();
  await desk.order('品鉴小样（一分钱试喝）');
  await desk.pay();
  await desk.text('支付成功').waitFor();
  await stage().toBe('paid');
  await outcome(16).toBe('failed');
  await outcome(17).toBe('none');
  await outcome(21).toBe('ok');
  await outcome(22).toBe('ok');
  await desk.screenshot('5-lost-notification');
});

test('the order list shows all of them as paid', async () => {
  await desk.text('返回商店').click();
  await desk.text('我的订单').click();
  const labels = desk.phone.getByText('已付款', { exact: true }).filter({ visible: true });
  await expect.poll(() => labels.count()).toBe(4);
  await desk.screenshot('6-orders');
});

test('the payer gives a telephone number, pays, and is told so by a message', async () => {
  // Notifications arrive again from here on.
  await desk.setFault('notification.lose', everyAttempt);
  await desk.text('商店').click();
  await desk.text('明前龙井 250g').click();
  await desk.text('使用微信手机号').click();
  await desk.text('允许').click();
  await desk.text('135****6666').waitFor();
  await desk.screenshot('7-phone-number');
  await desk.text('微信支付').click();
  await desk.pay();
  await desk.text('支付成功').waitFor();
  await banner().waitFor({ timeout: 20_000 });
  expect(await banner().innerText()).toContain('付款成功通知');
  await desk.screenshot('8-paid-message');
});

test('the order is shipped, the payer is told, and confirms the receipt', async () => {
  expect(await desk.play('ship-on-phone')).toContain('已发货');
  await outcome(24).toBe('ok');
  await expect.poll(() => banner().innerText()).toContain('订单发货通知');
  await banner().click();
  await desk.text('已发货').waitFor();
  await desk.text('中通快递').waitFor();
  await desk.screenshot('9-shipped');
  await desk.text('确认收货').click();
  await desk.phone.locator('.phone-ask').waitFor();
  await desk.screenshot('10-confirm-receipt');
  // The page asks for the order when it is in front again: an answer from before the receipt, and late.
  const lateAnswer = await desk.delayOrder(2_000);
  await desk.phone.locator('.phone-ask-agree').click();
  await desk.text('已收货').waitFor();
  await lateAnswer.delivered;
  await desk.text('已收货').waitFor();
  expect(await desk.text('已发货').count()).toBe(0);
  await desk.screenshot('11-received');
});

test('a part of a payment goes back, and the flow shows it', async () => {
  expect(await desk.play('refund')).toContain('30.00 元已原路退回');
  const outside = desk.page.locator('.step[data-step="outside"]');
  await expect.poll(() => outside.count()).toBe(1);
  await desk.screenshot('12-refund');
});

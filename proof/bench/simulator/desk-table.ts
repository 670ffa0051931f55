import { existsSync } from 'node:fs';
import { createSimulator, type Simulator } from '@yifen/simulator';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import type { Measured } from '../measure.ts';
import type { Table } from '../report.ts';

const messages = 10_000;
const observedMs = 4_000;
/** More than what is in sight and the page around it; all ten thousand rows would be sixty thousand elements. */
const mostElements = 1_000;

/**
 * The desk in Chromium with ten thousand recorded messages: how long one of twenty frames takes at worst.
 *
 * @throws Error when the list holds more elements than are in sight
 */
export async function deskTable(): Promise<Table> {
  const simulator = await createSimulator();
  for (let count = 0; count < messages; count += 1) recordMessage(simulator, count);
  const browser = await openChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const began = performance.now();
    await page.goto(simulator.url);
    await page.click('[data-tab=log]');
    await page.getByText(lastPath(messages - 1)).waitFor();
    const readyMs = performance.now() - began;
    const watch = { page, session };
    const idle = await watchFrames(watch, () => page.waitForTimeout(observedMs));
    const scrolled = await watchFrames(watch, () => scrollAll(page));
    const live = await watchFrames(watch, async () => {
      for (let count = 0; count < 200; count += 1) {
        for (let each = 0; each < 4; each += 1)
          recordMessage(simulator, messages + count * 4 + each);
        await page.waitForTimeout(20);
      }
    });
    const elements = await page.evaluate(() => document.querySelectorAll('*').length);
    if (elements > mostElements) throw new Error(`the desk holds ${elements} elements`);
    return {
      title: 'The desk with 10,000 recorded messages',
      rows: [
        { name: '60 frames a second', perSecond: 60, ratio: 1 },
        asRate('at rest', idle.longMs),
        asRate('scrolled from end to end', scrolled.longMs),
        asRate('200 more messages a second', live.longMs),
      ],
      target: { name: 'scrolled from end to end', ratio: 0.99 },
      meaning:
        'In Chromium, drawn by the processor; 95 of 100 frames come at least at this rate. The list of all messages is open, ' +
        'of which only the rows in sight are elements of the page.',
      note:
        `the last of them was there ${(readyMs / 1000).toFixed(1)} s after the page was asked for; ${elements} elements; ` +
        `processor time of the page's thread per frame of 16.7 ms: ${idle.busyMs.toFixed(1)} ms at rest, ` +
        `${scrolled.busyMs.toFixed(1)} ms scrolled, ${live.busyMs.toFixed(1)} ms with 200 more messages a second`,
    };
  } finally {
    await browser.close();
    await simulator.close();
  }
}

const asRate = (name: string, frameMs: number): Measured => ({
  name,
  perSecond: 1000 / frameMs,
  ratio: 1000 / 60 / frameMs,
});

const lastPath = (count: number): string => `GET /v3/pay/transactions/out-trade-no/T${count}`;

/** A message of real size, with headers and a signed text; twenty to an order. */
function recordMessage(simulator: Simulator, count: number): void {
  simulator.record({
    step: count % 25 === 24 ? null : count % 25,
    from: 'server',
    to: 'wechat',
    name: 'order.queried',
    outcome: count % 9 === 0 ? 'refused' : 'ok',
    outTradeNo: `T${Math.trunc(count / 20)}`,
    request: {
      method: 'GET',
      url: `https://api.mch.weixin.qq.com/v3/pay/transactions/out-trade-no/T${count}`,
      headers: { authorization: `WECHATPAY2-SHA256-RSA2048 ${'x'.repeat(500)}` },
    },
    response: {
      status: 200,
      headers: { 'wechatpay-signature': 'y'.repeat(344) },
      body: JSON.stringify({
        out_trade_no: `T${count}`,
        trade_state: 'NOTPAY',
        note: 'z'.repeat(400),
      }),
    },
    signature: { signedText: `GET\n/v3\n1\n${'n'.repeat(32)}\n\n`, verified: true },
  });
}

interface Watched {
  /** The length of a frame, in milliseconds, that 95 of 100 do not exceed. */
  readonly longMs: number;
  /** What the page's own thread does for a frame; other processes do not add to it. */
  readonly busyMs: number;
}

/** Watches the frames that are drawn while `work` is done. */
async function watchFrames(
  { page, session }: { readonly page: Page; readonly session: CDPSession },
  work: () => Promise<void>,
): Promise<Watched> {
  const handle = await page.evaluateHandle(() => {
    const frames: number[] = [];
    let before = performance.now();
    const next = (now: number): void => {
      frames.push(now - before);
      before = now;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
    return frames;
  });
  const before = await threadSeconds(session);
  await work();
  const busySeconds = (await threadSeconds(session)) - before;
  const frames = (await handle.jsonValue()).slice(1).sort((a, b) => a - b);
  return {
    longMs: frames[Math.floor(frames.length * 0.95)] ?? Number.NaN,
    busyMs: (busySeconds * 1000) / frames.length,
  };
}

async function threadSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
}

/** Up and down through the whole list, a little each frame. */
function scrollAll(page: Page): Promise<void> {
  return page.evaluate(
    (frames) =>
      new Promise<void>((resolve) => {
        const rows = document.querySelector('.log-rows');
        let frame = 0;
        const next = (): void => {
          if (rows === null || frame > frames) {
            resolve();
            return;
          }
          const way = (1 + Math.cos((frame / frames) * 2 * Math.PI)) / 2;
          rows.scrollTop = way * (rows.scrollHeight - rows.clientHeight);
          frame += 1;
          requestAnimationFrame(next);
        };
        next();
      }),
    (observedMs / 1000) * 60,
  );
}

function openChromium(): Promise<Browser> {
  const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const executablePath = process.env.CHROMIUM ?? candidates.find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error('no Chromium: set CHROMIUM to its path');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}

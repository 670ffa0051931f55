/** What every page of the console is held to: axe finds nothing serious, and nothing lies beyond the window. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import type { SeenPage } from './every-page.ts';

/** Goes from page to page as a person does, and collects what is wrong with each. */
export async function judgeAll(
  page: Page,
  pages: readonly SeenPage[],
  judge: (page: Page) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { name, path } of pages) {
    await visit(page, path);
    for (const finding of await judge(page)) found.push(`${name}: ${finding}`);
  }
  return found;
}

/** Goes to a page without loading the console anew, as its own links do; waits until it has read what it shows. */
async function visit(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    document.querySelector('main')?.firstElementChild?.setAttribute('data-left', '');
    window.history.pushState(null, '', `/console${to}`);
  }, path);
  const isOther = () => document.querySelector('main > [data-left]') === null;
  // Steps of the same page stay where they are.
  await page.waitForFunction(isOther, undefined, { timeout: 1_000 }).catch(() => undefined);
  await settled(page);
}

/** Waits until a page has read what it shows. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main h1, main .y-empty, main .y-problem').first().waitFor();
  // What is folded away is read when it is unfolded.
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.y-skeleton, [aria-busy="true"]')].every(
      (busy) => busy.closest('details:not([open])') !== null,
    ),
  );
}

/** The serious and critical findings of axe, one line each; `rules`: only these. */
export async function seriousFindings(
  page: Page,
  rules: readonly string[] | null = null,
): Promise<readonly string[]> {
  // Evaluated from outside, so that the page's own content policy stays as strict as it is.
  await page.evaluate(axe.source);
  return page.evaluate(async (only) => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(
          place: Document,
          options: object,
        ): Promise<{
          violations: {
            id: string;
            impact: string | null;
            nodes: { target: unknown[]; failureSummary?: string }[];
          }[];
        }>;
      };
    };
    const { violations } = await axe.run(document, {
      resultTypes: ['violations'],
      ...(only === null ? {} : { runOnly: { type: 'rule', values: only } }),
    });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary}`),
      );
  }, rules);
}

/** By how many pixels a page is wider than its window, and what makes it so. */
export async function overflow(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll('main *')]
      .filter((each) => each.getBoundingClientRect().right > clientWidth + 1)
      .slice(0, 5)
      .map((each) => `${each.tagName} ${each.className} ${each.getBoundingClientRect().right}`);
  });
}

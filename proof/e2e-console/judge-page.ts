/** What every page of the console is held to: axe finds nothing serious, and nothing lies beyond the window. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Waits until a page has read what it shows. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main h1, main .y-empty, main .y-problem').first().waitFor();
  await page.waitForFunction(
    () => document.querySelector('.y-skeleton, [aria-busy="true"]') === null,
  );
}

/** The serious and critical findings of axe, one line each; `rules`: only these. */
export async function seriousFindings(
  page: Page,
  rules: readonly string[] | null = null,
): Promise<readonly string[]> {
  // Evaluated from outside, so that the page's own content policy stays as strict as it is.
  await page.evaluate(axe);
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

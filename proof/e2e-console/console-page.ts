/** The console through a browser: one person, signed in, at one window. */
import type { Browser, Locator, Page } from 'playwright-core';

/** How a window shows the console. */
export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly language?: 'zh' | 'en';
  readonly theme?: 'light' | 'dark';
}

/** What a test does and sees. */
export interface ConsolePage {
  readonly page: Page;
  /** Uncaught exceptions and console errors so far, refusals that a test wanted excepted. */
  readonly errors: string[];
  /** Opens a path below `/console`, e.g. `/orders`. */
  go(path: string): Promise<void>;
  button(name: string | RegExp): Locator;
  close(): Promise<void>;
}

/** Opens a window of its own: no cookie and no choice is shared with another. */
export async function openConsolePage(
  browser: Browser,
  address: string,
  { width = 1440, height = 900, language = 'zh', theme = 'light' }: Look = {},
): Promise<ConsolePage> {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: language === 'zh' ? 'zh-CN' : 'en-US',
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('console', (message) => {
    // The browser itself logs every answer of 400 and above; the pages show those to the person.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      errors.push(message.text());
    }
  });
  const root = address.replace(/\/$/, '');
  return {
    page,
    errors,
    button: (name) => page.getByRole('button', { name, exact: typeof name === 'string' }),
    async go(path) {
      await page.goto(`${root}${path}`);
    },
    close: () => context.close(),
  };
}

/** Signs in with the password alone, as the demo allows. */
export async function signIn(
  { page, go }: ConsolePage,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<void> {
  await go('/');
  await page.locator('input[type="email"], input[name="email"]').fill(email);
  await page.locator('input[type="password"]').fill(password);
  await page.locator('input[type="password"]').press('Enter');
  await page.locator('input[type="password"]').waitFor({ state: 'detached' });
}

import { element } from './element.ts';

/** How long a banner stays, in milliseconds. */
const STAYS_MS = 6_000;

/** What a banner says. */
export interface BannerContent {
  readonly from: string;
  readonly title: string;
  readonly text: string;
}

/** Shows a message at the top of the screen, as WeChat does with a service notice. */
export function showBanner(
  screen: HTMLElement,
  { from, title, text }: BannerContent,
  onTap: () => void,
): void {
  const banner = element(
    'button',
    'phone-banner',
    { type: 'button' },
    element('span', 'phone-banner-from', {}, `${from} · 服务通知`),
    element('strong', 'phone-banner-title', {}, title),
    element('span', 'phone-banner-text', {}, text),
  );
  const timer = window.setTimeout(() => banner.remove(), STAYS_MS);
  banner.addEventListener('click', () => {
    window.clearTimeout(timer);
    banner.remove();
    onTap();
  });
  for (const shown of screen.querySelectorAll('.phone-banner')) shown.remove();
  screen.append(banner);
}

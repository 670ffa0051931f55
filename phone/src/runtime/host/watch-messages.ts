import type { Screen } from '../ui/screen.ts';
import type { Host } from './host.ts';
import { type ReceivedMessage, readMessages } from './subscriptions.ts';

/** How often WeChat is asked for new messages, in milliseconds. */
const INTERVAL_MS = 2_000;

/** The messages of this phone. */
export interface MessageWatch {
  /** Begins to look; harmless when it looks already. */
  start(): void;
  /** Shows all of them as a list, the newest first. */
  showList(): Promise<void>;
}

/**
 * Looks for subscribe messages and shows each as a banner once. It looks only after the payer has accepted one,
 * and goes on doing so after a reload.
 */
export function createMessageWatch(
  host: Host,
  screen: Pick<Screen, 'banner' | 'actionSheet'>,
  open: (page: string) => void,
): MessageWatch {
  const storageKey = `phone:messages:${host.openid}`;
  let timer = 0;

  async function look(): Promise<void> {
    const messages = await readMessages(host).catch(() => null);
    if (messages === null) return;
    // A simulator that was started anew has forgotten them.
    const seen = Math.min(Number(localStorage.getItem(storageKey)), messages.length);
    localStorage.setItem(storageKey, String(messages.length));
    for (const message of messages.slice(seen)) {
      screen.banner({ ...message, from: host.appName }, () => openPage(message));
    }
  }

  function openPage({ page }: ReceivedMessage): void {
    if (page !== '') open(`/${page}`);
  }

  function start(): void {
    if (timer !== 0) return;
    if (localStorage.getItem(storageKey) === null) localStorage.setItem(storageKey, '0');
    timer = window.setInterval(() => {
      if (!document.hidden) void look();
    }, INTERVAL_MS);
  }

  if (localStorage.getItem(storageKey) !== null) start();
  return {
    start,
    async showList() {
      const messages = [...(await readMessages(host))].reverse();
      const texts = messages.map(({ title, text }) => `${title}：${text}`);
      const title = texts.length === 0 ? '还没有收到服务通知' : '服务通知';
      const chosen = await screen.actionSheet(texts, { title });
      const message = chosen === null ? undefined : messages[chosen];
      if (message) openPage(message);
    },
  };
}

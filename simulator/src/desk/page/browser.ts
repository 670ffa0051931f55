/** The browser's effects: the only file of the page that touches network, storage and time. */
import type { DeskSettings, FlowEvent } from './wire.ts';

/** State of the event stream. */
export type Connection = 'connecting' | 'live' | 'reconnecting';

/** What a listener of the event stream hears. */
export interface StreamListener {
  onEvents(events: readonly FlowEvent[]): void;
  onConnection(connection: Connection): void;
}

/** Between two batches of events. */
const betweenBatchesMs = 100;

/**
 * Listens to the recorded events, from the first one on.
 *
 * The first event is handed over before the next frame; what follows at most ten times a second,
 * so that a burst costs ten drawings and not sixty. The browser itself reconnects. Returns the
 * function that ends it.
 */
export function listen(listener: StreamListener): () => void {
  const source = new EventSource('/_simulator/events');
  let queue: FlowEvent[] = [];
  let scheduled = false;
  let flushedAt = Number.NEGATIVE_INFINITY;
  const flush = (): void => {
    scheduled = false;
    flushedAt = performance.now();
    const events = queue;
    queue = [];
    listener.onEvents(events);
  };
  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    const wait = flushedAt + betweenBatchesMs - performance.now();
    if (document.hidden || wait > 0) setTimeout(flush, Math.max(wait, 0));
    else requestAnimationFrame(flush);
  };
  source.addEventListener('open', () => listener.onConnection('live'));
  source.addEventListener('error', () => listener.onConnection('reconnecting'));
  source.addEventListener('message', (message: MessageEvent<string>) => {
    const event = readEvent(message.data);
    if (event === null) return;
    queue.push(event);
    schedule();
  });
  return () => source.close();
}

function readEvent(data: string): FlowEvent | null {
  try {
    const value = JSON.parse(data) as FlowEvent;
    return typeof value.id === 'number' ? value : null;
  } catch {
    return null;
  }
}

/** Reads JSON from the simulator. @throws Error with the simulator's own sentence. */
export async function getJson(path: string): Promise<unknown> {
  return await answer(await fetch(path, { headers: { accept: 'application/json' } }));
}

/** Sends JSON to the simulator. @throws Error with the simulator's own sentence. */
export async function sendJson(method: string, path: string, body?: unknown): Promise<unknown> {
  const init: RequestInit = { method };
  if (body !== undefined) {
    init.headers = { 'content-type': 'application/json' };
    init.body = JSON.stringify(body);
  }
  return await answer(await fetch(path, init));
}

async function answer(response: Response): Promise<unknown> {
  const text = await response.text();
  const value: unknown = text === '' ? null : JSON.parse(text);
  if (response.ok) return value;
  const said = (value as { error?: unknown } | null)?.error;
  throw new Error(typeof said === 'string' ? said : `HTTP ${response.status}`);
}

/** Reads what the desk shows besides events. */
export async function readSettings(): Promise<DeskSettings> {
  return (await getJson('/_desk/settings')) as DeskSettings;
}

/** A remembered choice, kept per browser; empty when storage is not allowed. */
export function remembered(name: string): string {
  try {
    return localStorage.getItem(`yifen-desk.${name}`) ?? '';
  } catch {
    return '';
  }
}

/** Remembers a choice; silently does not where storage is not allowed. */
export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`yifen-desk.${name}`, value);
  } catch {
    // A private window may refuse storage; the choice then lasts as long as the page.
  }
}

/** Calls back whenever a media query changes; returns the function that ends it. */
export function watchMedia(query: string, onChange: (matches: boolean) => void): () => void {
  const list = matchMedia(query);
  const hear = (): void => onChange(list.matches);
  list.addEventListener('change', hear);
  hear();
  return () => list.removeEventListener('change', hear);
}

/** Calls back with the inner height of an element, now and whenever it changes; returns the function that ends it. */
export function watchSize(element: HTMLElement, onHeight: (height: number) => void): () => void {
  const observer = new ResizeObserver(() => onHeight(element.clientHeight));
  observer.observe(element);
  onHeight(element.clientHeight);
  return () => observer.disconnect();
}

/** Repeats an action until the returned function is called. */
export function every(milliseconds: number, action: () => void): () => void {
  const timer = setInterval(action, milliseconds);
  return () => clearInterval(timer);
}

/** Runs an action once, later; the returned function calls it off. */
export function later(milliseconds: number, action: () => void): () => void {
  const timer = setTimeout(action, milliseconds);
  return () => clearTimeout(timer);
}

/** A user nobody has seen yet: 28 characters, the first one an `o`. */
export function newOpenid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(14));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `o${hex.slice(0, 27)}`;
}

/** Puts a text on the clipboard. */
export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}

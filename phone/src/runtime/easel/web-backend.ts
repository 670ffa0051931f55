import { glassEasel } from 'glass-easel-miniprogram-adapter';

type DispatchListener = Parameters<glassEasel.CurrentWindowBackendContext['onEvent']>[0];
type BackendElement = Parameters<glassEasel.CurrentWindowBackendContext['setListenerStats']>[0];

/** A finger or the mouse, in the shape of a mini-program's `touches`. */
interface TouchPoint {
  readonly identifier: number;
  readonly clientX: number;
  readonly clientY: number;
  readonly pageX: number;
  readonly pageY: number;
}

const FINAL = 2;
const MUTATED = 1;

/** glass-easel's DOM backend with the element names and events of a mini-program. */
export class WebBackend extends glassEasel.CurrentWindowBackendContext {
  /** @param builtInTags tags that become `<wx-…>` elements. */
  constructor(builtInTags: ReadonlySet<string>) {
    super();
    makeTouchListenersActive(document.body);
    const elements = {
      createElement: (tag: string) => document.createElement(domTag(tag, builtInTags)),
      createTextNode: (text: string) => document.createTextNode(text),
      createDocumentFragment: () => document.createDocumentFragment(),
    };
    this.document = elements as unknown as typeof this.document;
  }

  /**
   * glass-easel turns one `catch:touchstart` into preventDefault for every touchstart of the page.
   * Each listener's own answer already says so for its event: the level is lowered to "mutated".
   */
  override setListenerStats(
    element: BackendElement,
    type: string,
    capture: boolean,
    level: number,
  ): void {
    super.setListenerStats(element, type, capture, level === FINAL ? MUTATED : level);
  }

  /** Adds `touches` to pointer events and keeps a disabled button from being tapped. */
  override onEvent(listener: DispatchListener): void {
    super.onEvent((target, type, detail: unknown, options) => {
      const original = options.originalEvent;
      if (!(original instanceof Event)) return listener(target, type, detail, options);
      // Filtered here because the template's own listeners run before any the button could add.
      if (type === 'tap' && isOnDisabledButton(original)) return undefined;
      const extraFields = touchFields(original, type);
      const shown = type === 'tap' ? tapDetail(original, detail) : detail;
      const status = listener(target, type, shown, { ...options, extraFields });
      // A caught tap must not swallow the native click that follows, e.g. that of a checkbox.
      return type === 'tap' ? undefined : status;
    });
  }
}

function domTag(tag: string, builtInTags: ReadonlySet<string>): string {
  if (tag.startsWith('html-')) return tag.slice('html-'.length);
  return builtInTags.has(tag) ? `wx-${tag}` : tag;
}

/** Chromium makes touch listeners on `<body>` passive, which would disarm `catch:touchmove`. */
function makeTouchListenersActive(body: HTMLElement): void {
  const addEventListener = body.addEventListener.bind(body);
  body.addEventListener = (
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void => {
    const given = typeof options === 'object' ? options : { capture: options ?? false };
    const isTouch = type.startsWith('touch') || type === 'wheel';
    addEventListener(type, listener, isTouch ? { ...given, passive: false } : given);
  };
}

function isOnDisabledButton(event: Event): boolean {
  return event.target instanceof Element && event.target.closest('wx-button[disabled]') !== null;
}

function tapDetail(event: Event, detail: unknown): unknown {
  return event instanceof MouseEvent ? { x: event.pageX, y: event.pageY } : detail;
}

function touchFields(event: Event, type: string): Record<string, TouchPoint[]> {
  if ('changedTouches' in event && 'touches' in event) {
    return {
      touches: [...(event.touches as Iterable<TouchPoint>)].map(touchPoint),
      changedTouches: [...(event.changedTouches as Iterable<TouchPoint>)].map(touchPoint),
    };
  }
  if (!(event instanceof MouseEvent)) return {};
  const { clientX, clientY, pageX, pageY } = event;
  const point = touchPoint({ identifier: 0, clientX, clientY, pageX, pageY });
  return { touches: type === 'tap' ? [point] : [], changedTouches: [point] };
}

function touchPoint({ identifier, clientX, clientY, pageX, pageY }: TouchPoint) {
  return { identifier, clientX, clientY, pageX, pageY, force: 1 };
}

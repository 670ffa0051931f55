type Listener = (argument: unknown) => void;

/** Events of the app that `wx.on…` listens to and the phone really fires. */
const FIRED = ['AppShow', 'AppHide', 'Error', 'UnhandledRejection'] as const;
/** Accepted, never fired: nothing on this phone changes them. */
const SILENT = [
  'PageNotFound',
  'NetworkStatusChange',
  'ThemeChange',
  'WindowResize',
  'KeyboardHeightChange',
  'MemoryWarning',
  'UserCaptureScreen',
] as const;

/** An event the phone fires. */
export type AppEvent = (typeof FIRED)[number];

/** The `wx.on…` and `wx.off…` functions, and the way to fire them. */
export interface AppEvents {
  readonly apis: Readonly<Record<string, (listener?: Listener) => void>>;
  fire(event: AppEvent, argument: unknown): void;
}

/** Makes the events of one app. */
export function createAppEvents(): AppEvents {
  const listeners = new Map<string, Set<Listener>>();
  const apis: Record<string, (listener?: Listener) => void> = {};
  for (const event of [...FIRED, ...SILENT]) {
    const heard = new Set<Listener>();
    listeners.set(event, heard);
    apis[`on${event}`] = (listener) => {
      if (listener !== undefined) heard.add(listener);
    };
    apis[`off${event}`] = (listener) => {
      if (listener === undefined) heard.clear();
      else heard.delete(listener);
    };
  }
  return {
    apis,
    fire: (event, argument) => {
      for (const listener of listeners.get(event) ?? []) listener(argument);
    },
  };
}

import { describeError } from './ui/error-bar.ts';
import type { Screen } from './ui/screen.ts';
import type { AppEvents } from './wx/app-events.ts';

/**
 * Shows errors nobody caught, in the red bar and the console, and tells the app; answers the
 * function for errors that were caught on the way, e.g. in a page's hook.
 */
export function watchErrors(
  screen: Screen,
  app: () => Record<string, unknown> | null,
  events: AppEvents,
): (error: unknown) => void {
  const tellApp = (hook: 'onError' | 'onUnhandledRejection', argument: unknown) => {
    const method = app()?.[hook];
    if (typeof method === 'function') method.call(app(), argument);
    events.fire(hook === 'onError' ? 'Error' : 'UnhandledRejection', argument);
  };
  const report = (error: unknown) => {
    console.error(error);
    screen.errorBar.show(error);
    tellApp(
      'onError',
      error instanceof Error ? (error.stack ?? error.message) : describeError(error),
    );
  };
  window.addEventListener('error', (event) => {
    // The browser writes these two to the console itself. A broken image is no error.
    if (event.message === '') return;
    screen.errorBar.show(event.error ?? event.message);
    tellApp('onError', event.message);
  });
  window.addEventListener('unhandledrejection', (event) => {
    const reason: unknown = event.reason;
    screen.errorBar.show(reason);
    tellApp('onUnhandledRejection', { reason, promise: event.promise });
  });
  return report;
}

/** What happened so far, in order; the tests read it through `getApp().log`. */
export const log: string[] = [];

/** Notes one thing that happened. */
export function note(event: string): void {
  log.push(event);
}

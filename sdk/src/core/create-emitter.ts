import type { SdkEvent } from './sdk-event.ts';

/**
 * Makes the function through which events leave.
 *
 * What an observer throws is dropped: a broken trace must never turn a payment that happened into an error.
 */
export function createEmitter(
  onEvent: ((event: SdkEvent) => void) | undefined,
): (event: SdkEvent) => void {
  if (onEvent === undefined) return () => {};
  return (event) => {
    try {
      onEvent(event);
    } catch {
      // Dropped, see above.
    }
  };
}

import type { SdkEvent } from './sdk-event.ts';

/**
 * Makes the function through which events leave. A probe is announced by an event of its own, and counted.
 *
 * What an observer throws is dropped: a broken trace must never turn a payment that happened into an error.
 */
export function createEmitter(
  onEvent: ((event: SdkEvent) => void) | undefined,
): (event: SdkEvent) => void {
  if (onEvent === undefined) return () => {};
  const tell = (event: SdkEvent) => {
    try {
      onEvent(event);
    } catch {
      // Dropped, see above.
    }
  };
  let probes = 0;
  return (event) => {
    tell(event);
    if (!('reason' in event) || event.reason !== 'signature-probe') return;
    probes += 1;
    const on = event.name === 'notification' ? 'notification' : 'answer';
    const { serial, requestId } = event;
    tell(Object.freeze({ name: 'probe', on, count: probes, serial, requestId }));
  };
}

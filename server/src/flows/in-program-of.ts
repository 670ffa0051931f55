import type { Order, Ports } from '../ports.ts';

/**
 * The same merchant in the mini-program that an order was made in: openids, templates and tokens are of use there only.
 * A mini-program that is no longer there is stood in for by the one that was given.
 */
export function inProgramOf(ports: Ports, { appid }: Pick<Order, 'appid'>): Ports {
  return ports.inMiniPrograms?.().find(({ settings }) => settings.appid === appid) ?? ports;
}

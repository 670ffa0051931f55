import type { FastifyRequest } from 'fastify';
import type { House, Ports } from '../ports.ts';
import type { HttpApp } from './http-app.ts';
import { HttpProblem } from './problem.ts';

/** Lets the requests of this scope carry the ports of their merchant. */
export function carryPorts(scope: HttpApp): void {
  scope.decorateRequest('ports', null);
}

/** Says whose request it is; authentication does this. */
export function bindPorts(request: FastifyRequest, ports: Ports): void {
  request.setDecorator('ports', ports);
}

/** The ports of an authenticated request, bound to the merchant that its principal belongs to. */
export function portsOf(request: FastifyRequest): Ports {
  return request.getDecorator<Ports>('ports');
}

/** The ports of the environment's merchant, for routes that name none. */
export async function defaultPorts({ merchants }: House): Promise<Ports> {
  const ports = await merchants.find(merchants.defaultId);
  if (ports === null) throw new HttpProblem('not_found');
  return ports;
}

import type { FastifyRequest } from 'fastify';
import type { House, Ports } from '../ports.ts';
import { HttpProblem } from './problem.ts';
import { portsOf } from './request-ports.ts';

/**
 * The ports of the mini-program that the payer is in; undefined: the merchant's first.
 *
 * @throws HttpProblem `mini_program_unknown`
 */
export async function portsOfAppid(
  { merchants }: House,
  request: FastifyRequest,
  appid: string | undefined,
): Promise<Ports> {
  const own = portsOf(request);
  if (appid === undefined) return own;
  const ports = await merchants.find(own.settings.merchantId, appid);
  if (ports === null) throw new HttpProblem('mini_program_unknown');
  return ports;
}

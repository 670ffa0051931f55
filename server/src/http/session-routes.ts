import { logIn } from '../flows/log-in.ts';
import type { House, Ports } from '../ports.ts';
import { answers } from './answers.ts';
import type { HttpApp } from './http-app.ts';
import { rfc3339 } from './present-order.ts';
import { HttpProblem } from './problem.ts';
import { SessionRequestSchema, SessionSchema } from './schemas.ts';

/** Adds `POST /v1/sessions`: a login code for a session token. The openid is not told: nobody needs it. */
export function sessionRoutes(app: HttpApp, house: House): void {
  app.post(
    '/v1/sessions',
    {
      schema: {
        summary: 'Log in with the code of wx.login',
        tags: ['payer'],
        body: SessionRequestSchema,
        response: answers(201, SessionSchema),
      },
    },
    async (request, reply) => {
      const { loginCode, appid, merchant } = request.body;
      const ports = await findMiniProgram(house, appid, merchant);
      const { token, session } = await logIn(ports, loginCode);
      reply.code(201);
      return { token, expiresAt: rfc3339(session.expiresAtMs) };
    },
  );
}

/** Whose shop it is: the merchant that is named, else the one that has the mini-program, else the environment's. */
async function findMiniProgram(
  { merchants }: House,
  appid: string | undefined,
  merchant: string | undefined,
): Promise<Ports> {
  const ports =
    merchant === undefined && appid !== undefined
      ? await merchants.findByAppid(appid)
      : await merchants.find(merchant ?? merchants.defaultId, appid);
  if (ports === null) throw new HttpProblem('mini_program_unknown');
  return ports;
}

import { logIn } from '../flows/log-in.ts';
import type { Ports } from '../ports.ts';
import { answers } from './answers.ts';
import type { HttpApp } from './http-app.ts';
import { rfc3339 } from './present-order.ts';
import { SessionRequestSchema, SessionSchema } from './schemas.ts';

/** Adds `POST /v1/sessions`: a login code for a session token. The openid is not told: nobody needs it. */
export function sessionRoutes(app: HttpApp, ports: Ports): void {
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
      const { token, session } = await logIn(ports, request.body.loginCode);
      reply.code(201);
      return { token, expiresAt: rfc3339(session.expiresAtMs) };
    },
  );
}

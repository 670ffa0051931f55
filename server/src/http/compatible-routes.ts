import { Type } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createOrderByDescription } from '../flows/create-order-by-description.ts';
import { logIn } from '../flows/log-in.ts';
import { openPhoneNumber } from '../flows/open-phone-number.ts';
import type { House } from '../ports.ts';
import type { HttpApp } from './http-app.ts';
import { type ProblemAnswer, toProblem } from './problem.ts';
import { defaultPorts } from './request-ports.ts';

const Text = Type.String({ minLength: 1, maxLength: 4_096 });
/** Other fields are ignored, as the front ends of these endpoints are used to. */
const CodeSchema = Type.Object({ code: Text });

/**
 * Adds the endpoints of the article and of its companion repository, in their shapes, so that front
 * ends written for them keep working. What they trusted the client with is checked: the amount is
 * the catalogue's, the openid one that logged in here, and `sessionKey` is a handle: the real
 * session_key never leaves the server.
 */
export function compatibleRoutes(app: HttpApp, house: House): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error, request.id);
    if (problem.code === 'internal_error') {
      house.log.event('http.failed', {
        requestId: request.id,
        route: request.routeOptions.url ?? '',
        error: error instanceof Error ? (error.stack ?? error.message) : 'unknown',
      });
    }
    return answerFailure(request, reply, problem);
  });

  app.post(
    '/wechat/getOpenid',
    { schema: { ...compatible('openid of a login code'), body: CodeSchema } },
    async (request) => {
      const ports = await defaultPorts(house);
      const { session } = await logIn(ports, request.body.code);
      return { openid: session.openid, success: 'success' };
    },
  );

  app.post(
    '/wechat/createOrder',
    {
      schema: {
        ...compatible('Order the catalogue item named by description'),
        body: Type.Object({ openid: Text, total_fee: Type.Integer(), description: Text }),
      },
    },
    async (request) => {
      const ports = await defaultPorts(house);
      const { openid, total_fee, description } = request.body;
      const { requestPayment } = await createOrderByDescription(ports, {
        openid,
        amountFen: total_fee,
        description,
      });
      return {
        timeStamp: requestPayment.timeStamp,
        nonceStr: requestPayment.nonceStr,
        packageVal: requestPayment.package,
        signType: requestPayment.signType,
        paySign: requestPayment.paySign,
      };
    },
  );

  app.post(
    '/onLogin',
    { schema: { ...compatible('Log in; sessionKey is a handle of ours'), body: CodeSchema } },
    async (request) => {
      const ports = await defaultPorts(house);
      const { session, token } = await logIn(ports, request.body.code);
      return { openid: session.openid, success: 'success', sessionKey: token };
    },
  );

  app.post(
    '/getPhoneNumber',
    {
      schema: {
        ...compatible('Decrypt a phone number'),
        body: Type.Object({ sessionKey: Text, encryptedData: Text, iv: Text }),
      },
    },
    async (request) => {
      const ports = await defaultPorts(house);
      const { sessionKey, encryptedData, iv } = request.body;
      const { phoneNumber } = await openPhoneNumber(ports, {
        token: sessionKey,
        encryptedData,
        iv,
      });
      return { success: true, phoneNumber };
    },
  );
}

function compatible(summary: string) {
  return { summary, tags: ['compatible'] };
}

function answerFailure(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: ProblemAnswer,
): FastifyReply {
  const isRefused = problem.status < 500;
  // The limits of the server itself keep their status: a client must see that it has to wait.
  const own = [413, 415, 429].includes(problem.status) ? problem.status : null;
  switch (request.routeOptions.url) {
    case '/wechat/createOrder':
      return reply.code(own ?? (isRefused ? 400 : 500)).send({ error: problem.title });
    case '/getPhoneNumber':
      return reply
        .code(own ?? (problem.code === 'invalid_request' ? 400 : 500))
        .send({ success: false, message: problem.title, error: problem.code });
    default:
      return reply.code(own ?? 500).send({ success: false, message: problem.title });
  }
}

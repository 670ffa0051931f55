import type { FastifyReply } from 'fastify';
import { changePassword } from '../flows/people/change-password.ts';
import { confirmCode } from '../flows/people/confirm-code.ts';
import type { ConsoleSession } from '../flows/people/console-session.ts';
import {
  beginEnrolment,
  confirmEnrolment,
  renewRecoveryCodes,
} from '../flows/people/enrol-totp.ts';
import { notePerson } from '../flows/people/note-person.ts';
import type { House } from '../ports.ts';
import { answers } from './answers.ts';
import { personOf } from './authenticate-person.ts';
import { clearCookie, setCookie } from './console-cookie.ts';
import {
  CodeSchema,
  ConsoleSessionSchema,
  EndedSchema,
  EnrolmentSchema,
  OptionalCodeSchema,
  PasswordChangeSchema,
  RecoveryCodesSchema,
} from './console-schemas.ts';
import type { HttpApp } from './http-app.ts';
import { presentSession } from './present-session.ts';
import { EmptyBodySchema } from './schemas.ts';

/** The console's pages are its only callers: the document for others does not show it. */
const hidden = { hide: true };
const states = (...sessionStates: ConsoleSession['login']['state'][]) => ({
  config: { sessionStates },
});

/** Adds what people do with their own session: to see it, open it, secure it, end it. */
export function consoleSessionRoutes(scope: HttpApp, house: House): void {
  const path = '/v1/console/session';

  scope.get(
    path,
    {
      ...states('open', 'code', 'enrol'),
      schema: { ...hidden, response: answers(200, ConsoleSessionSchema) },
    },
    async (request) => presentSession(personOf(request)),
  );

  scope.post(
    `${path}/code`,
    {
      ...states('code', 'open'),
      schema: { ...hidden, body: CodeSchema, response: answers(200, ConsoleSessionSchema) },
    },
    async (request, reply) => {
      const session = personOf(request);
      // Another window of the same browser was first.
      if (session.login.state === 'open') return presentSession(session);
      return give(reply, await confirmCode(house, session, request.body.code, request.id));
    },
  );

  scope.post(
    `${path}/end`,
    {
      ...states('open', 'code', 'enrol'),
      schema: { ...hidden, body: EmptyBodySchema, response: answers(200, EndedSchema) },
    },
    async (request, reply) => {
      const session = personOf(request);
      await house.store.endConsoleLogin(session.login.digest);
      await notePerson(house, session, 'console.sign-out', request.id);
      clearCookie(reply);
      return { ended: true as const };
    },
  );

  scope.post(
    `${path}/totp`,
    {
      ...states('open', 'enrol'),
      schema: { ...hidden, body: OptionalCodeSchema, response: answers(200, EnrolmentSchema) },
    },
    async (request) =>
      beginEnrolment(house, personOf(request), request.body?.code ?? null, request.id),
  );

  scope.post(
    `${path}/totp/confirm`,
    {
      ...states('open', 'enrol'),
      schema: { ...hidden, body: CodeSchema, response: answers(200, RecoveryCodesSchema) },
    },
    async (request, reply) => {
      const { code } = request.body;
      const { session, codes } = await confirmEnrolment(house, personOf(request), code, request.id);
      setCookie(reply, session.token);
      return { codes: [...codes] };
    },
  );

  scope.post(
    `${path}/recovery-codes`,
    { schema: { ...hidden, body: CodeSchema, response: answers(200, RecoveryCodesSchema) } },
    async (request) => {
      const { code } = request.body;
      return { codes: [...(await renewRecoveryCodes(house, personOf(request), code, request.id))] };
    },
  );

  scope.post(
    `${path}/password`,
    {
      schema: {
        ...hidden,
        body: PasswordChangeSchema,
        response: answers(200, ConsoleSessionSchema),
      },
    },
    async (request, reply) =>
      give(reply, await changePassword(house, personOf(request), request.body, request.id)),
  );
}

/** Answers with a session that has a new token. */
export function give(reply: FastifyReply, session: ConsoleSession) {
  setCookie(reply, session.token);
  return presentSession(session);
}

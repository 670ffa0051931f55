import type { FastifyError, FastifyInstance } from 'fastify';
import { ControlError } from './control-error.ts';
import type { Controls } from './controls.ts';
import { registerComplaints } from './register-complaints.ts';
import { registerEvents } from './register-events.ts';
import { registerMiniProgram } from './register-mini-program.ts';
import { registerMoney } from './register-money.ts';
import { registerPayer } from './register-payer.ts';
import { registerPlatform } from './register-platform.ts';
import { registerTransfers } from './register-transfers.ts';

/**
 * Registers the control API under `/_simulator`: JSON in and out whatever content type the caller names; errors are
 * `{error}` with 400, 404 or 409.
 */
export async function registerControl(app: FastifyInstance, controls: Controls): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => {
    try {
      done(null, text.length === 0 ? {} : JSON.parse(String(text)));
    } catch {
      done(new ControlError(400, 'the body is not JSON'));
    }
  });
  app.addHook('preValidation', async (request) => {
    request.body ??= {};
  });
  app.setErrorHandler<FastifyError | ControlError>((error, _request, reply) => {
    const status = error.statusCode ?? 500;
    return reply.code(status).send({ error: error.message });
  });
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ error: `no control route ${request.method} ${request.url}` }),
  );
  registerPayer(app, controls);
  registerMiniProgram(app, controls);
  registerPlatform(app, controls);
  registerMoney(app, controls);
  registerTransfers(app, controls);
  registerComplaints(app, controls);
  registerEvents(app, controls);
}

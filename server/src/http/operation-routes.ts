import type { House } from '../ports.ts';
import { StatusSchema } from './answers.ts';
import type { HttpApp } from './http-app.ts';

/** Adds `/healthz` (the process answers) and `/readyz` (the database answers too). */
export function operationRoutes(app: HttpApp, house: House): void {
  const config = { rateLimit: false as const };
  app.get(
    '/healthz',
    {
      config,
      schema: {
        summary: 'Does the process answer?',
        tags: ['operations'],
        response: { 200: StatusSchema },
      },
    },
    async () => ({ status: 'ok' }),
  );
  app.get(
    '/readyz',
    {
      config,
      schema: {
        summary: 'Does the database answer?',
        tags: ['operations'],
        response: { 200: StatusSchema, 503: StatusSchema },
      },
    },
    async (_request, reply) => {
      try {
        await house.store.ping();
        return { status: 'ok' };
      } catch (error) {
        house.log.event('ready.failed', { error: error instanceof Error ? error.message : '' });
        reply.code(503);
        return { status: 'database unreachable' };
      }
    },
  );
}

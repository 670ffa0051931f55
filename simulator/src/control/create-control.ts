import type { IncomingMessage, ServerResponse } from 'node:http';
import { BodyTooLongError, readRequest } from '../http/read-request.ts';
import { billRoutes } from './bill-routes.ts';
import { checkSchema } from './check-schema.ts';
import { complaintRoutes } from './complaint-routes.ts';
import { ControlError } from './control-error.ts';
import type { ControlCall, ControlRoute } from './control-route.ts';
import type { Controls } from './controls.ts';
import { describeControl } from './describe-control.ts';
import { createEventRoutes } from './event-routes.ts';
import { type ExplainPaySign, explanationRoutes } from './explanation-routes.ts';
import { miniProgramRoutes } from './mini-program-routes.ts';
import { moneyRoutes } from './money-routes.ts';
import { payerRoutes } from './payer-routes.ts';
import { platformRoutes } from './platform-routes.ts';
import { stateRoutes } from './state-routes.ts';
import { transferRoutes } from './transfer-routes.ts';
import { triggerRoutes } from './trigger-routes.ts';

/** The control API under `/_simulator`. */
export interface Control {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Ends the event streams. */
  close(): void;
}

/** The largest body, in bytes. */
const BODY_LIMIT = 1024 * 1024;

/**
 * Creates the control API: JSON in and out whatever content type the caller names; errors are `{error}` with 400, 404,
 * 405, 409 or 413.
 */
export function createControl(controls: Controls, explain: ExplainPaySign | undefined): Control {
  const events = createEventRoutes(controls);
  const routes: readonly ControlRoute[] = [
    ...payerRoutes(controls),
    ...platformRoutes(controls),
    ...moneyRoutes(controls),
    ...billRoutes(controls),
    ...triggerRoutes(controls),
    ...transferRoutes(controls),
    ...complaintRoutes(controls),
    ...miniProgramRoutes(controls),
    ...events.routes,
    ...explanationRoutes(controls, explain),
    ...stateRoutes(controls),
    describeControl(() => routes),
  ];
  const compiled = routes.map((route) => ({ route, form: formOf(route.path) }));

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url, headers, body } = await readRequest(incoming, BODY_LIMIT);
    const [path = '', search = ''] = url.slice('/_simulator'.length).split('?', 2);
    const found = compiled.filter(({ form }) => form.test(path));
    const match = found.find(({ route }) => route.method === method);
    if (match === undefined) {
      throw new ControlError(found.length > 0 ? 405 : 404, `no control route ${method} ${url}`);
    }
    const { route, form } = match;
    const call: ControlCall<unknown> = {
      params: decodeAll(form.exec(path)?.groups ?? {}),
      query: Object.fromEntries(new URLSearchParams(search)),
      headers,
      body: route.body === undefined ? {} : readJson(body),
    };
    const fault =
      (route.body && checkSchema(call.body, route.body)) ??
      (route.query && checkSchema(call.query, route.query, 'query'));
    if (fault !== undefined) throw new ControlError(400, fault);
    // The schemas have just proven what each route says of its body.
    const proven = call as ControlCall<never>;
    if (route.stream?.(proven, response) === true) return;
    send(response, 200, (await route.run(proven)) ?? {});
  }

  return Object.freeze({
    async handle(request: IncomingMessage, response: ServerResponse) {
      try {
        await answer(request, response);
      } catch (error) {
        if (request.destroyed && !request.complete) throw error;
        send(response, statusOf(error), { error: messageOf(error) });
      }
    },
    close: events.close,
  });
}

function formOf(path: string): RegExp {
  const form = path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return new RegExp(`^${form}$`);
}

function readJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new ControlError(400, 'the body is not JSON');
  }
}

function decodeAll(groups: Readonly<Record<string, string>>): Record<string, string> {
  try {
    const pairs = Object.entries(groups);
    return Object.fromEntries(pairs.map(([name, text]) => [name, decodeURIComponent(text)]));
  } catch {
    throw new ControlError(400, 'the path is not percent-encoded UTF-8');
  }
}

function statusOf(error: unknown): number {
  if (error instanceof ControlError) return error.statusCode;
  return error instanceof BodyTooLongError ? 413 : 500;
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

function send(response: ServerResponse, status: number, json: unknown): void {
  const text = JSON.stringify(json);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}

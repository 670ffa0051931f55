import type { IncomingMessage, ServerResponse } from 'node:http';

/** A text in the desk's two languages. */
interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** What became of a scenario. */
export interface ScenarioResult {
  /** One sentence: what was to be seen. */
  readonly text: Bilingual;
  /** The purchase that shows it; the desk opens it. */
  readonly outTradeNo?: string;
}

/** Something to watch on the desk with one click; whoever starts the simulator brings it. */
export interface DeskScenario {
  /** Lower-case letters and hyphens. */
  readonly id: string;
  readonly title: Bilingual;
  /** One sentence: what happens. */
  readonly text: Bilingual;
  /** Plays it with the real things; one at a time. Rejects with a message that can be shown. */
  run(): Promise<ScenarioResult>;
}

/** Answers `POST /_desk/scenarios/{id}`. */
export type ScenarioHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
) => Promise<void>;

/**
 * Creates the handler. A request must say `application/json`: a page of another origin cannot without
 * being asked for permission, which it does not get.
 */
export function createScenarioHandler(scenarios: readonly DeskScenario[]): ScenarioHandler {
  const byId = new Map(scenarios.map((scenario) => [scenario.id, scenario]));
  let isRunning = false;

  return async (request, response, id) => {
    const scenario = byId.get(id);
    const type = request.headers['content-type'] ?? '';
    request.resume();
    if (scenario === undefined) return answer(response, 404, { error: `no scenario ${id}` });
    if (request.method !== 'POST' || !type.startsWith('application/json')) {
      return answer(response, 405, { error: 'POST application/json' });
    }
    if (isRunning) return answer(response, 409, { error: 'another scenario is running' });
    isRunning = true;
    try {
      answer(response, 200, await scenario.run());
    } catch (error) {
      answer(response, 500, { error: error instanceof Error ? error.message : String(error) });
    } finally {
      isRunning = false;
    }
  };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(JSON.stringify(body));
}

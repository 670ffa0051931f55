import type { Problem } from './payer-api.ts';

/** The server refused or failed; the message is the problem's English title and its request id. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  /** The stable code of the server's error table, `unreadable_answer` when there is none. */
  readonly code: string;
  /** The HTTP status. */
  readonly status: number;
  /** What the server's log calls this request; empty when the answer does not say. */
  readonly requestId: string;
  /** The whole answer. */
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(
      problem.requestId ? `${problem.titleEn} (request ${problem.requestId})` : problem.titleEn,
    );
    this.code = problem.code;
    this.status = problem.status;
    this.requestId = problem.requestId;
    this.problem = problem;
  }
}

/**
 * Reads an error answer; one that is not the server's own problem+json (a gateway's HTML page)
 * becomes a problem with the code `unreadable_answer`.
 */
export function readProblem(status: number, text: string): Problem {
  const value = parseObject(text);
  const field = (name: string): string => {
    const found = value[name];
    return typeof found === 'string' ? found : '';
  };
  const detail = field('detail');
  return {
    type: field('type') || 'about:blank',
    code: field('code') || 'unreadable_answer',
    title: field('title') || '服务器的回答无法识别',
    titleEn: field('titleEn') || field('title') || `The server answered ${status}`,
    status,
    requestId: field('requestId'),
    ...(detail ? { detail } : {}),
  };
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

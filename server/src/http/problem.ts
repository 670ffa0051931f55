import type { Problem } from '@yifen/contract';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal, type RefusalDetails } from '../flows/refusal.ts';
import { ERROR_TABLE, type ErrorCode } from './error-table.ts';
import { isStorageOutage } from './is-storage-outage.ts';

/** An error answer and what it may add: see `docs/reference/errors.md`. */
export type ProblemAnswer = Problem & RefusalDetails;

/** An error found before any flow ran. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly code: ErrorCode;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, detail?: string) {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}

/** Renders any error as a problem; what is not foreseen says nothing of its cause. */
export function toProblem(error: unknown, requestId: string): ProblemAnswer {
  const { code, detail, details } = judge(error);
  const { status, title, titleEn } = ERROR_TABLE[code];
  return {
    type: 'about:blank',
    code,
    title,
    titleEn,
    status,
    requestId,
    ...(detail === undefined ? {} : { detail }),
    ...details,
  };
}

/** Answers with an error as `application/problem+json`. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  const problem = toProblem(error, request.id);
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  const waitSeconds = problem.retryAfterSeconds ?? (problem.status === 503 ? 1 : null);
  if (waitSeconds !== null) reply.header('retry-after', String(waitSeconds));
  reply
    .code(problem.status)
    .type('application/problem+json')
    .serializer((value: unknown) => JSON.stringify(value))
    .send(problem);
}

interface Judgement {
  readonly code: ErrorCode;
  readonly detail?: string | undefined;
  readonly details?: RefusalDetails;
}

function judge(error: unknown): Judgement {
  if (error instanceof Refusal) return { code: error.code, details: error.details };
  if (error instanceof HttpProblem) return { code: error.code, detail: error.detail };
  if (isStorageOutage(error)) return { code: 'temporarily_unavailable' };
  const { validation, statusCode, message } = asFastifyError(error);
  if (validation) return { code: 'invalid_request', detail: message };
  switch (statusCode) {
    case 404:
      return { code: 'route_not_found' };
    case 413:
      return { code: 'body_too_large' };
    case 415:
      return { code: 'unsupported_media_type' };
    case 429:
      return { code: 'too_many_requests' };
    default:
      return { code: isClientError(statusCode) ? 'invalid_request' : 'internal_error' };
  }
}

function asFastifyError(error: unknown): Partial<FastifyError> {
  return error instanceof Error ? error : {};
}

function isClientError(status: number | undefined): boolean {
  return status !== undefined && status >= 400 && status < 500;
}

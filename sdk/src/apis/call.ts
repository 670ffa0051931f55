import { encodeQuery, type QueryValues } from '../core/encode-query.ts';
import { encodeSegment } from '../core/encode-segment.ts';
import { ArgumentError } from '../core/errors/argument-error.ts';
import { type UploadFile, writeMultipart } from '../core/multipart.ts';
import type { CallOptions } from '../http/call-options.ts';
import type { Client, VerifiedAnswer } from '../http/create-client.ts';
import { unexpected } from '../http/read-object.ts';
import type { CallBody, Seal } from '../http/write-body.ts';

/** A call of any APIv3 endpoint, in WeChat's own words. */
export interface ApiCall {
  /** The HTTP method. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Beginning with `/v3/` or `/hk/v3/`, without a query; `{name}` is filled from `params`, e.g. `/v3/pay/transactions/id/{transaction_id}`. */
  readonly path: string;
  /** Fill the places of the path; percent-encoded once. */
  readonly params?: { readonly [name: string]: string };
  /** Percent-encoded once, in this order; undefined values are left out. */
  readonly query?: QueryValues;
  /** The JSON body. As a function it is given what encrypts a sensitive field for the key that the request names. */
  readonly body?: object | ((seal: Seal) => object);
  /** Uploads a file instead; `meta` adds to what is signed. */
  readonly file?: UploadFile & {
    /** Added to the signed JSON. */
    readonly meta?: object;
  };
  /** Takes an answer that nothing signs. Only for the downloads WeChat documents so; every other path is refused. */
  readonly unsignedAnswer?: 'documented-download';
  /** Largest answer, in bytes. Default 1,048,576. */
  readonly maxAnswerBytes?: number;
}

/** What an endpoint answered: verified, but its content is not judged. */
export interface ApiAnswer<Data> {
  /** The HTTP status. */
  readonly status: number;
  /** The JSON of the answer, as the caller says that it is; undefined for an empty body and for downloads. */
  readonly data: Data;
  /** The raw bytes. */
  readonly body: Uint8Array;
  /** WeChat's `Request-ID` of this call, if there was one. */
  readonly requestId: string | undefined;
}

/**
 * Calls any endpoint under `/v3`, signed and verified as the typed calls are; `Data` is the caller's own promise.
 *
 * @throws ArgumentError before anything is sent; SignerError, NetworkError, TimeoutError, AnswerError, ApiError
 */
export type CallApi = <Data = unknown>(
  call: ApiCall,
  options?: CallOptions,
) => Promise<ApiAnswer<Data>>;

/** Makes the escape hatch. */
export function createCallApi(client: Client): CallApi {
  return async <Data>(call: ApiCall, options?: CallOptions) => {
    const { method, query, maxAnswerBytes } = call;
    const unsignedAnswer = call.unsignedAnswer === 'documented-download';
    const answer = await client.call({
      method,
      path: `${fillPath(call)}${encodeQuery(query ?? {})}`,
      ...readBody(call),
      unsignedAnswer,
      ...(maxAnswerBytes === undefined ? {} : { maxAnswerBytes }),
      options,
    });
    const data: Data = unsignedAnswer ? undefined : readJson(answer);
    return Object.freeze({ ...answer, data });
  };
}

function fillPath({ path, params = {} }: ApiCall): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    if (typeof value !== 'string') throw new ArgumentError(`params.${name}`, 'must be a text');
    return encodeSegment(`params.${name}`, value);
  });
  // What a URL parser would rewrite must not be signed: it would be sent otherwise.
  if (!pathForm.test(filled) || /\/\.{1,2}(\/|$)/.test(filled)) {
    throw new ArgumentError(
      'path',
      'must be /v3/… percent-encoded, without query and dot segments',
    );
  }
  return filled;
}

const pathForm = /^(\/hk)?\/v3(\/([\w.~:@-]|%[0-9A-F]{2})+)+$/;

function readBody({ method, body, file }: ApiCall): CallBody {
  if (file === undefined && body === undefined) return {};
  if (method === 'GET' || (file !== undefined && body !== undefined)) {
    throw new ArgumentError(file === undefined ? 'body' : 'file', 'cannot be sent with this call');
  }
  return file === undefined ? { body: body ?? {} } : { upload: writeMultipart(file, file.meta) };
}

function readJson(answer: VerifiedAnswer) {
  if (answer.body.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(answer.body));
  } catch {
    throw unexpected(answer, 'the body is not JSON');
  }
}

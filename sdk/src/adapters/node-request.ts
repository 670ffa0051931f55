/** A Node request as the frameworks on `node:http` pass it on, with what body parsers hang on it. */
export interface NodeRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Whether anything has been read of the body. */
  readonly readableDidRead: boolean;
  iterator(options: { destroyOnReturn: boolean }): AsyncIterable<unknown>;
  /** The raw bytes, where a framework keeps them beside the parsed body: Nest with `rawBody: true`. */
  readonly rawBody?: unknown;
  /** What a parser made of the body; raw bytes after `express.raw()`. */
  readonly body?: unknown;
}

/** A Node response, as far as an answer needs it. */
export interface NodeResponse {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  end(body?: string): unknown;
}

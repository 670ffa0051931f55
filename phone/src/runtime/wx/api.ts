/** Why a `wx` call failed: becomes `errMsg: "<api>:fail <reason>"` and the given fields. */
export class ApiFailure extends Error {
  readonly fields: Readonly<Record<string, unknown>>;

  /** @param fields further members of the fail object, e.g. `errno`. */
  constructor(reason: string, fields: Readonly<Record<string, unknown>> = {}) {
    super(reason);
    this.name = 'ApiFailure';
    this.fields = fields;
  }
}

/** What every asynchronous `wx` function takes besides its own options. */
export interface Callbacks {
  readonly success?: (result: Readonly<Record<string, unknown>>) => void;
  readonly fail?: (failure: Readonly<Record<string, unknown>>) => void;
  readonly complete?: (result: Readonly<Record<string, unknown>>) => void;
}

/** Options of a `wx` call, unchecked: mini-programs may pass anything. */
export type Options = Readonly<Record<string, unknown>>;

/** A member of `wx` that takes one options object. */
export type AsyncApi = (options?: Options & Callbacks) => Promise<Options> | undefined;

/**
 * Gives a function WeChat's calling convention: callbacks with `errMsg`, and a promise only when
 * none of `success`, `fail` and `complete` is given.
 *
 * @param run answers the fields of the success object; throws `ApiFailure`.
 */
export function asyncApi(
  name: string,
  run: (options: Options) => Promise<Options | undefined> | Options | undefined,
): AsyncApi {
  return (options = {}) => {
    const { success, fail, complete } = options;
    const outcome = settle(name, run, options);
    if (!success && !fail && !complete) return outcome;
    // Called outside of `outcome`'s chain: what a callback throws is the caller's, not the API's.
    outcome.then(
      (result) => {
        success?.(result);
        complete?.(result);
      },
      (failure: Options) => {
        fail?.(failure);
        complete?.(failure);
      },
    );
    return undefined;
  };
}

/** The fail object of an API. */
function failObject(name: string, error: unknown): Options {
  const reason = error instanceof Error ? error.message : String(error);
  const fields = error instanceof ApiFailure ? error.fields : {};
  return { errMsg: `${name}:fail${reason === '' ? '' : ` ${reason}`}`, ...fields };
}

async function settle(
  name: string,
  run: Parameters<typeof asyncApi>[1],
  options: Options,
): Promise<Options> {
  // Also a call that fails at once calls back later, never during the call.
  await Promise.resolve();
  try {
    return { errMsg: `${name}:ok`, ...(await run(options)) };
  } catch (error) {
    throw failObject(name, error);
  }
}

/** A string option, or the fallback when it is absent. */
export function textOption(options: Options, name: string, fallback = ''): string {
  const value = options[name];
  return value === undefined || value === null ? fallback : String(value);
}

/** A number option, or the fallback when it is absent or no number. */
export function numberOption(options: Options, name: string, fallback: number): number {
  const value = Number(options[name] ?? fallback);
  return Number.isFinite(value) ? value : fallback;
}

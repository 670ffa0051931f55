/**
 * What a call does, as far as repeating it is concerned. `act` is everything that is not named:
 * whatever moves money or is not known here.
 */
export type CallKind = 'prepay' | 'query' | 'close' | 'refund' | 'bill' | 'act';

/** Tells the kind of a call from its method and path; query and fragment do not matter. */
export function callKind(method: string, path: string): CallKind {
  const bare = path.split('?', 1)[0] ?? '';
  return kinds.find(([of, form]) => of === method && form.test(bare))?.[2] ?? 'act';
}

const kinds: readonly (readonly [method: string, form: RegExp, kind: CallKind])[] = [
  ['POST', /^\/v3\/pay\/(partner\/)?transactions\/(jsapi|native|h5|app)$/, 'prepay'],
  ['POST', /^\/v3\/combine-transactions\/(jsapi|native|h5|app)$/, 'prepay'],
  ['POST', /^\/v3\/pay\/(partner\/)?transactions\/out-trade-no\/[^/]+\/close$/, 'close'],
  ['POST', /^\/v3\/combine-transactions\/out-trade-no\/[^/]+\/close$/, 'close'],
  ['POST', /^\/v3\/refund\//, 'refund'],
  ['GET', /^\/v3\/(bill\/|billdownload\/|profitsharing\/bills$)/, 'bill'],
  ['GET', /./, 'query'],
];

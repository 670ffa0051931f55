import { createDecrypter, type Decrypter } from './core/decrypter.ts';
import type { PrivateKeyInput } from './core/load-private-key.ts';

/** The decrypter given, or one of the private keys given; undefined when the keys live elsewhere. */
export function readDecrypter(options: {
  readonly decrypter?: Decrypter;
  readonly privateKey?: PrivateKeyInput;
  readonly merchantKeys?: readonly { readonly privateKey?: PrivateKeyInput }[];
}): Decrypter | undefined {
  if (options.decrypter !== undefined) return options.decrypter;
  const keys = [options, ...(options.merchantKeys ?? [])].flatMap(({ privateKey }) =>
    privateKey === undefined ? [] : [privateKey],
  );
  return keys.length === 0 ? undefined : createDecrypter(keys);
}

import { SignerError } from '../core/errors/signer-error.ts';

/**
 * Signs the parameters of an order that WeChat has accepted.
 *
 * @throws SignerError (`done`): the order stands at WeChat, a failure here must not look as if nothing had happened
 */
export async function signAccepted<T>(sign: () => Promise<T>): Promise<T> {
  try {
    return await sign();
  } catch (error) {
    throw new SignerError('done', error instanceof SignerError ? error.cause : error);
  }
}

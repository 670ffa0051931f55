import { isText } from '../core/objects/is-amount.ts';
import type { CallOptions } from '../http/call-options.ts';
import type { Client } from '../http/create-client.ts';
import { readObject, unexpected } from '../http/read-object.ts';
import type { Seal } from '../http/write-body.ts';

/**
 * Places an order at one of the prepay endpoints and reads the one text that it answers.
 *
 * The same number with identical parameters may be sent again; with others it is refused.
 */
export async function prepay(
  client: Client,
  order: {
    readonly path: string;
    readonly body: object | ((seal: Seal) => object);
    /** What the answer must carry. */
    readonly member: 'prepay_id' | 'code_url' | 'h5_url';
    readonly options: CallOptions | undefined;
  },
): Promise<string> {
  const { path, body, member, options } = order;
  const answer = await client.call({ method: 'POST', path, body, options });
  const value = readObject(answer)[member];
  if (!isText(value)) throw unexpected(answer, `${member} is missing`);
  return value;
}

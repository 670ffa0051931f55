import type { Ports } from '../ports.ts';
import { createOrder } from './create-order.ts';
import { type PreparedPayment, preparePayment } from './prepay-order.ts';
import { Refusal } from './refusal.ts';

/**
 * Orders and prepays the one catalogue item that is named by its description, for front ends that
 * send an amount and an openid themselves. Neither is believed: the amount must be the catalogue's
 * and the openid one that logged in here.
 *
 * @throws Refusal `product_unknown`, `amount_mismatch`, `payer_unknown`, and those of ordering and prepay
 */
export async function createOrderByDescription(
  ports: Ports,
  input: { readonly openid: string; readonly amountFen: number; readonly description: string },
): Promise<PreparedPayment> {
  const { merchantId } = ports.settings;
  const products = await ports.store.listProducts(merchantId);
  const product = products.find(({ name }) => name === input.description);
  if (!product) throw new Refusal('product_unknown');
  if (product.priceFen !== input.amountFen) {
    throw new Refusal('amount_mismatch', { productId: product.id });
  }
  if (!(await ports.store.hasLoggedIn(merchantId, input.openid))) {
    throw new Refusal('payer_unknown');
  }
  const order = await createOrder(ports, {
    openid: input.openid,
    items: [{ productId: product.id, quantity: 1 }],
    idempotencyKey: null,
  });
  return preparePayment(ports, order);
}

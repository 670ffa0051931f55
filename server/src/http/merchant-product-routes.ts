import { addProduct, changeProduct } from '../flows/keep-products.ts';
import { pageOfList } from '../flows/list-products.ts';
import { answers } from './answers.ts';
import { requireScope } from './authenticate-merchant.ts';
import type { HttpApp } from './http-app.ts';
import { merchantApi } from './merchant-routes.ts';
import { PageQuerySchema } from './merchant-schemas.ts';
import { pageOf } from './page-of.ts';
import { HttpProblem } from './problem.ts';
import {
  MerchantProductListSchema,
  MerchantProductSchema,
  NewProductSchema,
  ProductChangeSchema,
} from './product-schemas.ts';
import { portsOf } from './request-ports.ts';
import { IdParamsSchema } from './schemas.ts';

const write = requireScope('products:write');

/** Adds the catalogue of a merchant, product by product. */
export function merchantProductRoutes(scope: HttpApp): void {
  scope.get(
    '/v1/merchant/products',
    {
      ...requireScope('products:read'),
      schema: {
        ...merchantApi,
        summary: 'List the shelf, also what is not on sale',
        querystring: PageQuerySchema,
        response: answers(200, MerchantProductListSchema),
      },
    },
    async (request) => {
      const { store, settings } = portsOf(request);
      const all = await store.listAllProducts(settings.merchantId);
      const { items, nextCursor } = pageOfList(all, pageOf(request.query));
      return { items: [...items], nextCursor };
    },
  );

  scope.post(
    '/v1/merchant/products',
    {
      ...write,
      schema: {
        ...merchantApi,
        summary: 'Put a product on the shelf',
        body: NewProductSchema,
        response: answers(201, MerchantProductSchema),
      },
    },
    async (request, reply) => {
      const product = await addProduct(portsOf(request), {
        description: '',
        stock: null,
        imageUrl: null,
        active: true,
        ...request.body,
      });
      reply.code(201);
      return product;
    },
  );

  scope.patch(
    '/v1/merchant/products/:id',
    {
      ...write,
      schema: {
        ...merchantApi,
        summary: 'Change a product: price, stock, whether it is on sale',
        params: IdParamsSchema,
        body: ProductChangeSchema,
        response: answers(200, MerchantProductSchema),
      },
    },
    async (request) => {
      const { stockChange = null, ...set } = request.body;
      if (stockChange !== null && set.stock !== undefined) {
        throw new HttpProblem('invalid_request', 'body: stock and stockChange exclude each other');
      }
      return changeProduct(portsOf(request), request.params.id, { set, stockChange });
    },
  );
}

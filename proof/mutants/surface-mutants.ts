import type { Mutant } from './mutant.ts';

/** Bugs about whom to believe, who may do what, and what is said aloud. */
export const surfaceMutants: readonly Mutant[] = [
  {
    name: 'quantity-not-in-the-digest',
    breaks: 'I15',
    what: 'a repeated key with another quantity is taken for the same wish',
    edits: [
      {
        file: 'server/src/flows/create-order.ts',
        find: 'items.map(({ productId, quantity }) => [productId, quantity])',
        replace: 'items.map(({ productId }) => [productId])',
      },
    ],
  },
  {
    name: 'key-not-read',
    breaks: 'I15',
    what: 'the idempotency key of an order is not read',
    edits: [
      {
        file: 'server/src/http/payer-routes.ts',
        find: `const idempotencyKey = request.headers['idempotency-key'] ?? null;`,
        replace: 'const idempotencyKey = null;',
      },
    ],
  },
  {
    name: 'signature-not-verified',
    breaks: 'I16',
    what: 'any signature is a good one',
    edits: [
      {
        file: 'sdk/src/core/verify-answer.ts',
        find: 'if (verifyRsa(answerParts(signed), signature, key)) {',
        replace: 'if (verifyRsa(answerParts(signed), signature, key) || signature.length > 0) {',
      },
    ],
  },
  {
    name: 'unknown-fields-taken',
    breaks: 'I17',
    what: 'requests with fields that no client may set are taken',
    edits: [
      {
        file: 'server/src/http/schemas.ts',
        find: 'const strict = { additionalProperties: false } as const;',
        replace: 'const strict = { additionalProperties: true } as const;',
      },
    ],
  },
  {
    name: 'everybody-is-the-owner',
    breaks: 'I18',
    what: 'whoever is logged in reads and cancels any order',
    edits: [
      {
        file: 'server/src/flows/find-own-order.ts',
        find: 'await ports.store.findOrder(ownerOf(owner), id)',
        replace: 'await ports.store.findOrderById(ownerOf(owner).merchantId, id)',
      },
    ],
  },
  {
    name: 'not-yours-is-not-absent',
    breaks: 'I18',
    what: 'another’s order is refused in other words than one that is not there',
    edits: [
      {
        file: 'server/src/flows/find-own-order.ts',
        find: `if (order === null) throw new Refusal('not_found');`,
        replace: `if (order === null) {
    const isThere = UUID.test(id) && (await ports.store.findOrderById(owner.merchantId, id));
    throw new Refusal(isThere ? 'order_closed' : 'not_found');
  }`,
      },
    ],
  },
  {
    name: 'only-the-public-key-believed',
    breaks: 'I19',
    what: 'what is still signed with the platform certificate is refused',
    edits: [
      {
        file: 'server/src/platform/wechat-platform.ts',
        find: '    ...(platformCertificate ? [{ certificate: platformCertificate }] : []),\n',
        replace:
          '    ...(platformCertificate && !publicKey ? [{ certificate: platformCertificate }] : []),\n',
      },
    ],
  },
  {
    name: 'repeated-refund-news-refused',
    breaks: 'I19',
    what: 'news of a refund that is over already fails instead of being passed over',
    edits: [
      {
        file: 'server/src/ledger/decide-refund.ts',
        find: `if (refund.state === 'succeeded' || refund.state === 'closed') {`,
        replace: `if (refund.state === 'closed') {`,
      },
    ],
  },
  {
    name: 'address-with-the-secret-logged',
    breaks: 'I20',
    what: 'a call that failed is logged with its address, in which the AppSecret stands',
    edits: [
      {
        file: 'sdk/src/http/send.ts',
        find: 'return explainFailure(error, request.timeoutMs);',
        replace: `const failed = explainFailure(error, request.timeoutMs);
    failed.message += \` (\${request.url})\`;
    return failed;`,
      },
      {
        file: 'server/src/flows/log-in.ts',
        find: `  const payer = await ports.platform.logIn(loginCode).catch((error: unknown) => {`,
        replace: `  const payer = await ports.platform.logIn(loginCode).catch((error: unknown) => {
    ports.log.event('session.failed', { error: String(error) });`,
      },
    ],
  },
];

import { type Call, call, type Dice, type StepKind, type View } from '../call.ts';
import { MERCHANTS, merchantOf, openidOf, productOf, textOf } from './pools.ts';

type Seal = Parameters<typeof call<'appendAuditLine'>>[2];
type Product = Parameters<typeof call<'addProduct'>>[2];

const SEALED = 'v1.0a1b2c3d.AbC_-';

/** The catalogue, logins, keys, merchants and the audit log. */
export const deskSteps: readonly StepKind[] = [
  { name: 'fill the shelf', weight: 5, draw: fillShelf },
  { name: 'change a product', weight: 5, draw: changeProduct },
  { name: 'read the shelf', weight: 3, draw: readShelf },
  { name: 'log in', weight: 4, draw: sessions },
  { name: 'use keys', weight: 4, draw: apiKeys },
  { name: 'keep merchants', weight: 12, draw: merchants },
  { name: 'write the audit log', weight: 3, draw: audit },
];

function product(dice: Dice): Product {
  return {
    id: productOf(dice),
    name: textOf(dice, 'product name'),
    description: textOf(dice, 'product description'),
    priceFen: dice.between('product price', 0, 500),
    stock: dice.pick('stock', [null, 0, 1, 3, 10]),
    imageUrl: dice.pick('image', [null, 'https://img.example.com/1.png']),
    active: dice.chance('active', 0.85),
  };
}

function fillShelf(dice: Dice): readonly Call[] {
  const merchantId = merchantOf(dice);
  const products = Array.from({ length: dice.between('products', 0, 4) }, () => product(dice));
  return [
    dice.chance('add', 0.4)
      ? call('addProduct', merchantId, product(dice))
      : call('saveProducts', merchantId, products),
  ];
}

function changeProduct(dice: Dice): readonly Call[] {
  const { name, priceFen, stock, active } = product(dice);
  const set = dice.pick('set', [{}, { name }, { priceFen, active }, { stock }]);
  const stockChange = 'stock' in set ? null : dice.pick('change', [null, -1, -3, 2]);
  return [call('changeProduct', merchantOf(dice), productOf(dice), { set, stockChange })];
}

function readShelf(dice: Dice): readonly Call[] {
  const merchantId = merchantOf(dice);
  const ids = ['set', 'tea', 'tea', 'nothing', productOf(dice)];
  return [
    dice.pick('read', [
      call('listProducts', merchantId),
      call('listAllProducts', merchantId),
      call('findProducts', merchantId, ids),
    ]),
  ];
}

function sessions(dice: Dice, { nowMs }: View): readonly Call[] {
  const tokenDigest = `token-${dice.between('token', 1, 4)}`;
  const [merchantId, openid] = [merchantOf(dice), openidOf(dice)];
  // Whoever gives a number has logged in: the two are not asked about the same payer here.
  const caller = { merchantId, openid: `${openid} calls` };
  const session = {
    ...{ tokenDigest, merchantId, appid: 'wx01', openid },
    unionid: dice.pick('unionid', [null, 'u1']),
    sealedSessionKey: SEALED,
    createdAtMs: nowMs,
    expiresAtMs: nowMs + dice.between('life', 1, 3_000_000),
  };
  return [
    dice.pick('session', [
      call('saveSession', session),
      call('saveSession', session),
      call('findSession', tokenDigest),
      call('hasLoggedIn', merchantId, openid),
      call('deleteExpiredSessions', nowMs),
      call('savePhoneNumber', caller, `sealed-${nowMs}`, nowMs - dice.between('ago', 0, 99)),
      call('findPhoneNumber', caller),
    ]),
  ];
}

function apiKeys(dice: Dice, { nowMs }: View): readonly Call[] {
  const merchantId = merchantOf(dice);
  const number = dice.between('key', 1, 5);
  const [id, digest] = [`api-${number}`, `digest-${number}`];
  const key = {
    ...{ id, merchantId, digest },
    holder: 'api-1',
    name: textOf(dice, 'name'),
    hint: 'yk_00',
    scopes: dice.pick('scopes', [[], ['orders:read'], ['orders:write', 'orders:read']]),
    createdAtMs: nowMs,
    expiresAtMs: dice.pick('expires', [null, nowMs + 60_000]),
    lastUsedAtMs: null,
  };
  return [
    dice.pick('api key', [
      call('saveApiKey', key),
      call('saveApiKey', key),
      call('findApiKey', digest),
      call('listApiKeys', merchantId),
      call('endApiKey', merchantId, id, nowMs + dice.between('end', -90_000, 90_000)),
      call('touchApiKey', digest, nowMs - dice.between('ago', 0, 90_000)),
    ]),
  ];
}

function merchants(dice: Dice, { nowMs }: View): readonly Call[] {
  const id = dice.pick('which merchant', [...MERCHANTS, 'shop-c']);
  const merchant = {
    id,
    name: textOf(dice, 'name'),
    origin: dice.pick('origin', ['environment', 'stored'] as const),
    partner: dice.pick('partner', [null, { subMchid: '1900000009', spAppid: 'wx09' }]),
    mchid: '1900000001',
    active: dice.chance('active', 0.8),
    choices: dice.pick('choices', [
      {},
      { orderLifeSeconds: 60 },
      { latePayment: 'refund' as const },
    ]),
    createdAtMs: nowMs,
  };
  const serial = dice.pick('serial', ['current', 'next', 'AB12']);
  const kind = dice.pick('kind', ['merchant-key', 'apiv3-key', 'public-key'] as const);
  const owned = { merchantId: id, serial, createdAtMs: nowMs };
  const key =
    kind === 'public-key' ? { ...owned, kind, pem: 'PEM' } : { ...owned, kind, sealed: SEALED };
  const appid = dice.pick('appid', ['wx01', 'wx02']);
  return [
    dice.pick('merchant step', [
      call('saveMerchant', merchant),
      call('saveMerchant', merchant),
      call('findMerchant', id),
      call('listMerchants'),
      call('saveMiniProgram', { merchantId: id, appid, sealedSecret: SEALED, createdAtMs: nowMs }),
      call('saveProgramSettings', {
        merchantId: id,
        appid,
        messages: dice.pick('messages', [
          {},
          { paidTemplate: null },
          { orderPage: textOf(dice, 'page') },
        ]),
        sealedPush: dice.pick('push', [null, SEALED]),
      }),
      call('saveMerchantKey', key),
      call('removeMerchantKey', { merchantId: id, kind, serial }),
    ]),
  ];
}

function audit(dice: Dice, { nowMs }: View): readonly Call[] {
  const merchantId = merchantOf(dice);
  const subject = dice.pick('subject', [null, 'api-1']);
  const seal: Seal = (last) => ({
    merchantId,
    number: (last?.number ?? 0) + 1,
    atMs: nowMs,
    actor: 'cli',
    action: 'key.create',
    subject,
    details: '{}',
    requestId: null,
    previousHash: last?.hash ?? '0'.repeat(64),
    hash: 'f'.repeat(64),
  });
  return [
    dice.pick('audit', [
      call('appendAuditLine', merchantId, seal),
      call('appendAuditLine', merchantId, seal),
      call('listAuditLines', merchantId, { after: dice.between('after', 0, 3), limit: 2 }),
    ]),
  ];
}

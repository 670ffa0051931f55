import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fen, yuanText } from './fen.ts';
import { describeItems, MAX_DESCRIPTION_BYTES, MAX_ORDER_FEN, priceOrder } from './price-order.ts';

const products = [
  { id: 'longjing', name: '明前龙井', priceFen: 12_800 },
  { id: 'gaiwan', name: '白瓷盖碗', priceFen: 8_900 },
  { id: 'gift', name: '赠品', priceFen: 0 },
  { id: 'gold', name: '金壶', priceFen: MAX_ORDER_FEN },
];

describe('priceOrder', () => {
  it('takes every price from the catalogue and adds up lines of one product', () => {
    const pricing = priceOrder(
      [
        { productId: 'longjing', quantity: 1 },
        { productId: 'gaiwan', quantity: 2 },
        { productId: 'longjing', quantity: 1 },
      ],
      products,
    );
    expect(pricing).toMatchObject({
      kind: 'priced',
      amountFen: 2 * 12_800 + 2 * 8_900,
      description: '明前龙井等4件',
      items: [
        { productId: 'longjing', quantity: 2, priceFen: 12_800 },
        { productId: 'gaiwan', quantity: 2, priceFen: 8_900 },
      ],
    });
  });

  it.each([
    [[], 'no-items'],
    [[{ productId: 'longjing', quantity: 0 }], 'bad-quantity'],
    [[{ productId: 'longjing', quantity: -1 }], 'bad-quantity'],
    [[{ productId: 'longjing', quantity: 1.5 }], 'bad-quantity'],
    [[{ productId: 'longjing', quantity: 100 }], 'bad-quantity'],
    [[{ productId: 'unknown', quantity: 1 }], 'no-such-product'],
    [[{ productId: 'gift', quantity: 1 }], 'amount-out-of-range'],
    [[{ productId: 'gold', quantity: 2 }], 'amount-out-of-range'],
  ])('refuses %j as %s', (requested, kind) => {
    expect(priceOrder(requested, products).kind).toBe(kind);
  });

  it('always yields the sum of its lines, a safe integer within the limit', () => {
    const line = fc.record({
      productId: fc.constantFrom('longjing', 'gaiwan', 'gift', 'gold'),
      quantity: fc.integer({ min: 1, max: 99 }),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (requested) => {
        const pricing = priceOrder(requested, products);
        if (pricing.kind !== 'priced') return;
        const sum = pricing.items.reduce((all, item) => all + item.priceFen * item.quantity, 0);
        expect(pricing.amountFen).toBe(sum);
        expect(Number.isSafeInteger(sum) && sum >= 1 && sum <= MAX_ORDER_FEN).toBe(true);
      }),
    );
  });
});

describe('describeItems', () => {
  it('fits 127 bytes and holds no four-byte character, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.nat(98), (name, more) => {
        const text = describeItems([{ name, quantity: 1 + more }]);
        expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(MAX_DESCRIPTION_BYTES);
        expect([...text].every((character) => (character.codePointAt(0) ?? 0) <= 0xffff)).toBe(
          true,
        );
        expect(text).not.toBe('');
      }),
    );
  });

  it('names a single thing by its name alone', () => {
    expect(describeItems([{ name: '明前龙井', quantity: 1 }])).toBe('明前龙井');
    expect(describeItems([{ name: '明前龙井', quantity: 3 }])).toBe('明前龙井×3');
  });
});

describe('fen', () => {
  it('refuses what is not a non-negative safe integer', () => {
    for (const value of [-1, 0.1, Number.NaN, 2 ** 53])
      expect(() => fen(value)).toThrow(RangeError);
  });

  it('writes yuan without floats', () => {
    expect([0, 1, 10, 12_345].map((value) => yuanText(fen(value)))).toEqual([
      '0.00',
      '0.01',
      '0.10',
      '123.45',
    ]);
  });
});

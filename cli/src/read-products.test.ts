import { expect, test } from 'vitest';
import { demoProducts } from './demo/demo-products.ts';
import { readProducts } from './read-products.ts';

const read = (value: unknown): unknown => readProducts(JSON.stringify(value), 'p.json');

test('what may be left out is filled in', () => {
  expect(read([{ id: 'a', name: 'A', priceFen: 1 }])).toEqual([
    { id: 'a', name: 'A', description: '', priceFen: 1, stock: null, imageUrl: null },
  ]);
});

test('the demo’s catalogue passes its own check', () => {
  expect(read(demoProducts)).toEqual(demoProducts);
});

test('all findings come at once', () => {
  const products = [
    { id: '', name: 'A', priceFen: 1.5 },
    { id: 'b', name: 'B', priceFen: 0, stock: -1, price: 3 },
  ];
  const findings = () => read(products);
  expect(findings).toThrow(/product 1: id/);
  expect(findings).toThrow(/product 1: priceFen must be a whole number of fen/);
  expect(findings).toThrow(/product 2: priceFen/);
  expect(findings).toThrow(/product 2: stock/);
  expect(findings).toThrow(/product 2: "price" is not a field/);
});

test('two products of one id are refused', () => {
  const product = { id: 'a', name: 'A', priceFen: 1 };
  expect(() => read([product, product])).toThrow('two products have the id "a"');
});

test('a file that is not a list, or not JSON, is refused', () => {
  expect(() => read({})).toThrow('must hold a JSON list');
  expect(() => readProducts('[', 'p.json')).toThrow('p.json is not JSON');
});

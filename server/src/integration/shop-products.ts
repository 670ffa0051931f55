import type { Product } from '../index.ts';

/** What the shop of the integration tests sells. */
export const shopProducts: readonly Product[] = [
  item('longjing-250g', '明前龙井 250g', 12_800, null),
  item('tasting-1', '品鉴小样', 1, null),
  item('cup', '限量瓷杯', 19_900, 2),
];

function item(id: string, name: string, priceFen: number, stock: number | null): Product {
  return { id, name, description: '', priceFen, stock, imageUrl: null, active: true };
}

import type { CatalogueProduct } from '../read-products.ts';

/** The tea shop's catalogue. */
export const demoProducts: readonly CatalogueProduct[] = [
  {
    id: 'longjing-250g',
    name: '明前龙井 250g',
    description: '清明前采摘的一芽一叶，手工炒制。豆香清正，回甘绵长，建议 80 ℃ 冲泡。',
    priceFen: 12_800,
    stock: null,
    imageUrl: null,
  },
  {
    id: 'tieguanyin-125g',
    name: '铁观音 125g',
    description: '安溪清香型，兰花香高而不浮，七泡有余香。',
    priceFen: 9_900,
    stock: null,
    imageUrl: null,
  },
  {
    id: 'lapsang-100g',
    name: '正山小种 100g',
    description: '桐木关小叶种，松烟香温厚，桂圆汤味，冷天最宜。',
    priceFen: 6_800,
    stock: null,
    imageUrl: null,
  },
  {
    id: 'gaiwan',
    name: '白瓷盖碗',
    description: '德化白瓷，110 ml，胎薄不烫手，一人独饮刚好。',
    priceFen: 8_900,
    stock: 36,
    imageUrl: null,
  },
  {
    id: 'tasting-1',
    name: '品鉴小样（一分钱试喝）',
    description: '三款当季茶各一泡，付一分钱，茶寄到家。',
    priceFen: 1,
    stock: null,
    imageUrl: null,
  },
  {
    id: 'limited-cup',
    name: '限量瓷杯',
    description: '手绘山水品茗杯，每年只烧一窑。本批已售罄。',
    priceFen: 19_900,
    stock: 0,
    imageUrl: null,
  },
];

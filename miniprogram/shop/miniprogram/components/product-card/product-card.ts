/** What a card shows of a product. */
export interface ProductCard {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly priceFen: number;
  readonly picture: string;
  readonly stock: number | null;
}

const none: ProductCard = {
  id: '',
  name: '',
  description: '',
  priceFen: 0,
  picture: '',
  stock: 0,
};

/** One product of the shop's front page. */
Component({
  properties: {
    product: { type: Object, value: none },
  },
});

/** Products whose picture is packed with the mini-program, so that the first screen loads none. */
const packed: readonly string[] = [
  'gaiwan',
  'lapsang-100g',
  'limited-cup',
  'longjing-250g',
  'tasting-1',
  'tieguanyin-125g',
];

/** Where a product's picture is: packed, at the server, or the picture for those without one. */
export function productPicture(productId: string, imageUrl = ''): string {
  if (packed.includes(productId)) return `/images/products/${productId}.png`;
  return imageUrl || '/images/products/none.png';
}

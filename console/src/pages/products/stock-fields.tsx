import type { MerchantProduct } from '@yifen/contract';
import { Choice } from '../../components/choice.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { type ProductFields, parsePieces, type StockMode } from './product-form.ts';
import { productsTexts } from './products-texts.ts';

/** What becomes of the stock: pieces come and go by count, so that a sale meanwhile is not undone. */
export function StockFields({
  product,
  fields,
  onChange,
}: {
  product: MerchantProduct | null;
  fields: ProductFields;
  onChange: (change: Partial<ProductFields>) => void;
}) {
  const text = useTexts(productsTexts);
  const { stockMode, pieces } = fields;
  const isCounted = stockMode === 'add' || stockMode === 'set';
  return (
    <>
      <Choice<StockMode>
        label={text.stockMode}
        value={stockMode}
        options={modesOf(product).map((value) => ({ value, label: labelOf(value) }))}
        onChange={(value) => onChange({ stockMode: value })}
      />
      {isCounted && (
        <TextField
          label={stockMode === 'add' ? text.countChange : text.count}
          hint={stockMode === 'add' ? text.countChangeHint : undefined}
          problem={pieces !== '' && parsePieces(pieces) === null ? text.countProblem : null}
          value={pieces}
          onChange={(value) => onChange({ pieces: value })}
        />
      )}
    </>
  );

  function labelOf(mode: StockMode): string {
    if (mode === 'keep') {
      const now = product?.stock ?? null;
      return text.stockKeep(now === null ? text.notCounted : text.pieces(now));
    }
    return { add: text.stockAdd, set: text.stockSet, free: text.stockFree }[mode];
  }
}

function modesOf(product: MerchantProduct | null): readonly StockMode[] {
  if (product === null) return ['free', 'set'];
  return product.stock === null ? ['keep', 'set'] : ['keep', 'add', 'set', 'free'];
}

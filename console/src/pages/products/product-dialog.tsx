import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { MerchantProduct } from '@yifen/contract';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { Modal } from '../../components/modal.tsx';
import { ModalActions } from '../../components/modal-actions.tsx';
import { MoneyInput } from '../../components/money-input.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { TextArea } from '../../components/text-area.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useToast } from '../../components/toast.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { changeOf, fieldsOf, isId, newProductOf, type ProductFields } from './product-form.ts';
import { productsTexts } from './products-texts.ts';
import { StockFields } from './stock-fields.tsx';

/** Adds a product (`product` null) or changes one. */
export function ProductDialog({
  product,
  onClose,
}: {
  product: MerchantProduct | null;
  onClose: () => void;
}) {
  const text = useTexts(productsTexts);
  const [fields, setFields] = useState(() => fieldsOf(product));
  const put = (change: Partial<ProductFields>) => setFields((before) => ({ ...before, ...change }));
  const { client, merchantId } = useApi();
  const queries = useQueryClient();
  const toast = useToast();
  const added = product === null ? newProductOf(fields) : null;
  const change = product === null ? null : changeOf(product, fields);
  const save = useMutation({
    mutationFn: async () => {
      if (product !== null && change !== null) await client.changeProduct(product.id, change);
      if (product === null && added !== null) await client.addProduct(added);
    },
    onSuccess: async () => {
      toast(text.saved(fields.name));
      await queries.invalidateQueries({ queryKey: [merchantId, 'products'] });
      onClose();
    },
  });
  return (
    <Modal title={product === null ? text.add : text.changeOf(product.name)} onClose={onClose}>
      <form
        className="y-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (added !== null || change !== null) save.mutate();
        }}
      >
        <TextField
          label={text.name}
          value={fields.name}
          maxLength={120}
          onChange={(name) => put({ name })}
        />
        {product === null && (
          <TextField
            label={text.id}
            hint={text.idHint}
            problem={fields.id !== '' && !isId(fields.id) ? text.idProblem : null}
            value={fields.id}
            onChange={(id) => put({ id })}
          />
        )}
        <MoneyInput
          label={text.price}
          leastFen={0}
          mostFen={100_000_000}
          fen={fields.priceFen}
          hint={text.priceHint}
          onChange={(priceFen) => put({ priceFen })}
        />
        <StockFields product={product} fields={fields} onChange={put} />
        <TextArea
          label={text.description}
          value={fields.description}
          maxLength={2_000}
          onChange={(description) => put({ description })}
        />
        <TextField
          label={text.image}
          type="url"
          value={fields.imageUrl}
          maxLength={1_000}
          onChange={(imageUrl) => put({ imageUrl })}
        />
        {save.error !== null && <ProblemNotice error={save.error} />}
        <ModalActions
          action={text.save}
          onCancel={onClose}
          isPending={save.isPending}
          isReady={added !== null || change !== null}
        />
      </form>
    </Modal>
  );
}

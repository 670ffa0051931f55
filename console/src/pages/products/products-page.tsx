import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { MerchantProduct } from '@yifen/contract';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { Button } from '../../components/button.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Money } from '../../components/money.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { StateTag } from '../../components/state-tag.tsx';
import { usePagedList } from '../../components/use-paged-list.ts';
import { useTexts } from '../../language/define-texts.ts';
import { ProductDialog } from './product-dialog.tsx';
import { productsTexts } from './products-texts.ts';

/** The shelf: what is sold, at what price, how many are left. */
export function ProductsPage() {
  const text = useTexts(productsTexts);
  const { client, merchantId, can } = useApi();
  const canWrite = can('products:write');
  const list = usePagedList([merchantId, 'products'], (cursor) =>
    client.products({ limit: 50, ...(cursor === undefined ? {} : { cursor }) }),
  );
  const [shown, setShown] = useState<MerchantProduct | 'new' | null>(null);
  const sale = useSale();
  const columns = columnsOf(text);
  return (
    <div className="y-stack">
      <PageHead title={text.title}>
        {canWrite && (
          <Button theme="primary" onClick={() => setShown('new')}>
            {text.add}
          </Button>
        )}
      </PageHead>
      {!canWrite && <p className="y-quiet">{text.forbidden}</p>}
      {sale.error !== null && <ProblemNotice error={sale.error} />}
      <DataTable
        label={text.title}
        columns={canWrite ? [...columns, actionsColumn(text, setShown, sale.mutate)] : columns}
        list={list}
        rowKey={({ id }) => id}
        empty={{ title: text.empty, hint: text.emptyHint }}
      />
      {shown !== null && (
        <ProductDialog product={shown === 'new' ? null : shown} onClose={() => setShown(null)} />
      )}
    </div>
  );
}

type Says = (typeof productsTexts)['zh'];

function columnsOf(text: Says): readonly Column<MerchantProduct>[] {
  return [
    {
      key: 'name',
      title: text.name,
      cell: ({ id, name }) => (
        <div>
          <b>{name}</b>
          <br />
          <span className="y-quiet y-mono">{id}</span>
        </div>
      ),
    },
    {
      key: 'price',
      title: text.price,
      align: 'end',
      cell: ({ priceFen }) => <Money fen={priceFen} />,
    },
    {
      key: 'stock',
      title: text.stock,
      align: 'end',
      cell: ({ stock }) =>
        stock === null ? (
          <span className="y-quiet">{text.notCounted}</span>
        ) : stock === 0 ? (
          <StateTag tone="warn">{text.soldOut}</StateTag>
        ) : (
          <span className="y-number">{text.pieces(stock)}</span>
        ),
    },
    {
      key: 'state',
      title: text.state,
      cell: ({ active }) => (
        <StateTag tone={active ? 'good' : 'calm'}>{active ? text.onSale : text.offSale}</StateTag>
      ),
    },
  ];
}

function actionsColumn(
  text: Says,
  change: (product: MerchantProduct) => void,
  setSale: (wish: { id: string; active: boolean }) => void,
): Column<MerchantProduct> {
  return {
    key: 'actions',
    title: '',
    align: 'end',
    cell: (product) => (
      <span className="y-row y-row--end">
        <Button size="small" variant="outline" onClick={() => change(product)}>
          {text.change}
        </Button>
        <Button
          size="small"
          variant="text"
          onClick={() => setSale({ id: product.id, active: !product.active })}
        >
          {product.active ? text.takeOff : text.putOnSale}
        </Button>
      </span>
    ),
  };
}

function useSale() {
  const { client, merchantId } = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, active }: { id: string; active: boolean }) =>
      client.changeProduct(id, { active }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [merchantId, 'products'] }),
  });
}

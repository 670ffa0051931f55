import './orders.css';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { usePagedList } from '../../components/use-paged-list.ts';
import { useTexts } from '../../language/define-texts.ts';
import { ExportDialog } from './export-dialog.tsx';
import { FilterBar } from './filter-bar.tsx';
import { useOrderColumns } from './order-columns.tsx';
import {
  isEveryOrder,
  type OrderFilter,
  queryOf,
  readFilter,
  writeFilter,
} from './order-filter.ts';
import { ordersTexts } from './orders-texts.ts';

const rowsPerPage = 25;

/** Finds orders by any number, state, time, amount and payer; the filter is the address. */
export function OrdersPage() {
  const text = useTexts(ordersTexts);
  const { client, merchantId } = useApi();
  const navigate = useNavigate();
  const filter = readFilter(useSearch({ strict: false }));
  const query = queryOf(filter);
  const [isExporting, setExporting] = useState(false);
  const list = usePagedList([merchantId, 'orders', 'list', query], (cursor) =>
    client.orders(
      query.number === undefined
        ? { ...query, limit: rowsPerPage, ...(cursor === undefined ? {} : { cursor }) }
        : query,
    ),
  );
  const show = (next: OrderFilter): void => {
    void navigate({ to: '/orders', search: writeFilter(next) });
  };
  const isAll = isEveryOrder(filter);
  return (
    <>
      <PageHead title={text.title}>
        <Button variant="outline" onClick={() => setExporting(true)}>
          {text.export}
        </Button>
      </PageHead>
      <div className="y-stack">
        <FilterBar key={JSON.stringify(filter)} filter={filter} onChange={show} />
        <DataTable
          label={text.list}
          columns={useOrderColumns()}
          list={list}
          rowKey={({ id }) => id}
          rowLink={({ id }) => `/orders/${id}`}
          empty={
            isAll
              ? { title: text.empty, hint: text.emptyHint }
              : {
                  title: text.noMatch,
                  hint: text.noMatchHint,
                  action: <Link to="/orders">{text.clear}</Link>,
                }
          }
        />
      </div>
      {isExporting && <ExportDialog query={query} onClose={() => setExporting(false)} />}
    </>
  );
}

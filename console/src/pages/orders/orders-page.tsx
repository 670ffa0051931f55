import { PageHead } from '../../components/page-head.tsx';

/** The page of orders. */
export function OrdersPage() {
  return <PageHead title="Orders" />;
}

import { PageHead } from '../../components/page-head.tsx';

/** The page of order. */
export function OrderPage() {
  return <PageHead title="Order" />;
}

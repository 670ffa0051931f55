import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import type { MerchantOrderDetail } from '@yifen/contract';
import { useApi } from './api-context.tsx';

/** An order with its history and refunds, read again when it changes. */
export function useOrder(orderId: string) {
  const { client, merchantId } = useApi();
  return useQuery({
    queryKey: [merchantId, 'orders', orderId],
    queryFn: () => client.order(orderId),
    // While the payer may pay, or money moves, it is looked at again also without the live stream.
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && isMoving(data) ? 5_000 : false,
  });
}

/** All that happened to an order, oldest first. */
export function useTimeline(orderId: string) {
  const { client, merchantId } = useApi();
  return useQuery({
    queryKey: [merchantId, 'orders', orderId, 'timeline'],
    queryFn: () => client.timeline(orderId),
  });
}

/** WeChat's signed statements about an order; asked for only when somebody looks. */
export function useEvidence(orderId: string, enabled: boolean) {
  const { client, merchantId } = useApi();
  return useQuery({
    queryKey: [merchantId, 'orders', orderId, 'evidence'],
    queryFn: () => client.evidence(orderId),
    enabled,
  });
}

/**
 * The shipment of an order. Whether there is one its timeline says, which the page reads anyway: what is known
 * not to be there is not asked for.
 */
export function useShipment(order: MerchantOrderDetail) {
  const { client, merchantId, can } = useApi();
  const timeline = useTimeline(order.id);
  const isThere = timeline.data?.items.some(({ kind }) => kind === 'shipment');
  const shipment = useQuery({
    queryKey: [merchantId, 'orders', order.id, 'shipment'],
    queryFn: () => client.shipment(order.id),
    enabled: can('shipping:read') && isThere === true,
  });
  return {
    data: isThere ? shipment.data : undefined,
    isMissing: isThere === false,
    error: timeline.error ?? shipment.error,
    refetch: () => (timeline.error === null ? shipment.refetch() : timeline.refetch()),
  };
}

/** Has everything about orders and refunds read again, after something was done to one. */
export function useRefreshOrders(): () => Promise<void> {
  const queries = useQueryClient();
  const { merchantId } = useApi();
  return () => refreshOrders(queries, merchantId);
}

async function refreshOrders(queries: QueryClient, merchantId: string): Promise<void> {
  await Promise.all(
    ['orders', 'refunds', 'overview'].map((domain) =>
      queries.invalidateQueries({ queryKey: [merchantId, domain] }),
    ),
  );
}

function isMoving({ state, refunds }: MerchantOrderDetail): boolean {
  return (
    ['created', 'payable', 'closing', 'refunding'].includes(state) ||
    refunds.some((refund) => ['requested', 'processing'].includes(refund.state))
  );
}

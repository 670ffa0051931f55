import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { RefundState } from '@yifen/contract';
import { useApi } from '../../api/api-context.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Segments } from '../../components/segments.tsx';
import { stateTexts } from '../../components/state-texts.ts';
import { usePagedList } from '../../components/use-paged-list.ts';
import { useTexts } from '../../language/define-texts.ts';
import { useRefundColumns } from './refund-columns.tsx';
import { refundsTexts } from './refunds-texts.ts';

const choices = [
  'all',
  'awaiting-approval',
  'requested',
  'processing',
  'succeeded',
  'abnormal',
  'disputed',
  'closed',
] as const satisfies readonly (RefundState | 'all')[];

const rowsPerPage = 25;
const queueMs = 5_000;

/** Refunds by state; those that wait for a second person are one click away. */
export function RefundsPage() {
  const text = useTexts(refundsTexts);
  const names = useTexts(stateTexts).refund;
  const { client, merchantId } = useApi();
  const navigate = useNavigate();
  const { state: asked } = useSearch({ strict: false }) as { state?: string };
  const state = choices.find((choice) => choice === asked) ?? 'all';
  const isQueue = state === 'awaiting-approval';
  const list = usePagedList(
    [merchantId, 'refunds', 'list', state],
    (cursor) =>
      client.refunds({
        limit: rowsPerPage,
        ...(state === 'all' ? {} : { state }),
        ...(cursor === undefined ? {} : { cursor }),
      }),
    // What waits for a colleague is announced to nobody: the queue is looked at.
    () => (isQueue ? queueMs : false),
  );
  return (
    <>
      <PageHead title={text.title} />
      <div className="y-stack">
        <Segments
          label={text.states}
          value={state}
          options={choices.map((value) => ({
            value,
            label: value === 'all' ? text.all : names[value],
          }))}
          onChange={(value) => {
            void navigate({ to: '/refunds', search: value === 'all' ? {} : { state: value } });
          }}
        />
        {isQueue && <p className="y-quiet">{text.queueHint}</p>}
        <DataTable
          label={text.list}
          columns={useRefundColumns()}
          list={list}
          rowKey={({ id }) => id}
          rowLink={({ id }) => `/refunds/${id}`}
          empty={
            isQueue
              ? { title: text.emptyQueue, hint: text.emptyQueueHint }
              : {
                  title: text.empty,
                  hint: text.emptyHint,
                  action: <Link to="/orders">{text.ordersLink}</Link>,
                }
          }
        />
      </div>
    </>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { Job } from '@yifen/contract';
import { useApi } from '../../api/api-context.tsx';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { StateTag, type Tone } from '../../components/state-tag.tsx';
import { Time } from '../../components/time.tsx';
import { useToast } from '../../components/toast.tsx';
import { usePagedList } from '../../components/use-paged-list.ts';
import { useTexts } from '../../language/define-texts.ts';
import { jobsTexts } from './jobs-texts.ts';

const tones: Readonly<Record<Job['state'], Tone>> = {
  waiting: 'calm',
  late: 'warn',
  leased: 'info',
  dead: 'bad',
};
const states: readonly Job['state'][] = ['dead', 'late', 'leased', 'waiting'];
const kinds: readonly Job['kind'][] = [
  'order-poll',
  'refund-poll',
  'delivery',
  'reconciliation',
  'shipment',
  'message',
];

/** Work that waits and work that was given up; the latter is what a person comes for. */
export function JobsPage() {
  const text = useTexts(jobsTexts);
  const { client, merchantId, can } = useApi();
  const search: { readonly state?: unknown; readonly kind?: unknown } = useSearch({
    strict: false,
  });
  const state = search.state === 'all' ? 'all' : (oneOf(states, search.state) ?? 'dead');
  const kind = oneOf(kinds, search.kind) ?? 'all';
  const navigate = useNavigate();
  const show = (wish: { state?: string; kind?: string }) =>
    navigate({ to: '/jobs', search: { state, kind, ...wish } });
  const list = usePagedList([merchantId, 'jobs', state, kind], (cursor) =>
    client.jobs({
      limit: 50,
      ...(state === 'all' ? {} : { state }),
      ...(kind === 'all' ? {} : { kind }),
      ...(cursor === undefined ? {} : { cursor }),
    }),
  );
  const retry = useRetry();
  const columns = columnsOf(text);
  return (
    <div className="y-stack">
      <PageHead title={text.title} />
      <p className="y-quiet">{text.lead}</p>
      <div className="y-row">
        <Choice
          label={text.filter}
          value={state}
          options={[
            ...states.map((value) => ({ value, label: text.states[value] })),
            { value: 'all' as const, label: text.all },
          ]}
          onChange={(value) => show({ state: value })}
        />
        <Choice
          label={text.kindFilter}
          value={kind}
          options={[
            { value: 'all' as const, label: text.all },
            ...kinds.map((value) => ({ value, label: text.kinds[value] })),
          ]}
          onChange={(value) => show({ kind: value })}
        />
      </div>
      {retry.error !== null && <ProblemNotice error={retry.error} />}
      <DataTable
        label={text.title}
        columns={can('jobs:write') ? [...columns, retryColumn(text.retry, retry.mutate)] : columns}
        list={list}
        rowKey={({ id }) => id}
        empty={
          state === 'dead'
            ? { title: text.emptyDead, hint: text.emptyDeadHint }
            : { title: text.empty, hint: text.emptyHint }
        }
      />
    </div>
  );
}

function useRetry() {
  const text = useTexts(jobsTexts);
  const { client, merchantId } = useApi();
  const queries = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: (id: string) => client.retryJob(id),
    onSuccess: async () => {
      toast(text.retried);
      await queries.invalidateQueries({ queryKey: [merchantId, 'jobs'] });
    },
  });
}

type Says = (typeof jobsTexts)['zh'];

function columnsOf(text: Says): readonly Column<Job>[] {
  return [
    { key: 'kind', title: text.kind, cell: ({ kind }) => text.kinds[kind] ?? kind },
    {
      key: 'state',
      title: text.state,
      cell: ({ state }) => <StateTag tone={tones[state]}>{text.states[state]}</StateTag>,
    },
    { key: 'subject', title: text.subject, cell: (job) => <Subject job={job} /> },
    {
      key: 'attempts',
      title: text.attempts,
      align: 'end',
      cell: ({ attempts }) => <span className="y-number">{text.times(attempts)}</span>,
    },
    { key: 'due', title: text.due, cell: ({ dueAt }) => <Time at={dueAt} /> },
    {
      key: 'problem',
      title: text.problem,
      cell: ({ problem }) => <span className="y-mono y-break">{problem ?? '—'}</span>,
    },
  ];
}

/** What a job is about, as a link to the page that shows it. */
function Subject({ job: { kind, subject } }: { job: Job }) {
  const shown = <span className="y-mono y-break">{subject}</span>;
  if (kind === 'refund-poll') {
    return (
      <Link to="/refunds/$refundId" params={{ refundId: subject }}>
        {shown}
      </Link>
    );
  }
  if (kind === 'reconciliation') {
    return (
      <Link to="/reconciliation/$day" params={{ day: subject.slice(0, 10) }}>
        {shown}
      </Link>
    );
  }
  if (kind === 'order-poll' || kind === 'shipment') {
    return (
      <Link to="/orders/$orderId" params={{ orderId: subject }}>
        {shown}
      </Link>
    );
  }
  return shown;
}

function retryColumn(label: string, retry: (id: string) => void): Column<Job> {
  return {
    key: 'actions',
    title: '',
    align: 'end',
    cell: ({ id, state }) =>
      (state === 'dead' || state === 'late') && (
        <Button size="small" variant="outline" onClick={() => retry(id)}>
          {label}
        </Button>
      ),
  };
}

function oneOf<T extends string>(all: readonly T[], value: unknown): T | undefined {
  return all.find((each) => each === value);
}

import type { ApiKey, ApiKeyWithText } from '@yifen/contract';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { Button } from '../../components/button.tsx';
import { ConfirmWithReason } from '../../components/confirm-with-reason.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Segments } from '../../components/segments.tsx';
import { useToast } from '../../components/toast.tsx';
import { useActorName } from '../../components/use-actor-name.ts';
import { usePagedList } from '../../components/use-paged-list.ts';
import { useTexts } from '../../language/define-texts.ts';
import { type KeyQuestion, keyColumns } from './api-key-columns.tsx';
import { apiKeysTexts } from './api-keys-texts.ts';
import { CreateKeyDialog } from './create-key-dialog.tsx';
import { KeyNotice } from './key-notice.tsx';
import { RotateKeyDialog } from './rotate-key-dialog.tsx';
import { useKeyCall } from './use-api-keys.ts';
import { useKeyEnds } from './use-key-ends.ts';

/** The keys of the merchant's own systems. */
export function ApiKeysPage() {
  const text = useTexts(apiKeysTexts);
  const { client, merchantId, can } = useApi();
  const nameOf = useActorName();
  const list = usePagedList([merchantId, 'api-keys'], async () => ({
    ...(await client.apiKeys()),
    nextCursor: null,
  }));
  const [state, setState] = useState<ApiKey['state']>('active');
  const [question, setQuestion] = useState<KeyQuestion | 'create' | null>(null);
  const [made, setMade] = useState<ApiKeyWithText | null>(null);
  const canWrite = can('keys:write');
  const close = () => setQuestion(null);
  const show = (key: ApiKeyWithText) => {
    setQuestion(null);
    setMade(key);
  };
  const create = (
    <Button theme="primary" onClick={() => setQuestion('create')}>
      {text.create}
    </Button>
  );
  const rows = list.rows?.filter((key) => key.state === state);
  const endOf = useKeyEnds(state === 'ended' ? (rows ?? []) : [], list.rows ?? []);
  return (
    <div className="y-stack">
      <PageHead title={text.title}>{canWrite && create}</PageHead>
      <p className="y-quiet">{text.lead}</p>
      <Segments
        label={text.which}
        value={state}
        options={[
          { value: 'active', label: text.active },
          { value: 'ended', label: text.ended },
        ]}
        onChange={setState}
      />
      <DataTable
        label={text.title}
        columns={keyColumns(text, {
          nameOf,
          ask: state === 'active' && canWrite ? setQuestion : null,
          endOf: state === 'ended' ? endOf : null,
        })}
        list={{ ...list, rows }}
        rowKey={({ id }) => id}
        empty={
          state === 'active'
            ? { title: text.empty, hint: text.emptyHint }
            : { title: text.noneEnded }
        }
      />
      {question === 'create' && <CreateKeyDialog onMade={show} onClose={close} />}
      {question !== null && question !== 'create' && question.asks === 'rotate' && (
        <RotateKeyDialog apiKey={question.key} onMade={show} onClose={close} />
      )}
      {question !== null && question !== 'create' && question.asks === 'revoke' && (
        <RevokeKey apiKey={question.key} onClose={close} />
      )}
      {made !== null && <KeyNotice made={made} onClose={() => setMade(null)} />}
    </div>
  );
}

function RevokeKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const text = useTexts(apiKeysTexts);
  const toast = useToast();
  const revoke = useKeyCall((client, reason: string) => client.revokeApiKey(apiKey.id, reason));
  return (
    <ConfirmWithReason
      title={text.revokeTitle(apiKey.name)}
      action={text.revoke}
      danger
      reason={{}}
      onConfirm={async (reason) => {
        await revoke.mutateAsync(reason);
        toast(text.revoked);
      }}
      onClose={onClose}
    >
      <p className="y-mono">{apiKey.hint}…</p>
      <p>{text.revokeText}</p>
    </ConfirmWithReason>
  );
}

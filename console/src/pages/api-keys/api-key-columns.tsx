import type { ApiKey } from '@yifen/contract';
import { Button } from '../../components/button.tsx';
import type { Column } from '../../components/data-table.tsx';
import { StateTag } from '../../components/state-tag.tsx';
import { Time } from '../../components/time.tsx';
import type { apiKeysTexts } from './api-keys-texts.ts';
import { sayScopes } from './key-scopes.ts';

/** What is asked about a key. */
export interface KeyQuestion {
  readonly asks: 'rotate' | 'revoke';
  readonly key: ApiKey;
}

type Says = (typeof apiKeysTexts)['zh'];

/** What is shown of a key; `ask` null: nothing can be done with it. */
export function keyColumns(
  text: Says,
  nameOf: (actor: string) => string,
  ask: ((question: KeyQuestion) => void) | null,
): readonly Column<ApiKey>[] {
  const shown: readonly Column<ApiKey>[] = [
    {
      key: 'name',
      title: text.name,
      cell: ({ name, hint }) => (
        <span className="y-break">
          <b>{name}</b>
          <br />
          <span className="y-quiet y-mono">{hint}…</span>
        </span>
      ),
    },
    { key: 'scopes', title: text.scopes, cell: ({ scopes }) => sayScopes(scopes, text) },
    {
      key: 'holder',
      title: text.holder,
      cell: ({ holder }) => (holder === null ? text.system : nameOf(holder)),
    },
    {
      key: 'created',
      title: text.created,
      cell: ({ createdAt }) => <Time at={createdAt} precision="minute" />,
    },
    {
      key: 'used',
      title: text.lastUsed,
      cell: ({ lastUsedAt }) =>
        lastUsedAt === null ? (
          <span className="y-quiet">{text.never}</span>
        ) : (
          <Time at={lastUsedAt} precision="minute" />
        ),
    },
    {
      key: 'until',
      title: text.until,
      cell: ({ expiresAt, state }) => (
        <span className="y-row">
          {expiresAt === null ? text.forever : <Time at={expiresAt} precision="minute" />}
          {state === 'ended' && <StateTag tone="calm">{text.ended}</StateTag>}
        </span>
      ),
    },
  ];
  return ask === null ? shown : [...shown, actionsColumn(text, ask)];
}

function actionsColumn(text: Says, ask: (question: KeyQuestion) => void): Column<ApiKey> {
  return {
    key: 'actions',
    title: text.actions,
    align: 'end',
    cell: (key) => (
      <span className="y-row">
        <Button
          size="small"
          variant="outline"
          aria-label={text.rotateTitle(key.name)}
          onClick={() => ask({ asks: 'rotate', key })}
        >
          {text.rotate}
        </Button>
        <Button
          size="small"
          variant="outline"
          theme="danger"
          aria-label={text.revokeTitle(key.name)}
          onClick={() => ask({ asks: 'revoke', key })}
        >
          {text.revoke}
        </Button>
      </span>
    ),
  };
}

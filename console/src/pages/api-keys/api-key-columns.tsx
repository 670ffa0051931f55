import type { ApiKey } from '@yifen/contract';
import { Button } from '../../components/button.tsx';
import type { Column } from '../../components/data-table.tsx';
import { StateTag } from '../../components/state-tag.tsx';
import { Time } from '../../components/time.tsx';
import type { apiKeysTexts } from './api-keys-texts.ts';
import type { KeyEnd } from './key-end.ts';
import { sayScopes } from './key-scopes.ts';

/** What is asked about a key. */
export interface KeyQuestion {
  readonly asks: 'rotate' | 'revoke';
  readonly key: ApiKey;
}

type Says = (typeof apiKeysTexts)['zh'];

/** What is shown of a key; `ask` null: nothing can be done with it; `endOf` null: it has not ended. */
export function keyColumns(
  text: Says,
  {
    nameOf,
    ask,
    endOf,
  }: {
    readonly nameOf: (actor: string) => string;
    readonly ask: ((question: KeyQuestion) => void) | null;
    readonly endOf: ((key: ApiKey) => KeyEnd) | null;
  },
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
    endOf === null ? untilColumn(text) : endColumn(text, nameOf, endOf),
  ];
  return ask === null ? shown : [...shown, actionsColumn(text, ask)];
}

function untilColumn(text: Says): Column<ApiKey> {
  return {
    key: 'until',
    title: text.until,
    cell: ({ expiresAt }) =>
      expiresAt === null ? text.forever : <Time at={expiresAt} precision="minute" />,
  };
}

function endColumn(
  text: Says,
  nameOf: (actor: string) => string,
  endOf: (key: ApiKey) => KeyEnd,
): Column<ApiKey> {
  return {
    key: 'end',
    title: text.ended,
    cell: (key) => {
      const { why, by, reason } = endOf(key);
      return (
        <span className="y-break">
          <StateTag tone={why === 'revoked' ? 'warn' : 'calm'}>{text.ends[why]}</StateTag>{' '}
          {key.expiresAt !== null && <Time at={key.expiresAt} precision="minute" />}
          {by !== null && (
            <>
              <br />
              <span className="y-quiet">
                {text.endedBy(nameOf(by))}
                {reason !== null && text.endedWhy(reason)}
              </span>
            </>
          )}
        </span>
      );
    },
  };
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

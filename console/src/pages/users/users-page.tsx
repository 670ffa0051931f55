import type { ConsoleUser, Invitation } from '@yifen/contract';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { Button } from '../../components/button.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { StateTag, type Tone } from '../../components/state-tag.tsx';
import { Time } from '../../components/time.tsx';
import { usePagedList } from '../../components/use-paged-list.ts';
import { useTexts } from '../../language/define-texts.ts';
import { InvitationNotice } from './invitation-notice.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { UserDialog } from './user-dialog.tsx';
import { usersTexts } from './users-texts.ts';

const tones: Readonly<Record<ConsoleUser['state'], Tone>> = {
  invited: 'info',
  active: 'good',
  disabled: 'calm',
};

/** Who may sign in at this merchant, and as what. */
export function UsersPage() {
  const text = useTexts(usersTexts);
  const { client, merchantId, user: self, can } = useApi();
  const list = usePagedList([merchantId, 'users'], (cursor) =>
    client.users({ limit: 50, ...(cursor === undefined ? {} : { cursor }) }),
  );
  const [shown, setShown] = useState<ConsoleUser | 'invite' | null>(null);
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const showLink = (made: Invitation) => {
    setShown(null);
    setInvitation(made);
  };
  const columns = columnsOf(text, self.id);
  const canWrite = can('users:write');
  return (
    <div className="y-stack">
      <PageHead title={text.title}>
        {canWrite && (
          <Button theme="primary" onClick={() => setShown('invite')}>
            {text.invite}
          </Button>
        )}
      </PageHead>
      <DataTable
        label={text.title}
        columns={canWrite ? [...columns, changeColumn(text, setShown)] : columns}
        list={list}
        rowKey={({ id }) => id}
        empty={{ title: text.empty, hint: text.emptyHint }}
      />
      <p className="y-quiet">{text.lastOwner}</p>
      {shown === 'invite' && <InviteDialog onInvited={showLink} onClose={() => setShown(null)} />}
      {shown !== null && shown !== 'invite' && (
        <UserDialog user={shown} onReset={showLink} onClose={() => setShown(null)} />
      )}
      {invitation !== null && (
        <InvitationNotice invitation={invitation} onClose={() => setInvitation(null)} />
      )}
    </div>
  );
}

type Says = (typeof usersTexts)['zh'];

function columnsOf(text: Says, selfId: string): readonly Column<ConsoleUser>[] {
  return [
    {
      key: 'name',
      title: text.name,
      cell: ({ id, name, email }) => (
        <span className="y-break">
          <b>{name}</b>
          {id === selfId && text.you}
          <br />
          <span className="y-quiet">{email}</span>
        </span>
      ),
    },
    { key: 'role', title: text.role, cell: ({ role }) => text.roles[role] },
    {
      key: 'state',
      title: text.state,
      cell: ({ state, lockedUntil }) => (
        <span className="y-row">
          <StateTag tone={tones[state]}>{text.states[state]}</StateTag>
          {lockedUntil !== null && <StateTag tone="warn">{text.locked}</StateTag>}
        </span>
      ),
    },
    {
      key: 'totp',
      title: text.totp,
      cell: ({ totp }) => (totp ? text.totpOn : <span className="y-quiet">{text.totpOff}</span>),
    },
    {
      key: 'last',
      title: text.lastSignIn,
      cell: ({ lastSignInAt }) =>
        lastSignInAt === null ? (
          <span className="y-quiet">{text.never}</span>
        ) : (
          <Time at={lastSignInAt} precision="minute" />
        ),
    },
  ];
}

function changeColumn(text: Says, change: (user: ConsoleUser) => void): Column<ConsoleUser> {
  return {
    key: 'actions',
    title: '',
    align: 'end',
    cell: (user) => (
      <Button size="small" variant="outline" onClick={() => change(user)}>
        {text.change}
      </Button>
    ),
  };
}

import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { AuditLine } from '@yifen/contract';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { usePreference } from '../../app/create-preference.ts';
import { Button } from '../../components/button.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { TextField } from '../../components/text-field.tsx';
import { Time } from '../../components/time.tsx';
import { useActorName } from '../../components/use-actor-name.ts';
import { usePagedList } from '../../components/use-paged-list.ts';
import { useTexts } from '../../language/define-texts.ts';
import { type Language, language } from '../../language/language.ts';
import { auditTexts } from './audit-texts.ts';
import { AuditVerdict } from './audit-verdict.tsx';
import { describeAction } from './describe-action.ts';
import { describeDetails } from './describe-details.ts';

/** The audit log, newest first, also of one person or about one thing. */
export function AuditPage() {
  const text = useTexts(auditTexts);
  const spoken = usePreference(language);
  const nameOf = useActorName();
  const { client, merchantId } = useApi();
  const search: { readonly actor?: unknown; readonly subject?: unknown } = useSearch({
    strict: false,
  });
  const wish = { actor: textOf(search.actor), subject: textOf(search.subject) };
  const isFiltered = wish.actor !== '' || wish.subject !== '';
  const list = usePagedList([merchantId, 'audit', wish.actor, wish.subject], (cursor) =>
    client.audit({
      order: 'newest',
      limit: 50,
      ...(wish.actor === '' ? {} : { actor: wish.actor }),
      ...(wish.subject === '' ? {} : { subject: wish.subject }),
      ...(cursor === undefined ? {} : { cursor }),
    }),
  );
  return (
    <div className="y-stack">
      <PageHead title={text.title} />
      <p className="y-quiet">{text.lead}</p>
      <AuditVerdict />
      <Filters key={`${wish.actor} ${wish.subject}`} wish={wish} />
      <DataTable
        label={text.title}
        columns={columnsOf(text, spoken, nameOf)}
        list={list}
        rowKey={({ number }) => String(number)}
        empty={{ title: text.empty, hint: isFiltered ? text.emptyFiltered : text.emptyHint }}
      />
    </div>
  );
}

interface Wish {
  readonly actor: string;
  readonly subject: string;
}

function Filters({ wish }: { wish: Wish }) {
  const text = useTexts(auditTexts);
  const navigate = useNavigate();
  const [typed, setTyped] = useState(wish);
  const show = (search: Wish) => navigate({ to: '/audit', search });
  return (
    <form
      className="y-filters"
      onSubmit={(event) => {
        event.preventDefault();
        void show({ actor: typed.actor.trim(), subject: typed.subject.trim() });
      }}
    >
      <TextField
        label={text.actor}
        placeholder={text.actorHint}
        value={typed.actor}
        onChange={(actor) => setTyped({ ...typed, actor })}
      />
      <TextField
        label={text.subject}
        placeholder={text.subjectHint}
        value={typed.subject}
        onChange={(subject) => setTyped({ ...typed, subject })}
      />
      <div className="y-row">
        <Button type="submit" variant="outline">
          {text.search}
        </Button>
        {(wish.actor !== '' || wish.subject !== '') && (
          <Button variant="text" onClick={() => show({ actor: '', subject: '' })}>
            {text.clear}
          </Button>
        )}
      </div>
    </form>
  );
}

type Says = (typeof auditTexts)['zh'];

function columnsOf(
  text: Says,
  spoken: Language,
  nameOf: (actor: string) => string,
): readonly Column<AuditLine>[] {
  return [
    { key: 'time', title: text.time, cell: ({ at }) => <Time at={at} /> },
    {
      key: 'actor',
      title: text.actor,
      cell: ({ actor }) => (
        <Link to="/audit" search={{ actor, subject: '' }} title={actor}>
          {nameOf(actor)}
        </Link>
      ),
    },
    {
      key: 'action',
      title: text.action,
      cell: ({ action }) => {
        const named = describeAction(action, spoken);
        return named === null ? (
          <span className="y-mono y-break">{action}</span>
        ) : (
          <b title={action}>{named}</b>
        );
      },
    },
    {
      key: 'subject',
      title: text.subject,
      cell: ({ subject }) => <span className="y-mono y-break">{subject ?? text.none}</span>,
    },
    {
      key: 'details',
      title: text.details,
      cell: ({ details }) => (
        <span className="y-break">
          {Object.keys(details).length === 0 ? text.none : describeDetails(details, spoken)}
        </span>
      ),
    },
  ];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 128) : '';
}

import type { MiniProgramSetup, ProgramTemplate } from '@yifen/contract';
import { type ReactNode, useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { Button } from '../../components/button.tsx';
import { ConfirmWithReason } from '../../components/confirm-with-reason.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { StateTag } from '../../components/state-tag.tsx';
import { useToast } from '../../components/toast.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { MessagesDialog } from './messages-dialog.tsx';
import { fieldSources } from './program-form.ts';
import { programTexts } from './program-texts.ts';
import { PushDialog } from './push-dialog.tsx';
import { useSetUpCall } from './use-set-up.ts';

/** A mini-program: what is set of it, and what can be changed; no secret is among it. */
export function ProgramLine({ program, isFirst }: { program: MiniProgramSetup; isFirst: boolean }) {
  const text = useTexts(programTexts);
  const { can } = useApi();
  const [open, setOpen] = useState<'messages' | 'push' | 'remove' | null>(null);
  const { appid, paidTemplate, shippedTemplate, orderPage, hasMessagePush, messageUrl } = program;
  const close = () => setOpen(null);
  const rows: readonly (readonly [string, ReactNode])[] = [
    [text.paid, <Template key="paid" template={paidTemplate} />],
    [text.shipped, <Template key="shipped" template={shippedTemplate} />],
    [
      text.orderPage,
      <span key="page" className={orderPage === null ? 'y-quiet' : 'y-mono'}>
        {orderPage ?? text.noPage}
      </span>,
    ],
    [
      text.push,
      <span key="push" className="y-row">
        <StateTag tone={hasMessagePush ? 'good' : 'calm'}>
          {hasMessagePush ? text.set : text.notSet}
        </StateTag>
        <span className="y-quiet">{hasMessagePush ? text.pushOn : text.pushOff}</span>
      </span>,
    ],
    [text.pushUrl, <CopyText key="url" value={messageUrl} label={text.pushUrl} />],
  ];
  return (
    <li className="y-line">
      <div className="y-line__head">
        <div className="y-row">
          <CopyText value={appid} label={text.appid} />
          {isFirst && <StateTag tone="info">{text.first}</StateTag>}
        </div>
        {can('merchants:write') && (
          <div className="y-row">
            <Button size="small" variant="outline" onClick={() => setOpen('messages')}>
              {text.changeMessages}
            </Button>
            <Button size="small" variant="outline" onClick={() => setOpen('push')}>
              {hasMessagePush ? text.replacePush : text.changePush}
            </Button>
            {hasMessagePush && (
              <Button
                size="small"
                variant="outline"
                theme="danger"
                onClick={() => setOpen('remove')}
              >
                {text.removePush}
              </Button>
            )}
          </div>
        )}
      </div>
      <dl className="y-fact-list">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {open === 'messages' && <MessagesDialog program={program} onClose={close} />}
      {open === 'push' && <PushDialog program={program} onClose={close} />}
      {open === 'remove' && <RemovePush appid={appid} onClose={close} />}
    </li>
  );
}

function Template({ template }: { template: ProgramTemplate | null }) {
  const text = useTexts(programTexts);
  if (template === null) return <StateTag tone="calm">{text.notSet}</StateTag>;
  const said = Object.entries(template.fields).map(([name, value]) => {
    const source = fieldSources.find((each) => each === value);
    return [name, source === undefined ? `“${value.slice(1)}”` : text.sources[source]] as const;
  });
  return (
    <>
      <span className="y-row">
        <StateTag tone="good">{text.set}</StateTag>
        <span className="y-break">{text.templateOf(template.templateId)}</span>
      </span>
      <ul>
        {said.map(([name, value]) => (
          <li key={name} className="y-quiet">
            <span className="y-mono">{name}</span> {value}
          </li>
        ))}
      </ul>
    </>
  );
}

function RemovePush({ appid, onClose }: { appid: string; onClose: () => void }) {
  const text = useTexts(programTexts);
  const toast = useToast();
  const remove = useSetUpCall((client, _: null) =>
    client.changeMiniProgram(appid, { messagePush: null }),
  );
  return (
    <ConfirmWithReason
      title={text.removePush}
      action={text.removePush}
      danger
      onConfirm={async () => {
        const { hasMessagePush } = await remove.mutateAsync(null);
        toast(hasMessagePush ? text.pushInherited : text.pushRemoved);
      }}
      onClose={onClose}
    >
      <p className="y-mono">{appid}</p>
      <p>{text.removePushText}</p>
      <p className="y-quiet">{text.removePushEnvironment}</p>
    </ConfirmWithReason>
  );
}

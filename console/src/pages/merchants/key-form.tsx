import type { MerchantKey } from '@yifen/contract';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { TextArea } from '../../components/text-area.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useToast } from '../../components/toast.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { setUpTexts } from './set-up-texts.ts';
import { useSetUpCall } from './use-set-up.ts';

type Kind = MerchantKey['kind'];

const kinds: readonly Kind[] = ['merchant-key', 'apiv3-key', 'public-key', 'platform-certificate'];
const slots = ['current', 'next'] as const;

/** Takes a key in; it leaves the page with the request and is forgotten. */
export function KeyForm() {
  const text = useTexts(setUpTexts);
  const toast = useToast();
  const [kind, setKind] = useState<Kind>('merchant-key');
  const [serial, setSerial] = useState('');
  const [slot, setSlot] = useState<(typeof slots)[number]>('current');
  const [typed, setTyped] = useState('');
  const save = useSetUpCall((client, key: { kind: Kind; serial: string; text: string }) =>
    client.saveKey(key),
  );
  const isApiv3 = kind === 'apiv3-key';
  const problem = isApiv3
    ? typed === '' || typed.trim().length === 32
      ? null
      : text.apiv3Problem
    : typed === '' || typed.trim().startsWith('-----BEGIN')
      ? null
      : text.pemProblem;
  const name = isApiv3 ? slot : serial.trim();
  const isReady = name !== '' && typed !== '' && problem === null;
  return (
    <form
      className="y-panel y-stack y-form"
      aria-label={text.save}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady) return;
        save.mutate(
          { kind, serial: name, text: typed.trim() },
          {
            onSuccess: () => {
              setTyped('');
              setSerial('');
              toast(text.saved);
            },
          },
        );
      }}
    >
      <Choice
        label={text.kind}
        value={kind}
        options={kinds.map((value) => ({ value, label: text.kinds[value] }))}
        onChange={(value) => {
          setKind(value);
          setTyped('');
        }}
      />
      <div>
        <p className="y-field__hint">{text.kindHints[kind]}</p>
        <p className="y-field__hint">{text.rotation[kind]}</p>
      </div>
      {isApiv3 ? (
        <>
          <Choice
            label={text.slot}
            value={slot}
            options={slots.map((value) => ({ value, label: text.slots[value] }))}
            onChange={setSlot}
          />
          <TextField
            label={text.apiv3}
            type="password"
            autoComplete="off"
            value={typed}
            problem={problem}
            onChange={setTyped}
          />
        </>
      ) : (
        <>
          <TextField label={text.serial} value={serial} maxLength={80} onChange={setSerial} />
          <TextArea
            label={text.text}
            value={typed}
            rows={5}
            hint={problem ?? undefined}
            onChange={setTyped}
          />
          <FileField label={text.file} onText={setTyped} />
        </>
      )}
      {save.error !== null && <ProblemNotice error={save.error} />}
      <div>
        <Button type="submit" theme="primary" loading={save.isPending} disabled={!isReady}>
          {text.save}
        </Button>
      </div>
    </form>
  );
}

/** Reads a small text file in this browser; it goes nowhere else. */
function FileField({ label, onText }: { label: string; onText: (text: string) => void }) {
  return (
    <div>
      <label className="y-button-link">
        {label}
        <input
          type="file"
          className="y-unseen"
          accept=".pem,.key,.txt,.crt,.cer"
          onChange={async ({ target }) => {
            const file = target.files?.[0];
            if (file !== undefined && file.size < 32_768) onText(await file.text());
            target.value = '';
          }}
        />
      </label>
    </div>
  );
}

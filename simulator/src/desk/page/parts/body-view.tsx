/** A body or a decrypted content: laid out when it is JSON, and always as it stood on the wire. */
import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { copyText, later } from '../browser.ts';
import { jsonTokens } from '../json-tokens.ts';
import { useSay } from '../language.ts';

/** Longer texts are shown as they are: laying them out would stall the page. */
const longest = 100_000;

/** Draws the text with its two views and a copy button. */
export function BodyView({ text }: { readonly text: string }): JSX.Element {
  const say = useSay();
  const [raw, setRaw] = useState(false);
  const tokens = useMemo(() => (text.length > longest ? null : jsonTokens(text)), [text]);
  return (
    <div class="body">
      <div class="body-bar">
        {tokens !== null && (
          <button type="button" class="tiny" aria-pressed={raw} onClick={() => setRaw(!raw)}>
            {say('raw')}
          </button>
        )}
        <CopyButton text={text} />
      </div>
      <pre>
        {tokens === null || raw
          ? text
          : tokens.map((token, index) =>
              token.kind === 'mark' ? (
                token.text
              ) : (
                <span key={index} class={`json-${token.kind}`}>
                  {token.text}
                </span>
              ),
            )}
      </pre>
    </div>
  );
}

/** A button that copies a text and says so. */
export function CopyButton({ text }: { readonly text: string }): JSX.Element {
  const say = useSay();
  const [copied, setCopied] = useState(false);
  useEffect(() => (copied ? later(1500, () => setCopied(false)) : undefined), [copied]);
  return (
    <button
      type="button"
      class="tiny"
      onClick={() =>
        copyText(text).then(
          () => setCopied(true),
          () => setCopied(false),
        )
      }
    >
      {say(copied ? 'copied' : 'copy')}
    </button>
  );
}

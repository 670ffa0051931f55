/** The exact text under a signature, its line ends made visible, and the verdict of who checked it. */
import type { JSX } from 'preact';
import { byteLength, signedLines } from '../format.ts';
import { useSay } from '../language.ts';
import type { FlowSignature } from '../wire.ts';
import { CopyButton } from './body-view.tsx';

/** Draws the signed text. */
export function SignatureView({ signature }: { readonly signature: FlowSignature }): JSX.Element {
  const say = useSay();
  const { verified } = signature;
  const verdict = verified === null ? 'unchecked' : verified ? 'verified' : 'notVerified';
  const outcome = verified === null ? 'pending' : verified ? 'ok' : 'refused';
  return (
    <section class="block">
      <h3>
        {say('signedText')}{' '}
        <span class="outcome" data-outcome={outcome}>
          {say(verdict)}
        </span>
      </h3>
      {signature.reason !== undefined && verified !== true && (
        <p class="reason">{signature.reason}</p>
      )}
      <div class="body signed">
        <div class="body-bar">
          <span class="number">
            {byteLength(signature.signedText)} {say('bytes')}
          </span>
          <CopyButton text={signature.signedText} />
        </div>
        <pre>
          {signedLines(signature.signedText).map((line, index) => (
            <span key={index} class="signed-line">
              {line.text}
              {line.ended ? (
                <span class="line-end">↵</span>
              ) : (
                <span class="line-missing">{say('noLineEnd')}</span>
              )}
            </span>
          ))}
        </pre>
      </div>
      <p class="fine">
        {say('linesEnd')}
        {signature.serial !== undefined && (
          <>
            {' · '}
            {say('serial')} <code>{signature.serial}</code>
          </>
        )}
      </p>
    </section>
  );
}

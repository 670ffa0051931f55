import { Button } from '../../components/button.tsx';
import { useCopy } from '../../components/use-copy.ts';
import { useTexts } from '../../language/define-texts.ts';
import { signInTexts } from './sign-in-texts.ts';

/** The recovery codes, shown once; going on is the person's word that they are kept. */
export function RecoveryCodeList({
  codes,
  onDone,
}: {
  codes: readonly string[];
  onDone: () => unknown;
}) {
  const text = useTexts(signInTexts);
  const copy = useCopy();
  return (
    <div className="y-stack">
      <h1 className="y-door__title">{text.codesTitle}</h1>
      <p className="y-quiet">{text.codesHint}</p>
      <ul className="y-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Button variant="outline" block onClick={() => copy(codes.join('\n'))}>
        {text.copyCodes}
      </Button>
      <Button size="large" block onClick={() => void onDone()}>
        {text.saved}
      </Button>
    </div>
  );
}

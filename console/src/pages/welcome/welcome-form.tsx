import type { AcceptInvitation, InvitationOffer } from '@yifen/contract';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { signInTexts } from '../sign-in/sign-in-texts.ts';

/** Who it is for, and the password to be. */
export function WelcomeForm({
  offer,
  isBusy,
  problem,
  onAccept,
}: {
  offer: InvitationOffer;
  isBusy: boolean;
  problem: Error | null;
  onAccept: (answer: Omit<AcceptInvitation, 'token'>) => void;
}) {
  const text = useTexts(signInTexts);
  const isFirst = offer.kind === 'first';
  const [email, setEmail] = useState(offer.email);
  const [name, setName] = useState(offer.name);
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const differs = repeated !== '' && repeated !== password;
  return (
    <form
      className="y-stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (repeated !== password) return;
        onAccept(isFirst ? { password, email: email.trim(), name: name.trim() } : { password });
      }}
    >
      <h1 className="y-door__title">
        {isFirst
          ? text.welcomeFirst
          : offer.kind === 'invited'
            ? text.welcomeInvited(offer.name)
            : text.welcomeReset(offer.name)}
      </h1>
      {isFirst && <p className="y-quiet">{text.welcomeFirstHint}</p>}
      {isFirst && (
        <TextField label={text.name} autoComplete="name" required value={name} onChange={setName} />
      )}
      <TextField
        label={text.email}
        type="email"
        autoComplete="username"
        required
        readOnly={!isFirst}
        value={email}
        onChange={setEmail}
      />
      <TextField
        label={text.newPassword}
        type="password"
        autoComplete="new-password"
        minLength={12}
        maxLength={128}
        required
        hint={text.passwordHint}
        value={password}
        onChange={setPassword}
      />
      <TextField
        label={text.repeat}
        type="password"
        autoComplete="new-password"
        required
        problem={differs ? text.repeatDiffers : null}
        value={repeated}
        onChange={setRepeated}
      />
      {problem !== null && <ProblemNotice error={problem} />}
      <Button type="submit" size="large" block loading={isBusy} disabled={differs}>
        {text.accept}
      </Button>
    </form>
  );
}

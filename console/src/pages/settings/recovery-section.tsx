import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { sessionKey } from '../../api/session.ts';
import { Button } from '../../components/button.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { CodesNotice } from './codes-notice.tsx';
import { settingsTexts } from './settings-texts.ts';

/** How many recovery codes are left, and new ones. */
export function RecoverySection() {
  const text = useTexts(settingsTexts);
  const { client, user } = useApi();
  const queries = useQueryClient();
  const [code, setCode] = useState('');
  const make = useMutation({ mutationFn: () => client.newRecoveryCodes(code.trim()) });
  return (
    <form
      className="y-panel y-stack y-form"
      aria-label={text.recovery}
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <h2>{text.recovery}</h2>
      <p>{text.recoveryLeft(user.recoveryCodes)}</p>
      <p className="y-quiet">{text.recoveryLead}</p>
      <TextField
        label={text.totpCodeNow}
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onChange={setCode}
      />
      {make.error !== null && <ProblemNotice error={make.error} />}
      <div>
        <Button
          type="submit"
          variant="outline"
          loading={make.isPending}
          disabled={!/^\d{6}$/.test(code.trim())}
        >
          {text.recoveryNew}
        </Button>
      </div>
      {make.data !== undefined && (
        <CodesNotice
          codes={make.data.codes}
          onClose={() => {
            make.reset();
            setCode('');
            void queries.invalidateQueries({ queryKey: sessionKey });
          }}
        />
      )}
    </form>
  );
}

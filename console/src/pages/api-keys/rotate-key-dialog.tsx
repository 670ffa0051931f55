import type { ApiKey, ApiKeyWithText } from '@yifen/contract';
import { useState } from 'react';
import { Choice } from '../../components/choice.tsx';
import { ConfirmWithReason } from '../../components/confirm-with-reason.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { apiKeysTexts } from './api-keys-texts.ts';
import { type KeyLife, KeyLifeChoice, lifeSecondsOf } from './key-life.tsx';
import { useKeyCall } from './use-api-keys.ts';

const overlaps = ['0', '3600', '86400', '604800'] as const;
type Overlap = (typeof overlaps)[number];

/** Asks how long the former key goes on beside the new one, and how long that one is to live. */
export function RotateKeyDialog({
  apiKey,
  onMade,
  onClose,
}: {
  apiKey: ApiKey;
  onMade: (key: ApiKeyWithText) => void;
  onClose: () => void;
}) {
  const text = useTexts(apiKeysTexts);
  const [overlap, setOverlap] = useState<Overlap>('86400');
  const [life, setLife] = useState<KeyLife>(apiKey.expiresAt === null ? 'never' : '365');
  const rotate = useKeyCall((client, _: null) =>
    client.rotateApiKey(apiKey.id, {
      overlapSeconds: Number(overlap),
      lifeSeconds: lifeSecondsOf(life),
    }),
  );
  return (
    <ConfirmWithReason
      title={text.rotateTitle(apiKey.name)}
      action={text.rotate}
      onConfirm={async () => onMade(await rotate.mutateAsync(null))}
      onClose={onClose}
    >
      <p>{text.rotateText}</p>
      <Choice
        label={text.overlap}
        value={overlap}
        options={overlaps.map((value) => ({ value, label: text.overlaps[value] }))}
        onChange={setOverlap}
      />
      <KeyLifeChoice life={life} onChange={setLife} />
      <p className="y-quiet">{text.fourEyes}</p>
    </ConfirmWithReason>
  );
}

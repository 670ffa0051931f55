import type { ShipmentRequest } from '@yifen/contract';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { orderTexts } from './order-texts.ts';

/** A parcel as it is being typed. */
export interface ParcelDraft {
  /** Tells it from the others while it is typed. */
  readonly key: number;
  readonly itemDesc: string;
  readonly carrier: string;
  readonly trackingNo: string;
  readonly phone: string;
}

/** What the server is told of a parcel; other ways than a courier have the goods alone. */
export function parcelOf(
  { itemDesc, carrier, trackingNo, phone }: ParcelDraft,
  isExpress: boolean,
): ShipmentRequest['parcels'][number] {
  return {
    itemDesc: itemDesc.trim(),
    ...(isExpress ? { carrier: carrier.trim().toUpperCase(), trackingNo: trackingNo.trim() } : {}),
    ...(isExpress && phone.trim() !== '' ? { receiverPhone: phone.trim() } : {}),
  };
}

/** The fields of one parcel. */
export function ParcelFields({
  number,
  draft,
  isExpress,
  onChange,
  onRemove,
}: {
  number: number;
  draft: ParcelDraft;
  isExpress: boolean;
  onChange: (draft: ParcelDraft) => void;
  onRemove: (() => void) | null;
}) {
  const { ship: text } = useTexts(orderTexts);
  return (
    <fieldset className="y-parcel">
      <legend>{text.parcel(number)}</legend>
      <TextField
        label={text.itemDesc}
        required
        maxLength={120}
        value={draft.itemDesc}
        onChange={(itemDesc) => onChange({ ...draft, itemDesc })}
      />
      {isExpress && (
        <>
          <TextField
            label={text.carrier}
            required
            maxLength={32}
            value={draft.carrier}
            onChange={(carrier) => onChange({ ...draft, carrier })}
          />
          <TextField
            label={text.trackingNo}
            required
            maxLength={128}
            spellCheck={false}
            value={draft.trackingNo}
            onChange={(trackingNo) => onChange({ ...draft, trackingNo })}
          />
          <TextField
            label={text.phone}
            hint={text.phoneHint}
            maxLength={32}
            value={draft.phone}
            onChange={(phone) => onChange({ ...draft, phone })}
          />
        </>
      )}
      {onRemove !== null && (
        <Button variant="text" size="small" onClick={onRemove}>
          {text.remove}
        </Button>
      )}
    </fieldset>
  );
}

import { useApi } from '../api/api-context.tsx';
import { chosenMerchant } from '../api/chosen-merchant.ts';
import { Choice } from '../components/choice.tsx';
import { useTexts } from '../language/define-texts.ts';
import { appTexts } from './app-texts.ts';

/** Which merchant the pages are about; shown to whoever has more than one. */
export function MerchantChoice() {
  const text = useTexts(appTexts);
  const { user, merchantId } = useApi();
  if (user.memberships.length < 2) return null;
  return (
    <Choice
      label={text.merchant}
      hideLabel
      value={merchantId}
      onChange={(value) => chosenMerchant.set(value)}
      options={user.memberships.map(({ merchantId: id }) => ({ value: id, label: id }))}
    />
  );
}

/**
 * What the number at the end of a `Request-ID` means, as WeChat's support uses it.
 *
 * @see documents 4012081709 and 4012081717
 */
export const internalCodes: ReadonlyMap<number, string> = new Map([
  [268435461, 'parameter illegal'],
  [268435464, 'parameter out of range'],
  [268443699, 'signature error'],
  [268443701, 'no acquiring relation between partner and sub-merchant'],
  [268443704, 'sub_mchid required'],
  [268443705, 'sub_mchid equals own mchid'],
  [268443715, 'merchant unavailable'],
  [268445527, 'appid and mchid do not match'],
  [268447840, 'too frequent'],
  [268447843, 'merchant and order do not match'],
  [268447845, 'sub-merchant mismatch'],
  [268447914, 'order no longer valid (closed)'],
  [268448010, 'collection of the merchant restricted'],
  [268449538, 'order already paid'],
  [268449641, 'this trade cannot be closed'],
  [268498688, 're-entry with different parameters'],
  [268498689, 'order already paid'],
  [268501013, 'openid required'],
  [268512771, 'order does not exist'],
  [270924358, 'undocumented extra parameter'],
]);

/** Reads the number of a `<hex>-<number>` trace id; undefined when there is none, or 0, which means success. */
export function readInternalCode(requestId: string | undefined): number | undefined {
  const digits = /^[0-9A-Fa-f]+-(\d{1,15})$/.exec(requestId ?? '')?.[1];
  return digits === undefined || Number(digits) === 0 ? undefined : Number(digits);
}

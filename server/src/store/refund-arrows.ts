/**
 * The arrows that `refund_events_follow_arrows` lets through, each as "from event to" (from: empty for
 * a new refund). A test holds them equal to the ledger's table and to the database's constraint.
 */
export const refundArrows: ReadonlySet<string> = new Set([
  ' request requested',
  ' hold awaiting-approval',
  ' discover processing',
  'awaiting-approval approve requested',
  'awaiting-approval reject closed',
  'awaiting-approval dispute disputed',
  'requested accept processing',
  'requested refuse closed',
  'requested succeed succeeded',
  'requested close closed',
  'requested fail abnormal',
  'requested dispute disputed',
  'processing succeed succeeded',
  'processing close closed',
  'processing fail abnormal',
  'processing dispute disputed',
  'abnormal succeed succeeded',
  'abnormal close closed',
  'abnormal dispute disputed',
]);

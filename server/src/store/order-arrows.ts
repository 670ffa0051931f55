/**
 * The arrows that `order_events_follow_arrows` lets through, each as "from event to" (from: empty for
 * a new order). A test holds them equal to the ledger's table and to the database's constraint.
 */
export const orderArrows: ReadonlySet<string> = new Set([
  ' create created',
  'created prepay payable',
  'created renew created',
  'created begin-close closing',
  'created close closed',
  'created pay paid',
  'created dispute disputed',
  'payable prepay payable',
  'payable renew created',
  'payable begin-close closing',
  'payable close closed',
  'payable pay paid',
  'payable dispute disputed',
  'closing close closed',
  'closing pay paid',
  'closing return refunding',
  'closing dispute disputed',
  'closed pay paid',
  'closed return refunding',
  'closed dispute disputed',
  'paid dispute disputed',
  'refunding refund closed',
  'refunding dispute disputed',
  'disputed uphold paid',
  'disputed dismiss closed',
]);

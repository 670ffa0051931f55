import { isMembers, type Json, type JsonMembers } from './json-text.ts';

/** The orders of members in which WeChat is known to write notifications, applied to one that was rewritten. */
export function notificationOrders(body: JsonMembers): JsonMembers[] {
  return envelopes.flatMap((envelope) =>
    resources.map((resource) => {
      const inner = body.resource;
      const ordered = isMembers(inner) ? { ...body, resource: arrange(inner, resource) } : body;
      return arrange(ordered, envelope);
    }),
  );
}

const envelopes: readonly (readonly string[])[] = [
  ['id', 'create_time', 'resource_type', 'event_type', 'summary', 'resource'],
  ['id', 'create_time', 'resource_type', 'event_type', 'resource', 'summary'],
  ['id', 'create_time', 'event_type', 'resource_type', 'resource', 'summary'],
  ['id', 'create_time', 'event_type', 'resource_type', 'summary', 'resource'],
];
const resources: readonly (readonly string[])[] = [
  ['original_type', 'algorithm', 'ciphertext', 'associated_data', 'nonce'],
  ['algorithm', 'ciphertext', 'nonce', 'original_type', 'associated_data'],
  ['algorithm', 'ciphertext', 'original_type', 'associated_data', 'nonce'],
  ['algorithm', 'ciphertext', 'associated_data', 'nonce', 'original_type'],
  ['algorithm', 'original_type', 'ciphertext', 'nonce', 'associated_data'],
  ['algorithm', 'ciphertext', 'associated_data', 'original_type', 'nonce'],
  ['original_type', 'algorithm', 'ciphertext', 'nonce', 'associated_data'],
];

// Members that the order does not name keep their place at the end.
function arrange(value: JsonMembers, order: readonly string[]): JsonMembers {
  const named = order.flatMap((name): [string, Json][] => {
    const member = value[name];
    return member === undefined ? [] : [[name, member]];
  });
  const rest = Object.entries(value).filter(([name]) => !order.includes(name));
  return Object.fromEntries([...named, ...rest]);
}

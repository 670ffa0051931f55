import { identityOperations } from './identity-operations.ts';
import type { PlatformOperation } from './platform-operation.ts';
import { shippingOperations } from './shipping-operations.ts';

/** Every service of api.weixin.qq.com that this simulator has, the login apart. */
export const platformOperations: readonly PlatformOperation[] = Object.freeze([
  ...identityOperations,
  ...shippingOperations,
]);

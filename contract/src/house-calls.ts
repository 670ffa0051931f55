import type {
  BillKind,
  Difference,
  DifferenceQuery,
  ReconciledDays,
  Reconciliation,
} from './book-api.ts';
import type { Call, Method } from './create-call.ts';
import type { MerchantEvent } from './events.ts';
import type {
  ApiKey,
  ApiKeyRotation,
  ApiKeyWithText,
  AuditLine,
  AuditQuery,
  AuditVerdict,
  MerchantKey,
  MerchantSettings,
  MerchantSettingsChange,
  MiniProgramChange,
  MiniProgramSetup,
  NewApiKey,
  NewMerchantKey,
} from './house-api.ts';
import { ROOT } from './order-calls.ts';
import type { List } from './payer-api.ts';
import type {
  Delivery,
  DeliveryAttempt,
  DeliveryQuery,
  EventPage,
  EventQuery,
  NewWebhookEndpoint,
  WebhookEndpoint,
  WebhookEndpointChange,
  WebhookEndpointWithSecret,
} from './webhook-api.ts';

/** What can be done with webhooks, events, books, keys and settings. */
export interface HouseCalls {
  endpoints(): Promise<List<WebhookEndpoint>>;
  /** Its secret is in this answer and in no other. */
  addEndpoint(endpoint: NewWebhookEndpoint): Promise<WebhookEndpointWithSecret>;
  changeEndpoint(endpointId: string, change: WebhookEndpointChange): Promise<WebhookEndpoint>;
  deleteEndpoint(endpointId: string): Promise<null>;
  /** The former secret signs as well for 24 hours. */
  rotateEndpointSecret(endpointId: string): Promise<WebhookEndpointWithSecret>;
  /** Sends a `webhook.test` now. */
  testEndpoint(endpointId: string): Promise<DeliveryAttempt>;
  /** Sends again all that the endpoint did not get. */
  resendExhausted(endpointId: string): Promise<{ readonly count: number }>;
  deliveries(query: DeliveryQuery): Promise<List<Delivery>>;
  delivery(deliveryId: string): Promise<Delivery>;
  resendDelivery(deliveryId: string): Promise<Delivery>;
  events(query?: EventQuery): Promise<EventPage>;
  event(eventId: string): Promise<MerchantEvent>;

  reconciliations(query?: { before?: string; limit?: number }): Promise<ReconciledDays>;
  /** Reconciles a day now, for the first time or again. */
  reconcile(day: string): Promise<{ readonly items: readonly Reconciliation[] }>;
  differences(query?: DifferenceQuery): Promise<List<Difference>>;
  resolveDifference(differenceId: string, reason: string): Promise<Difference>;
  /** The path of WeChat's own file: fetch it as a stream, with the headers of the client. */
  billPath(day: string, bill: BillKind): string;

  keys(): Promise<{ readonly items: readonly MerchantKey[] }>;
  saveKey(key: NewMerchantKey): Promise<MerchantKey>;
  removeKey(key: Pick<MerchantKey, 'kind' | 'serial'>): Promise<unknown>;
  apiKeys(): Promise<{ readonly items: readonly ApiKey[] }>;
  /** Its text is in this answer and in no other. */
  createApiKey(key: NewApiKey): Promise<ApiKeyWithText>;
  rotateApiKey(keyId: string, rotation?: ApiKeyRotation): Promise<ApiKeyWithText>;
  revokeApiKey(keyId: string, reason: string): Promise<ApiKey>;
  settings(): Promise<MerchantSettings>;
  changeSettings(change: MerchantSettingsChange): Promise<MerchantSettings>;
  miniPrograms(): Promise<{ readonly items: readonly MiniProgramSetup[] }>;
  saveMiniProgram(appid: string, secret: string): Promise<{ readonly appid: string }>;
  changeMiniProgram(appid: string, change: MiniProgramChange): Promise<MiniProgramSetup>;
  audit(query?: AuditQuery): Promise<List<AuditLine>>;
  auditVerdict(): Promise<AuditVerdict>;
}

/** Makes the calls about webhooks, events, books, keys and settings. */
export function houseCalls(call: Call<Method>): HouseCalls {
  const endpoint = (id: string) => `${ROOT}/webhook-endpoints/${encodeURIComponent(id)}`;
  const delivery = (id: string) => `${ROOT}/deliveries/${encodeURIComponent(id)}`;
  const apiKey = (id: string) => `${ROOT}/api-keys/${encodeURIComponent(id)}`;
  return {
    endpoints: () => call('GET', `${ROOT}/webhook-endpoints`),
    addEndpoint: (body) => call('POST', `${ROOT}/webhook-endpoints`, { body }),
    changeEndpoint: (id, body) => call('PATCH', endpoint(id), { body }),
    deleteEndpoint: (id) => call('DELETE', endpoint(id)),
    rotateEndpointSecret: (id) => call('POST', `${endpoint(id)}/rotate-secret`),
    testEndpoint: (id) => call('POST', `${endpoint(id)}/test`),
    resendExhausted: (id) => call('POST', `${endpoint(id)}/resend`),
    deliveries: (query) => call('GET', `${ROOT}/deliveries`, { query: { ...query } }),
    delivery: (id) => call('GET', delivery(id)),
    resendDelivery: (id) => call('POST', `${delivery(id)}/resend`),
    events: (query) => call('GET', `${ROOT}/events`, { query: { ...query } }),
    event: (id) => call('GET', `${ROOT}/events/${encodeURIComponent(id)}`),

    reconciliations: (query) => call('GET', `${ROOT}/reconciliations`, { query: { ...query } }),
    reconcile: (day) => call('POST', `${ROOT}/reconciliations/${encodeURIComponent(day)}`),
    differences: (query) => call('GET', `${ROOT}/differences`, { query: { ...query } }),
    resolveDifference: (id, reason) =>
      call('POST', `${ROOT}/differences/${encodeURIComponent(id)}/resolve`, { body: { reason } }),
    billPath: (day, bill) => `${ROOT}/bills/${encodeURIComponent(day)}/${bill}`,

    keys: () => call('GET', `${ROOT}/keys`),
    saveKey: (body) => call('POST', `${ROOT}/keys`, { body }),
    removeKey: ({ kind, serial }) =>
      call('DELETE', `${ROOT}/keys/${kind}/${encodeURIComponent(serial)}`),
    apiKeys: () => call('GET', `${ROOT}/api-keys`),
    createApiKey: (body) => call('POST', `${ROOT}/api-keys`, { body }),
    rotateApiKey: (id, rotation = {}) => call('POST', `${apiKey(id)}/rotate`, { body: rotation }),
    revokeApiKey: (id, reason) => call('POST', `${apiKey(id)}/revoke`, { body: { reason } }),
    settings: () => call('GET', `${ROOT}/settings`),
    changeSettings: (body) => call('PATCH', `${ROOT}/settings`, { body }),
    miniPrograms: () => call('GET', `${ROOT}/mini-programs`),
    saveMiniProgram: (appid, secret) =>
      call('POST', `${ROOT}/mini-programs`, { body: { appid, secret } }),
    changeMiniProgram: (appid, body) =>
      call('PATCH', `${ROOT}/mini-programs/${encodeURIComponent(appid)}`, { body }),
    audit: (query) => call('GET', `${ROOT}/audit`, { query: { ...query } }),
    auditVerdict: () => call('GET', `${ROOT}/audit/verdict`),
  };
}

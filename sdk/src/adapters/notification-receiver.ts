import type { NotificationsApi } from '../notifications/create-notifications.ts';

/** Where adapters hand notifications to: the `notifications` of a client. */
export type NotificationReceiver = Pick<NotificationsApi, 'answer' | 'handle'>;

import { createMemoryNotificationStore } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { resources } from '../testing/resources.ts';
import { answer, clientAnswered, notice, signedHeaders } from '../testing/wechat.ts';

conforms('a notification that comes twice is acknowledged twice and handled once', async () => {
  const body = notice('TRANSACTION.SUCCESS', resources.payment);
  const { notifications } = clientAnswered(answer(204)).wechatpay;
  const store = createMemoryNotificationStore();
  const seen: string[] = [];
  const handlers = { otherwise: ({ id }: { id: string }) => seen.push(id) };
  for (const _ of ['first', 'second']) {
    const answered = await notifications.answer({ headers: signedHeaders(body), body }, handlers, {
      store,
    });
    expect(answered.status).toBe(204);
  }
  expect(seen).toHaveLength(1);
});

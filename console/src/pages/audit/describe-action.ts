import type { Language } from '../../language/language.ts';

/** What the commonest actions are called; others show as they are kept. */
const names: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'POST /v1/merchant/orders/:id/close': { zh: '关闭订单', en: 'Closed an order' },
  'POST /v1/merchant/orders/:id/amount': { zh: '改价', en: 'Changed an amount' },
  'POST /v1/merchant/orders/:id/resolve': { zh: '处理争议', en: 'Resolved a dispute' },
  'POST /v1/merchant/orders/:id/shipment': { zh: '录入发货', en: 'Shipped an order' },
  'POST /v1/merchant/orders/:id/refunds': { zh: '申请退款', en: 'Asked for a refund' },
  'POST /v1/merchant/refunds/:id/approve': { zh: '批准退款', en: 'Approved a refund' },
  'POST /v1/merchant/refunds/:id/reject': { zh: '驳回退款', en: 'Rejected a refund' },
  'POST /v1/merchant/products': { zh: '添加商品', en: 'Added a product' },
  'PATCH /v1/merchant/products/:id': { zh: '修改商品', en: 'Changed a product' },
  'POST /v1/merchant/reconciliations/:day': { zh: '重新对账', en: 'Reconciled a day' },
  'POST /v1/merchant/differences/:id/resolve': { zh: '处理差异', en: 'Settled a difference' },
  'POST /v1/merchant/webhook-endpoints': { zh: '添加推送地址', en: 'Added an endpoint' },
  'PATCH /v1/merchant/webhook-endpoints/:id': { zh: '修改推送地址', en: 'Changed an endpoint' },
  'DELETE /v1/merchant/webhook-endpoints/:id': { zh: '删除推送地址', en: 'Deleted an endpoint' },
  'POST /v1/merchant/webhook-endpoints/:id/rotate-secret': {
    zh: '更换推送密钥',
    en: 'Rotated a webhook secret',
  },
  'POST /v1/merchant/webhook-endpoints/:id/test': { zh: '测试推送', en: 'Tested an endpoint' },
  'POST /v1/merchant/webhook-endpoints/:id/resend': { zh: '补发推送', en: 'Sent webhooks again' },
  'POST /v1/merchant/deliveries/:id/resend': { zh: '重新推送', en: 'Sent a webhook again' },
  'POST /v1/merchant/jobs/:id/retry': { zh: '重试任务', en: 'Retried a job' },
  'POST /v1/merchant/keys': { zh: '保存密钥', en: 'Saved a key' },
  'DELETE /v1/merchant/keys/:kind/:serial': { zh: '移除密钥', en: 'Removed a key' },
  'PATCH /v1/merchant/settings': { zh: '修改商户设置', en: 'Changed settings' },
  'POST /v1/merchant/mini-programs': { zh: '保存小程序', en: 'Saved a mini-program' },
  'POST /v1/merchant/check': { zh: '检查配置', en: 'Checked the set-up' },
  'POST /v1/merchant/live-check': { zh: '一分钱实测', en: 'Began a live check' },
  'POST /v1/merchant/users': { zh: '邀请成员', en: 'Invited a person' },
  'PATCH /v1/merchant/users/:id': { zh: '修改成员', en: 'Changed a person' },
  'POST /v1/merchant/users/:id/reset': { zh: '重置成员登录', en: 'Reset a person’s sign-in' },
  'console.sign-in': { zh: '登录', en: 'Signed in' },
  'console.sign-out': { zh: '退出登录', en: 'Signed out' },
  'console.refused': { zh: '登录被拒绝', en: 'Was refused a sign-in' },
  'console.password': { zh: '修改密码', en: 'Changed the own password' },
  'console.totp': { zh: '绑定身份验证器', en: 'Set up an authenticator' },
  'console.recovery-code': { zh: '使用恢复码', en: 'Used a recovery code' },
  'console.recovery-codes': { zh: '生成恢复码', en: 'Made recovery codes' },
  'console.link-first': { zh: '创建第一个账号', en: 'Became the first person' },
  'console.link-invited': { zh: '接受邀请', en: 'Accepted an invitation' },
  'console.link-reset': { zh: '用链接重设密码', en: 'Set a new password by link' },
  'user.create': { zh: '创建成员（命令行）', en: 'Created a person (command line)' },
  'user.change': { zh: '修改成员（命令行）', en: 'Changed a person (command line)' },
  'user.reset': { zh: '重置成员（命令行）', en: 'Reset a person (command line)' },
  'key.create': { zh: '创建 API 密钥', en: 'Created an API key' },
  'key.rotate': { zh: '更换 API 密钥', en: 'Rotated an API key' },
  'key.revoke': { zh: '吊销 API 密钥', en: 'Revoked an API key' },
  'merchant.create': { zh: '创建商户', en: 'Created a merchant' },
  'merchant.change': { zh: '修改商户', en: 'Changed a merchant' },
};

/** What was done, in words; null: there are none for it. */
export function describeAction(action: string, language: Language): string | null {
  return names[action]?.[language] ?? null;
}

import type { AuditLine } from '@yifen/contract';
import { formatYuan } from '../../language/format-fen.ts';
import type { Language } from '../../language/language.ts';

/** What the commonest details are called; others show by the name they are kept under. */
const names: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  amountFen: { zh: '金额', en: 'amount' },
  reason: { zh: '原因', en: 'reason' },
  name: { zh: '名称', en: 'name' },
  scopes: { zh: '权限', en: 'scopes' },
  role: { zh: '角色', en: 'role' },
  email: { zh: '邮箱', en: 'e-mail' },
  url: { zh: '地址', en: 'URL' },
  priceFen: { zh: '价格', en: 'price' },
  state: { zh: '状态', en: 'state' },
};

/** What was kept of an action, `金额 ¥60.00 · 原因 破损`; nothing of it is ever a secret. */
export function describeDetails(details: AuditLine['details'], language: Language): string {
  return Object.entries(details)
    .map(([name, value]) => `${names[name]?.[language] ?? name} ${say(name, value)}`)
    .join(' · ');
}

function say(name: string, value: unknown): string {
  if (name.endsWith('Fen') && Number.isSafeInteger(value)) return formatYuan(Number(value));
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) {
    return value.join(', ');
  }
  return JSON.stringify(value);
}

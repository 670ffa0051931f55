import type { Language } from './language.ts';

const units = [
  { ms: 86_400_000, zh: '天', en: 'd' },
  { ms: 3_600_000, zh: '小时', en: 'h' },
  { ms: 60_000, zh: '分钟', en: 'min' },
  { ms: 1_000, zh: '秒', en: 's' },
] as const;

/** Writes a span in its largest unit, `3 小时`; below a second in milliseconds. */
export function formatDuration(durationMs: number, language: Language): string {
  const span = Math.max(0, durationMs);
  const unit = units.find(({ ms }) => span >= ms);
  if (unit === undefined)
    return language === 'zh' ? `${Math.round(span)} 毫秒` : `${Math.round(span)} ms`;
  return `${Math.floor(span / unit.ms)} ${unit[language]}`;
}

import { expect, test } from 'vitest';
import { addDays, beijingDay, formatBeijing, startOfDay } from './beijing-time.ts';

test('a moment is shown by the clock of Beijing, wherever the browser is', () => {
  expect(formatBeijing('2026-11-23T16:00:01Z')).toBe('2026-11-24 00:00:01');
  expect(formatBeijing('2026-11-24T00:00:01+08:00', 'minute')).toBe('2026-11-24 00:00');
  expect(formatBeijing('2026-11-23T15:59:59.999Z', 'day')).toBe('2026-11-23');
});

test('days begin at midnight in Beijing and follow each other over months and leap days', () => {
  expect(beijingDay(Date.parse('2026-11-23T16:00:00Z'))).toBe('2026-11-24');
  expect(Date.parse(startOfDay('2026-11-24'))).toBe(Date.parse('2026-11-23T16:00:00Z'));
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
});

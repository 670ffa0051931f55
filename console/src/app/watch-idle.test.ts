// @vitest-environment jsdom
import { focusManager } from '@tanstack/react-query';
import { afterEach, expect, test, vi } from 'vitest';
import { watchIdle } from './watch-idle.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('a page that nobody touches for 25 minutes stops asking, before the session would end, and wakes at a touch', () => {
  vi.useFakeTimers();
  watchIdle();
  vi.advanceTimersByTime(24 * 60_000);
  window.dispatchEvent(new Event('keydown'));
  vi.advanceTimersByTime(24 * 60_000);
  expect(focusManager.isFocused()).toBe(true);
  vi.advanceTimersByTime(60_000);
  expect(focusManager.isFocused()).toBe(false);
  window.dispatchEvent(new Event('pointerdown'));
  expect(focusManager.isFocused()).toBe(true);
});

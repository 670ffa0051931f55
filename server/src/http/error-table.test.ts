import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERROR_TABLE, renderErrorTable } from './error-table.ts';

describe('ERROR_TABLE', () => {
  it('is what docs/reference/errors.md says', () => {
    const path = new URL('../../../docs/reference/errors.md', import.meta.url);
    expect(readFileSync(path, 'utf8').startsWith(renderErrorTable())).toBe(true);
  });

  it('says what is wrong in Chinese and in English, with a status of an error', () => {
    for (const { status, title, titleEn } of Object.values(ERROR_TABLE)) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(title).toMatch(/[\u4e00-\u9fff]/);
      expect(titleEn).toMatch(/^[ -~]+$/);
    }
  });
});

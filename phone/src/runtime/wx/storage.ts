import { ApiFailure, asyncApi, textOption } from './api.ts';

/** 10 MB for one mini-program and user, in KB as the API counts. */
const LIMIT_KB = 10_240;
const BYTES_PER_KB = 1024;

/** Storage of one mini-program and one user on this phone. */
export function createStorageApis(appid: string, openid: string) {
  const prefix = `wx:${appid}:${openid}:`;
  const keys = () =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
  const read = (key: string): { value: unknown } | null => {
    const kept = localStorage.getItem(prefix + key);
    return kept === null ? null : (JSON.parse(kept) as { value: unknown });
  };

  const setStorageSync = (key: string, value: unknown): void =>
    localStorage.setItem(prefix + key, JSON.stringify({ value }));
  /** `''` when there is nothing, as in WeChat. */
  const getStorageSync = (key: string): unknown => read(key)?.value ?? '';
  const removeStorageSync = (key: string): void => localStorage.removeItem(prefix + key);
  const clearStorageSync = (): void => {
    for (const key of keys()) removeStorageSync(key);
  };
  const getStorageInfoSync = () => {
    const characters = keys().reduce(
      (sum, key) => sum + (localStorage.getItem(prefix + key)?.length ?? 0),
      0,
    );
    const currentSize = Math.ceil(characters / BYTES_PER_KB);
    return { keys: keys(), currentSize, limitSize: LIMIT_KB };
  };
  return {
    setStorageSync,
    getStorageSync,
    removeStorageSync,
    clearStorageSync,
    getStorageInfoSync,
    setStorage: asyncApi('setStorage', (options) => {
      setStorageSync(textOption(options, 'key'), options.data);
      return undefined;
    }),
    getStorage: asyncApi('getStorage', (options) => {
      const kept = read(textOption(options, 'key'));
      if (kept === null) throw new ApiFailure('data not found');
      return { data: kept.value };
    }),
    removeStorage: asyncApi('removeStorage', (options) => {
      removeStorageSync(textOption(options, 'key'));
      return undefined;
    }),
    clearStorage: asyncApi('clearStorage', () => {
      clearStorageSync();
      return undefined;
    }),
    getStorageInfo: asyncApi('getStorageInfo', getStorageInfoSync),
  };
}

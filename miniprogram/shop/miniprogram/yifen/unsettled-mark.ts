import type { WxPort } from './wx-port';

/** Remembers, across a killed WeChat, the order whose payment has not been settled. */
export interface UnsettledMark {
  set(orderId: string): void;
  /** The order's id, empty when there is none. */
  get(): string;
  /** Forgets this order; another one stays. */
  clear(orderId: string): void;
}

const storageKey = 'yifen.unsettled';

/** Keeps the mark in storage under `yifen.unsettled`; the newest order replaces an older one. */
export function createUnsettledMark(wx: WxPort): UnsettledMark {
  const get = (): string => {
    try {
      const value: unknown = wx.getStorageSync(storageKey);
      return typeof value === 'string' ? value : '';
    } catch {
      return '';
    }
  };
  return Object.freeze({
    get,
    // A payment must not fail because the phone's storage is full: the server knows it anyway.
    set(orderId: string) {
      try {
        wx.setStorageSync(storageKey, orderId);
      } catch {}
    },
    clear(orderId: string) {
      if (get() !== orderId) return;
      try {
        wx.removeStorageSync(storageKey);
      } catch {}
    },
  });
}

import { isRecord } from '../easel/instance.ts';
import type { Host } from './host.ts';

/** What the payer may do at an open sheet; the last three lose or falsify the callback. */
export type PayerChoice =
  | 'pay'
  | 'cancel'
  | 'kill'
  | 'pay-then-kill'
  | 'pay-but-cancel'
  | 'wrong-password'
  | 'not-enough'
  | 'risk-control';

/** What the sheet shows. */
export interface SheetContent {
  readonly merchantName: string;
  readonly amountFen: number;
  readonly description: string;
}

/** WeChat's answer to `wx.requestPayment`, after it checked the signature and the order. */
export type CashierAnswer =
  | { readonly state: 'refused'; readonly end: CashierEnd; readonly dialog: string | null }
  | { readonly state: 'open'; readonly cashierId: string; readonly sheet: SheetContent };

/** How a visit ended: what the mini-program is told, or nothing because WeChat was killed. */
export interface CashierEnd {
  readonly errMsg: string | null;
  readonly errno?: number;
}

/** Brings the five parameters to WeChat, unchanged. */
export async function openCashier(
  host: Host,
  params: Readonly<Record<string, unknown>>,
): Promise<CashierAnswer> {
  const { timeStamp, nonceStr, signType, paySign } = params;
  const answer = await host.askWeChat('cashiers', {
    openid: host.openid,
    ...(host.appid === undefined ? {} : { appid: host.appid }),
    timeStamp,
    nonceStr,
    package: params.package,
    signType,
    paySign,
  });
  if (!isRecord(answer)) throw new Error('WeChat gave no cashier');
  const { sheet, cashierId, dialog } = answer;
  if (answer.state === 'open' && typeof cashierId === 'string' && isRecord(sheet)) {
    return {
      state: 'open',
      cashierId,
      sheet: {
        merchantName: String(sheet.merchantName),
        amountFen: Number(sheet.amountFen),
        description: String(sheet.description),
      },
    };
  }
  return {
    state: 'refused',
    end: readEnd(answer),
    dialog: typeof dialog === 'string' ? dialog : null,
  };
}

/** Carries out what the payer did. */
export async function chooseAtCashier(
  host: Host,
  cashierId: string,
  choice: PayerChoice,
): Promise<CashierEnd & { readonly dialog: string | null }> {
  const path = `cashiers/${encodeURIComponent(cashierId)}/choice`;
  const answer = await host.askWeChat(path, { choice });
  const dialog = isRecord(answer) ? answer.dialog : undefined;
  return { ...readEnd(answer), dialog: typeof dialog === 'string' ? dialog : null };
}

function readEnd(answer: unknown): CashierEnd {
  if (!isRecord(answer)) return { errMsg: null };
  const { errMsg, errno } = answer;
  return {
    errMsg: typeof errMsg === 'string' ? errMsg : null,
    ...(typeof errno === 'number' ? { errno } : {}),
  };
}

/** The simulator's own notes, in both languages; a note that is not known stays as it is. */
import type { Words } from './texts.ts';

const chinese: Readonly<Record<string, string>> = {
  'fault: one character of paySign was changed': '故障：paySign 在到达收银台之前被改动了一个字符',
  'fault: the request was lost on its way': '故障：请求在途中丢失，微信什么也没收到',
  'fault: nothing happened': '故障：微信返回错误，什么也没有发生',
  'fault: the answer was lost on its way': '故障：已经生效，但应答在途中丢失',
  'fault: the effect stands': '故障：已经生效，但应答是一个错误',
  'fault: signature tamper': '故障：签名被改动了一个字符',
  'fault: signature probe': '故障：这是微信的签名探测，签名是假的',
  'fault: signature unsigned': '故障：应答没有签名',
  'fault: signature wrong-serial': '故障：声称的证书序列号不存在',
  'fault: the notification was lost on its way': '故障：通知在途中丢失',
  'wx.requestPayment never calls back: WeChat was killed':
    '微信被杀掉了：wx.requestPayment 永远不会回调',
  pay: '用户输入密码，确认付款',
  cancel: '用户关闭了收银台',
  kill: '用户没有付款，杀掉了微信',
  'pay-then-kill': '用户付款后杀掉了微信',
  'pay-but-cancel': '用户付了款，小程序却收到 cancel',
};

/** Gives the words for a note. */
export function noteWords(note: string): Words {
  return { zh: chinese[note] ?? note, en: note };
}

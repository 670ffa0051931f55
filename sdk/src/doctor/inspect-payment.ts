import { type Cause, inputCause } from './diagnosis.ts';

/** The parameters of `wx.requestPayment` as texts, empty where they are missing. */
export interface PaymentValues {
  readonly timeStamp: string;
  readonly nonceStr: string;
  readonly package: string;
  readonly paySign: string;
}

/** Reads the parameters whatever their names and types, and says what is wrong with those. */
export function inspectPayment(
  appId: string,
  payment: Readonly<Record<string, unknown>>,
): { readonly values: PaymentValues; readonly causes: readonly Cause[] } {
  const causes: Cause[] = [];
  const read = (name: keyof PaymentValues): string => {
    const { value, cause } = readField(payment, name);
    if (cause !== undefined) causes.push(cause);
    return value;
  };
  const values = {
    timeStamp: read('timeStamp'),
    nonceStr: read('nonceStr'),
    package: read('package'),
    paySign: read('paySign'),
  };
  causes.push(...judgeSignType(payment.signType), ...judgeForms(appId, values));
  return { values, causes };
}

// What Java, Kotlin and Go call the fields when `package` is reserved, or when a converter was at work.
const otherNames: Readonly<Record<keyof PaymentValues, readonly string[]>> = {
  timeStamp: ['timestamp', 'time_stamp', 'TimeStamp', 'timeStamps'],
  nonceStr: ['noncestr', 'nonce_str', 'NonceStr', 'nonce', 'nonceString'],
  package: [
    'packageVal',
    'packageValue',
    'package_',
    'packages',
    'Package',
    'prepayPackage',
    'packageStr',
    '_package',
  ],
  paySign: ['paysign', 'pay_sign', 'PaySign', 'sign', 'signature'],
};

function readField(
  payment: Readonly<Record<string, unknown>>,
  name: keyof PaymentValues,
): { value: string; cause?: Cause } {
  const found = payment[name];
  if (typeof found === 'string') return { value: found };
  if (typeof found === 'number' || typeof found === 'bigint') {
    return {
      value: String(found),
      cause: inputCause(
        'parameter-not-a-string',
        {
          zh: `${name} 传的是数字，不是字符串。`,
          en: `${name} was given as a number, not as a string.`,
        },
        { zh: `把 ${name} 转成字符串再传。`, en: `Convert ${name} to a string.` },
      ),
    };
  }
  const other = otherNames[name].find((key) => typeof payment[key] === 'string');
  if (other !== undefined) {
    return {
      value: String(payment[other]),
      cause: inputCause(
        'parameter-misnamed',
        {
          zh: `参数名写成了 ${other}，wx.requestPayment 只认 ${name}。`,
          en: `The parameter is called ${other}; wx.requestPayment knows ${name} only.`,
        },
        { zh: `把 ${other} 映射为 ${name}。`, en: `Map ${other} to ${name}.` },
      ),
    };
  }
  return {
    value: '',
    cause: inputCause(
      'parameter-missing',
      { zh: `缺少参数 ${name}。`, en: `The parameter ${name} is missing.` },
      {
        zh: '把服务器返回的五个值原样传给 wx.requestPayment。',
        en: 'Give wx.requestPayment the five values of the server unchanged.',
      },
    ),
  };
}

function judgeSignType(signType: unknown): Cause[] {
  if (signType === 'RSA') return [];
  const missing = signType === undefined || signType === null || signType === '';
  return [
    inputCause(
      missing ? 'sign-type-missing' : 'sign-type-wrong',
      missing
        ? {
            zh: '没有传 signType，小程序会按默认的 MD5 处理。',
            en: 'signType is missing; the mini-program then assumes MD5.',
          }
        : {
            zh: `signType 是 ${String(signType)}，APIv3 只能是 RSA。`,
            en: `signType is ${String(signType)}; with APIv3 it can only be RSA.`,
          },
      { zh: '传 signType: "RSA"。', en: 'Send signType: "RSA".' },
    ),
  ];
}

function judgeForms(appId: string, values: PaymentValues): Cause[] {
  const causes: Cause[] = [];
  if (/^\d{13}$/.test(values.timeStamp)) {
    causes.push(
      inputCause(
        'time-stamp-in-milliseconds',
        {
          zh: '传出的 timeStamp 是毫秒（13 位）。',
          en: 'timeStamp was sent in milliseconds (13 digits).',
        },
        {
          zh: '使用 Unix 秒（10 位数字）的字符串，并以它签名。',
          en: 'Use Unix seconds (10 digits) as a string, and sign that.',
        },
      ),
    );
  }
  if (values.package !== '' && !/^prepay_id=[^\s"']+$/.test(values.package)) {
    causes.push(
      inputCause(
        'package-malformed',
        {
          zh: `传出的 package 不是「prepay_id=」加上 prepay_id：${JSON.stringify(values.package)}。`,
          en: `package was sent as ${JSON.stringify(values.package)}, not as prepay_id= and a prepay_id.`,
        },
        {
          zh: 'package 传 prepay_id=wx…，值取自解析后的下单应答。',
          en: 'Send package as prepay_id=wx…, taken from the parsed answer of the order call.',
        },
      ),
    );
  }
  if (!/^wx[0-9a-z]{16}$/i.test(appId)) {
    causes.push(
      inputCause(
        'app-id-malformed',
        {
          zh: `appid「${appId}」不是 wx 加 16 位字符。`,
          en: `The appid “${appId}” is not wx and 16 characters.`,
        },
        {
          zh: '填写小程序后台「开发管理」里的 AppID。',
          en: 'Use the AppID shown in the mini-program console.',
        },
      ),
    );
  }
  return causes;
}

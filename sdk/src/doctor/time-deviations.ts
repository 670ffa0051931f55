import type { Deviation } from './deviation.ts';
import { type Cause, signatureCause } from './diagnosis.ts';
import { valueDeviation } from './value-deviations.ts';

/** Wrong timestamps: milliseconds, fractions, zones, and clocks read twice. */
export function timeDeviations(
  line: number,
  name: string,
  candidates: readonly string[],
): Deviation[] {
  const time = (frequency: Deviation['frequency'], cause: Cause, change: Change) =>
    valueDeviation(line, frequency, cause, change);
  const rounding: Change[] = [
    (value) => (millisecondsForm.test(value) ? value.slice(0, -3) : undefined),
    (value) => (millisecondsForm.test(value) ? `${Math.round(Number(value) / 1000)}` : undefined),
  ];
  return [
    ...candidates.map((candidate) => time('usual', differs(name, candidate), () => candidate)),
    time(
      'usual',
      milliseconds(name),
      whenSeconds((seconds) => `${seconds}000`),
    ),
    ...rounding.map((change) => time('usual', passedInMilliseconds(name), change)),
    time(
      'seldom',
      fraction(name),
      whenSeconds((seconds) => `${seconds}.0`),
    ),
    time(
      'seldom',
      fraction(name),
      whenSeconds((seconds) => `${seconds}.000`),
    ),
    time('seldom', fraction(name), whenSeconds(scientific)),
    time(
      'seldom',
      written(name),
      whenSeconds((seconds) => isoTime(seconds, 0, 'Z')),
    ),
    time(
      'seldom',
      written(name),
      whenSeconds((seconds) => isoTime(seconds, 0, '.000Z')),
    ),
    time(
      'seldom',
      written(name),
      whenSeconds((seconds) => isoTime(seconds, 8, '+08:00')),
    ),
    time(
      'seldom',
      written(name),
      whenSeconds((seconds) => isoTime(seconds, 8, '').replace('T', ' ')),
    ),
    ...[8, -8].map((hours) =>
      time(
        'seldom',
        zone(name, hours),
        whenSeconds((seconds) => `${seconds + hours * 3600}`),
      ),
    ),
  ];
}

/** Clocks read twice, and the digits below a second: thousands of them, made only when they are needed. */
export function rareTimeDeviations(line: number, name: string): Deviation[] {
  const time = (
    frequency: Deviation['frequency'],
    cause: Cause,
    change: (seconds: number) => string,
  ) => valueDeviation(line, frequency, cause, whenSeconds(change));
  const inMilliseconds = milliseconds(name);
  const withFraction = fraction(name);
  const digits = Array.from({ length: 999 }, (_, index) => `${index + 1}`.padStart(3, '0'));
  return [
    ...digits.map((rest) => time('usual', inMilliseconds, (seconds) => `${seconds}${rest}`)),
    ...distances.map((distance) =>
      time(company(distance), drifted(name, distance), (seconds) => `${seconds + distance}`),
    ),
    ...digits.map((rest) =>
      time('lonely', withFraction, (seconds) => `${seconds}.${rest.replace(/0+$/, '')}`),
    ),
  ];
}

/** Clocks that are read twice in one call are seconds apart. */
function company(distance: number): Deviation['frequency'] {
  if (Math.abs(distance) <= 30) return 'usual';
  return Math.abs(distance) <= 300 ? 'seldom' : 'lonely';
}

type Change = (value: string) => string | undefined;

const whenSeconds = (change: (seconds: number) => string) => (value: string) =>
  secondsForm.test(value) ? change(Number(value)) : undefined;
const secondsForm = /^\d{9,10}$/;
const millisecondsForm = /^\d{13}$/;
// Nearest first: a clock read twice differs by little.
const distances = Array.from({ length: 600 }, (_, index) => index + 1).flatMap((n) => [-n, n]);

// As Java prints a double.
function scientific(seconds: number): string {
  const digits = `${seconds}`.replace(/0+$/, '');
  return `${digits[0]}.${digits.slice(1) || '0'}E${`${seconds}`.length - 1}`;
}

function isoTime(seconds: number, offsetHours: number, suffix: string): string {
  return new Date((seconds + offsetHours * 3600) * 1000).toISOString().slice(0, 19) + suffix;
}

const oneTime = (name: string) => ({
  zh: `只取一次 Unix 秒（10 位数字）的字符串，签名和传参用同一个 ${name}。`,
  en: `Read the clock once as a string of Unix seconds (10 digits) and use the same ${name} for signing and sending.`,
});

function milliseconds(name: string): Cause {
  return signatureCause(
    'time-in-milliseconds',
    {
      zh: `签名时 ${name} 用了毫秒，传出的是秒。`,
      en: `${name} was signed in milliseconds but sent in seconds.`,
    },
    oneTime(name),
  );
}

function passedInMilliseconds(name: string): Cause {
  return signatureCause(
    'time-passed-in-milliseconds',
    {
      zh: `签名时 ${name} 是秒，传出的却是毫秒。`,
      en: `${name} was signed in seconds but sent in milliseconds.`,
    },
    oneTime(name),
  );
}

function fraction(name: string): Cause {
  return signatureCause(
    'time-not-an-integer',
    {
      zh: `签名时 ${name} 是带小数的数字，不是整数秒。`,
      en: `${name} was signed as a number with a fraction, not as whole seconds.`,
    },
    oneTime(name),
  );
}

function written(name: string): Cause {
  return signatureCause(
    'time-written-as-date',
    {
      zh: `签名时 ${name} 是日期文本，不是 Unix 秒。`,
      en: `${name} was signed as a written date, not as Unix seconds.`,
    },
    oneTime(name),
  );
}

function zone(name: string, hours: number): Cause {
  return signatureCause(
    'time-zone-shifted',
    {
      zh: `签名时 ${name} 差了 ${hours} 小时：把北京时间当成了 UTC（或相反）。`,
      en: `${name} was signed ${hours} hours off: Beijing time was taken for UTC, or the reverse.`,
    },
    oneTime(name),
  );
}

function drifted(name: string, distance: number): Cause {
  return signatureCause(
    'time-differs',
    {
      zh: `签名用的 ${name} 与传出的相差 ${distance} 秒：两处各取了一次时间。`,
      en: `${name} was signed with a value ${distance} seconds from the one sent: the clock was read twice.`,
    },
    oneTime(name),
  );
}

function differs(name: string, candidate: string): Cause {
  return signatureCause(
    'time-differs',
    {
      zh: `签名用的 ${name} 是 ${candidate}，与传出的不同。`,
      en: `${name} was signed as ${candidate}, not as it was sent.`,
    },
    oneTime(name),
  );
}

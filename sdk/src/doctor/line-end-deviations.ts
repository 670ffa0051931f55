import type { Deviation } from './deviation.ts';
import { type Cause, signatureCause } from './diagnosis.ts';
import type { Draft } from './draft.ts';

/** Wrong line ends: WeChat wants one LF after every line, the last included, and nothing else. */
export function lineEndDeviations(lineNames: readonly string[]): Deviation[] {
  return [
    lineEnds('usual', [finalMissing], (draft) => ({ ...draft, ending: '' })),
    lineEnds('usual', [finalExtra], (draft) => ({ ...draft, ending: '\n\n' })),
    lineEnds('usual', [crlf], (draft) => separated(draft, '\r\n', '\r\n')),
    lineEnds('seldom', [crlf, finalMissing], (draft) => separated(draft, '\r\n', '')),
    lineEnds('usual', [literal], (draft) => separated(draft, '\\n', '\\n')),
    lineEnds('seldom', [literal, finalMissing], (draft) => separated(draft, '\\n', '')),
    lineEnds('seldom', [finalLiteral], (draft) => ({ ...draft, ending: '\\n' })),
    lineEnds('seldom', [finalCrlf], (draft) => ({ ...draft, ending: '\r\n' })),
    lineEnds('seldom', [joined('', '')], (draft) => separated(draft, '', '')),
    ...['\r', ' ', ',', ', ', '&', '|', ';', '\t'].flatMap((joiner) => [
      lineEnds('seldom', [joined(joiner, '')], (draft) => separated(draft, joiner, '')),
      lineEnds('seldom', [joined(joiner, joiner)], (draft) => separated(draft, joiner, joiner)),
    ]),
    ...lineNames
      .slice(1)
      .flatMap((name, gap) => [
        lineEnds('seldom', [gapMissing(lineNames[gap] ?? '', name)], (draft) =>
          withGap(draft, gap, ''),
        ),
        lineEnds('seldom', [gapExtra(lineNames[gap] ?? '', name)], (draft) =>
          withGap(draft, gap, '\n\n'),
        ),
      ]),
    lineEnds('seldom', [trailing], (draft) => separated(draft, ' \n', ' \n')),
    { ...opening, apply: (draft) => ({ ...draft, opening: '\n' }) },
  ];
}

/** Indentation of the source that a multi-line string took along. */
export function rareLineEndDeviations(): Deviation[] {
  return ['  ', '    ', '      ', '        ', '\t', '\t\t'].flatMap((indent) =>
    ['\n', '', `\n${indent}`, `\n${indent.slice(0, indent.length / 2)}`].map((ending) =>
      lineEnds('seldom', [indented], (draft) => separated(draft, `\n${indent}`, ending)),
    ),
  );
}

type Change = (draft: Draft) => Draft | undefined;

function lineEnds(
  frequency: Deviation['frequency'],
  causes: readonly Cause[],
  change: Change,
): Deviation {
  return { causes, part: 'line-ends', stage: 3, frequency, apply: change };
}

function separated(draft: Draft, joiner: string, ending: string): Draft {
  return { ...draft, joiners: draft.joiners.map(() => joiner), ending };
}

function withGap(draft: Draft, gap: number, joiner: string): Draft | undefined {
  if (draft.joiners[gap] === undefined) return undefined;
  return { ...draft, joiners: draft.joiners.with(gap, joiner) };
}

const everyLine = {
  zh: '每一行（包括最后一行）都以一个换行符 LF（0x0A）结尾，其间没有其他字符。',
  en: 'End every line, the last one included, with exactly one LF (0x0A) and nothing else.',
};

const finalMissing = signatureCause(
  'final-line-feed-missing',
  {
    zh: '签名原文的最后一行少了结尾的换行符。',
    en: 'The signed text lacks the line feed after its last line.',
  },
  everyLine,
);
const finalExtra = signatureCause(
  'final-line-feed-extra',
  {
    zh: '签名原文的末尾多了一个换行符。',
    en: 'The signed text has one line feed too many at its end.',
  },
  everyLine,
);
const crlf = signatureCause(
  'line-ends-crlf',
  {
    zh: '签名原文用了 Windows 换行 CRLF（\\r\\n）。',
    en: 'The signed text has Windows line ends (CRLF).',
  },
  everyLine,
);
const literal = signatureCause(
  'line-feed-literal',
  {
    zh: '签名原文里是反斜杠加字母 n 两个字符，不是换行符。',
    en: 'The signed text has a backslash and the letter n where line feeds belong.',
  },
  {
    zh: '请使用真正的换行符：多数语言里写双引号或模板字符串中的 "\\n"，单引号或从配置读入时不会转义。',
    en: 'Use real line feeds: "\\n" in a string that interprets escapes, not in single quotes nor read from a file.',
  },
);
const finalLiteral = signatureCause(
  'final-line-feed-literal',
  {
    zh: '签名原文末尾是反斜杠加字母 n，不是换行符。',
    en: 'The signed text ends in a backslash and the letter n instead of a line feed.',
  },
  everyLine,
);
const finalCrlf = signatureCause(
  'final-line-end-crlf',
  { zh: '签名原文的最后一行以 CRLF 结尾。', en: 'The last line of the signed text ends in CRLF.' },
  everyLine,
);
const indented = signatureCause(
  'lines-indented',
  {
    zh: '签名原文的各行带有缩进：多行字符串把源代码的缩进也签了进去。',
    en: 'The lines of the signed text are indented: a multi-line string took the indentation of the source along.',
  },
  everyLine,
);
const trailing = signatureCause(
  'lines-trailing-space',
  { zh: '签名原文的每行末尾多了空格。', en: 'Every line of the signed text ends in a space.' },
  everyLine,
);

function joined(joiner: string, ending: string): Cause {
  const shown = JSON.stringify(joiner);
  const tail = ending === '' ? { zh: '', en: '' } : { zh: '，末尾也是', en: ', also at the end' };
  return signatureCause(
    'lines-joined-otherwise',
    joiner === ''
      ? {
          zh: '签名原文的各行之间没有换行符。',
          en: 'The lines of the signed text are not separated at all.',
        }
      : {
          zh: `签名原文的各行之间是 ${shown}，不是换行符${tail.zh}。`,
          en: `The lines of the signed text are separated by ${shown} instead of line feeds${tail.en}.`,
        },
    everyLine,
  );
}

function gapMissing(before: string, after: string): Cause {
  return signatureCause(
    'line-feed-missing',
    {
      zh: `签名原文中 ${before} 与 ${after} 之间少了换行符。`,
      en: `The signed text lacks the line feed between ${before} and ${after}.`,
    },
    everyLine,
  );
}

function gapExtra(before: string, after: string): Cause {
  return signatureCause(
    'line-feed-extra',
    {
      zh: `签名原文中 ${before} 与 ${after} 之间多了一个换行符。`,
      en: `The signed text has one line feed too many between ${before} and ${after}.`,
    },
    everyLine,
  );
}

const opening: Omit<Deviation, 'apply'> = {
  causes: [
    signatureCause(
      'leading-line-feed',
      { zh: '签名原文以一个多余的换行符开头。', en: 'The signed text begins with a line feed.' },
      everyLine,
    ),
  ],
  part: 'opening',
  stage: 3,
  frequency: 'seldom',
};

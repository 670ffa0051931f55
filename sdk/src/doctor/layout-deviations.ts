import type { Deviation } from './deviation.ts';
import { signatureCause } from './diagnosis.ts';
import { type Draft, withLine } from './draft.ts';

/** Wrong order, lines left out, and quotes or spaces around a value. */
export function layoutDeviations(lineNames: readonly string[]): Deviation[] {
  return [
    ...decorations(lineNames),
    ...omissions(lineNames),
    ...orders(lineNames, 'seldom', (moved) => moved === 2),
  ];
}

/** Every other order of the lines. */
export function rareLayoutDeviations(lineNames: readonly string[]): Deviation[] {
  return orders(lineNames, 'lonely', (moved) => moved > 2);
}

function orders(
  lineNames: readonly string[],
  frequency: Deviation['frequency'],
  wanted: (moved: number) => boolean,
): Deviation[] {
  return permutations(lineNames.map((_, index) => index))
    .filter((order) => wanted(order.filter((from, to) => from !== to).length))
    .map((order) => reordered(lineNames, frequency, order));
}

function decorations(lineNames: readonly string[]): Deviation[] {
  const kinds = [
    {
      zh: '带了双引号',
      en: 'in double quotes',
      usual: true,
      write: (value: string) => `"${value}"`,
    },
    {
      zh: '带了单引号',
      en: 'in single quotes',
      usual: false,
      write: (value: string) => `'${value}'`,
    },
    {
      zh: '末尾多了空格',
      en: 'with a space after it',
      usual: true,
      write: (value: string) => `${value} `,
    },
    {
      zh: '前面多了空格',
      en: 'with a space before it',
      usual: false,
      write: (value: string) => ` ${value}`,
    },
    {
      zh: '首尾都有空格',
      en: 'with spaces around it',
      usual: false,
      write: (value: string) => ` ${value} `,
    },
    {
      zh: '末尾多了回车符',
      en: 'with a carriage return after it',
      usual: false,
      write: (value: string) => `${value}\r`,
    },
    {
      zh: '末尾多了制表符',
      en: 'with a tab after it',
      usual: false,
      write: (value: string) => `${value}\t`,
    },
  ];
  return lineNames.flatMap((name, index) =>
    kinds.map(
      ({ zh, en, usual, write }): Deviation => ({
        causes: [
          signatureCause(
            'value-decorated',
            { zh: `签名时 ${name} ${zh}。`, en: `${name} was signed ${en}.` },
            {
              zh: `从解析后的 JSON 取值，并去掉 ${name} 首尾的引号和空白。`,
              en: `Take ${name} from parsed JSON, without quotes or white space around it.`,
            },
          ),
        ],
        part: `decoration-${index}`,
        stage: 1,
        frequency: usual ? 'usual' : 'seldom',
        apply: (draft) => withLine(draft, index, write),
      }),
    ),
  );
}

function omissions(lineNames: readonly string[]): Deviation[] {
  return lineNames.map((name, index) => ({
    causes: [
      signatureCause(
        'line-left-out',
        { zh: `签名原文缺少 ${name} 这一行。`, en: `The signed text lacks the line with ${name}.` },
        orderRemedy(lineNames),
      ),
    ],
    part: 'layout',
    stage: 2,
    frequency: 'seldom',
    apply: (draft) => {
      if (draft.lines.length !== lineNames.length) return undefined;
      const lines = draft.lines.toSpliced(index, 1);
      return { ...draft, lines, joiners: draft.joiners.slice(1) };
    },
  }));
}

function reordered(
  lineNames: readonly string[],
  frequency: Deviation['frequency'],
  order: readonly number[],
): Deviation {
  const names = order.map((from) => lineNames[from]).join(', ');
  return {
    causes: [
      signatureCause(
        'lines-reordered',
        {
          zh: `签名原文各行的顺序不对，实际为：${names}。`,
          en: `The lines were signed in another order: ${names}.`,
        },
        orderRemedy(lineNames),
      ),
    ],
    part: 'layout',
    stage: 2,
    frequency,
    apply: (draft) => applyOrder(draft, order),
  };
}

function applyOrder(draft: Draft, order: readonly number[]): Draft | undefined {
  if (draft.lines.length !== order.length) return undefined;
  const lines = order.map((from) => draft.lines[from] ?? '');
  return lines.every((line, index) => line === draft.lines[index])
    ? undefined
    : { ...draft, lines };
}

function orderRemedy(lineNames: readonly string[]) {
  const names = lineNames.join(', ');
  return {
    zh: `依次写入这 ${lineNames.length} 行：${names}。`,
    en: `Write these ${lineNames.length} lines in this order: ${names}.`,
  };
}

function permutations(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((first, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => [first, ...rest]),
  );
}

import type { EChartsCoreOption } from 'echarts/core';

/** What a bar chart shows: for each category an amount of each series. */
export interface BarChartData {
  readonly categories: readonly string[];
  readonly series: readonly {
    readonly name: string;
    readonly tone: 'brand' | 'warn';
    readonly fen: readonly number[];
  }[];
  /** Writes fen as text. */
  readonly format: (fen: number) => string;
}

/** An axis reaches at least this far: one yuan. */
const LEAST_SCALE_FEN = 100;

/** Says how ECharts draws it. All text is drawn on the canvas: the content policy lets no library write markup. */
export function drawBars(data: BarChartData, colour: (name: string) => string): EChartsCoreOption {
  const { categories, series, format } = data;
  const quiet = colour('--td-text-color-secondary');
  const colours = { brand: colour('--y-bar'), warn: colour('--td-warning-color-5') };
  return {
    animationDuration: 250,
    textStyle: { fontFamily: colour('--td-font-family') },
    grid: { left: 4, right: 4, top: 36, bottom: 0, containLabel: true },
    legend: { right: 0, top: 0, itemWidth: 10, itemHeight: 10, textStyle: { color: quiet } },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      axisPointer: { type: 'shadow' },
      backgroundColor: colour('--td-bg-color-container'),
      borderColor: colour('--y-line'),
      textStyle: { color: colour('--td-text-color-primary') },
      valueFormatter: (value: unknown) => format(Number(value)),
    },
    xAxis: {
      type: 'category',
      data: categories,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colour('--y-line') } },
      axisLabel: { color: quiet, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      // Money has no smaller part than a fen; and before the first payment there is a scale all the same.
      minInterval: 1,
      max: ({ max }: { readonly max: number }) => (max < LEAST_SCALE_FEN ? LEAST_SCALE_FEN : null),
      axisLabel: { color: quiet, formatter: (fen: number) => shorten(format(fen)) },
      splitLine: { lineStyle: { color: colour('--y-line') } },
    },
    series: series.map(({ name, tone, fen }) => ({
      name,
      type: 'bar',
      data: fen,
      barMaxWidth: 22,
      itemStyle: { color: colours[tone], borderRadius: [3, 3, 0, 0] },
    })),
  };
}

/** An axis needs no fen. */
function shorten(amount: string): string {
  return amount.replace(/\.00$/, '');
}

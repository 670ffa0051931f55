import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { expect, test } from 'vitest';
import { formatYuan } from '../language/format-fen.ts';
import { drawBars } from './draw-bars.ts';

echarts.use([BarChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

test.each([
  ['nothing was paid yet', [0, 0, 0], '¥1'],
  ['one fen was paid', [0, 1, 0], '¥1'],
  ['much was paid', [12_800, 0, 99], '¥150'],
])('an axis of money has whole fen only when %s', (_when, fen, top) => {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 600, height: 240 });
  const categories = ['00:00', '01:00', '02:00'];
  const series = [{ name: 'paid', tone: 'brand' as const, fen }];
  chart.setOption(drawBars({ categories, series, format: formatYuan }, () => '#000'));
  expect(chart.renderToSVGString()).toContain(`>${top}<`);
  chart.dispose();
});

import './bar-chart.css';
import { BarChart as Bars } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { theme } from '../app/appearance.ts';
import { usePreference } from '../app/create-preference.ts';
import { type BarChartData, drawBars } from './draw-bars.ts';

echarts.use([Bars, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

/** Bars of money over time; a picture only, so put a table of the same figures beside it. */
export function BarChart({ label, ...data }: BarChartData & { label: string }) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<echarts.ECharts>(null);
  // The colours are read anew when the theme changes.
  usePreference(theme);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const made = echarts.init(element);
    chart.current = made;
    const watcher = new ResizeObserver(() => made.resize());
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string): string => style.getPropertyValue(name).trim();
    chart.current?.setOption(drawBars(data, colour));
  });
  return <div ref={place} className="y-chart" role="img" aria-label={label} />;
}

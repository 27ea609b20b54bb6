import { AxisBottom, AxisLeft, AxisRight } from '@visx/axis';
import { Group } from '@visx/group';
import { scaleBand, scaleLinear } from '@visx/scale';
import { Bar } from '@visx/shape';
import { useEffect, useId, useRef, useState } from 'react';
import { useLanguage } from '../../i18n/language.tsx';
import type { ChartData } from './chart.tsx';

/** Height of a chart, and the room that its axes take, in CSS pixels. */
const HEIGHT = 260;
const MARGIN = { top: 12, side: 44, far: 8, bottom: 36 } as const;
/** Width before the page has been laid out. */
const FIRST_WIDTH = 640;
/** Room that the label of one category needs. */
const LABEL_WIDTH = 76;
/** Most lines across. */
const MOST_TICKS = 5;

/** The width that the chart may take, followed as the window changes. */
function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(FIRST_WIDTH);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined && entry.contentRect.width > 0) setWidth(entry.contentRect.width);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { box, width };
}

/** Bars by category, one for each series; categories run from right to left in Arabic, as its readers read. */
export default function BarChart({ data, label }: { readonly data: ChartData; readonly label: string }) {
  const { box, width } = useWidth();
  const id = useId();
  const rightToLeft = useLanguage() === 'ar';
  const left = rightToLeft ? MARGIN.far : MARGIN.side;
  const innerWidth = Math.max(0, width - MARGIN.side - MARGIN.far);
  const innerHeight = HEIGHT - MARGIN.top - MARGIN.bottom;
  const most = Math.max(1, ...data.series.flatMap(({ values }) => values));

  const categories = scaleBand({
    domain: data.categories.map((_, index) => index),
    range: rightToLeft ? [innerWidth, 0] : [0, innerWidth],
    padding: 0.25,
  });
  const within = scaleBand({
    domain: data.series.map((_, index) => index),
    range: rightToLeft ? [categories.bandwidth(), 0] : [0, categories.bandwidth()],
    padding: 0.1,
  });
  const height = scaleLinear({ domain: [0, most], range: [innerHeight, 0], nice: MOST_TICKS });
  const ticks = height.ticks(MOST_TICKS).filter(Number.isInteger);
  const every = Math.ceil((data.categories.length * LABEL_WIDTH) / Math.max(innerWidth, LABEL_WIDTH));
  const labelled = data.categories.flatMap((_, index) => (index % every === 0 ? [index] : []));
  const ValueAxis = rightToLeft ? AxisRight : AxisLeft;

  return (
    <div className="chart-drawing" ref={box}>
      <svg width={width} height={HEIGHT} role="img" aria-label={label}>
        <defs>
          <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect className="chart-second-ground" width="6" height="6" />
            <rect className="chart-second-line" width="3" height="6" />
          </pattern>
        </defs>
        <Group left={left} top={MARGIN.top}>
          {ticks.map((tick) => (
            <line
              key={tick}
              className="chart-line"
              x1={0}
              x2={innerWidth}
              y1={height(tick)}
              y2={height(tick)}
            />
          ))}
          {data.series.map(({ name, values }, series) =>
            values.map((value, index) => (
              <Bar
                // biome-ignore lint/suspicious/noArrayIndexKey: a category is known by its place
                key={`${name} ${index}`}
                className={series === 0 ? 'chart-bar' : 'chart-bar-second'}
                {...(series === 0 ? {} : { fill: `url(#${id})` })}
                x={(categories(index) ?? 0) + (within(series) ?? 0)}
                y={height(value)}
                width={within.bandwidth()}
                height={innerHeight - height(value)}
              />
            )),
          )}
          <AxisBottom
            top={innerHeight}
            scale={categories}
            tickValues={labelled}
            tickFormat={(index) => (data.labels ?? data.categories)[Number(index)] ?? ''}
            tickClassName="chart-tick"
            axisLineClassName="chart-axis"
            hideTicks
          />
          <ValueAxis
            left={rightToLeft ? innerWidth : 0}
            scale={height}
            tickValues={ticks}
            tickFormat={(value) => String(value)}
            tickClassName="chart-tick"
            hideAxisLine
            hideTicks
          />
        </Group>
      </svg>
    </div>
  );
}

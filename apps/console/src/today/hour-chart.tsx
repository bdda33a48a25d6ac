import { useEffect, useRef, useState } from "preact/hooks";
import type uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { theme } from "../preferences.ts";
import { useStore } from "../store.ts";

export interface HourChartProps {
  readonly now: readonly number[];
  readonly before: readonly number[];
  readonly label: string;
}

const height = 200;

/** A colour of the style sheet: the canvas knows none of its names. */
const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** uPlot formats numbers when it is loaded, and throws in a browser whose language is no tag: then there is the table alone. */
const loading = import("uplot").then(
  ({ default: loaded }) => loaded,
  () => undefined,
);

function optionsFor({ paths }: typeof uPlot, width: number): uPlot.Options {
  const axis = {
    stroke: colour("muted"),
    font: "12px system-ui, sans-serif",
    ticks: { show: false },
    grid: { stroke: colour("line"), width: 1 },
  };
  return {
    width,
    height,
    padding: [8, 4, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: [-0.6, 23.6] },
      // An even scale where there is next to nothing.
      y: { range: (_, __, most) => [0, Math.max(4, most * 1.1)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        splits: width < 480 ? [0, 6, 12, 18] : [0, 3, 6, 9, 12, 15, 18, 21],
        values: (_, hours) => hours.map((hour) => String(hour).padStart(2, "0")),
        size: 24,
        gap: 4,
      },
      { ...axis, size: 44, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000] },
    ],
    series: [
      {},
      {
        fill: colour("accent"),
        width: 0,
        paths: paths.bars?.({ size: [0.62, 28], radius: 0.2 }) as uPlot.Series.PathBuilder,
        points: { show: false },
      },
      { stroke: colour("muted"), width: 1.5, dash: [4, 4], points: { show: false } },
    ],
  };
}

const dataOf = ({ now, before }: Pick<HourChartProps, "now" | "before">): uPlot.AlignedData => [
  now.map((_, hour) => hour),
  now.map((count) => count || null),
  before.some((count) => count > 0) ? [...before] : before.map(() => null),
];

/** Bars of this day, and a line of the one before. */
export function HourChart({ now, before, label }: HourChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(undefined);
  const [Plot, setPlot] = useState<typeof uPlot>();
  const present = useStore(theme);

  useEffect(() => void loading.then((loaded) => setPlot(() => loaded)), []);

  useEffect(() => {
    const element = box.current;
    if (!element || !Plot) return;
    let drawn = 0;
    const draw = () => {
      const width = Math.floor(element.clientWidth);
      if (width === drawn || width === 0) return;
      drawn = width;
      chart.current?.destroy();
      chart.current = new Plot(optionsFor(Plot, width), dataOf({ now, before }), element);
    };
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.current?.destroy();
      chart.current = undefined;
    };
  }, [present, Plot]);

  useEffect(() => chart.current?.setData(dataOf({ now, before })), [now, before]);

  return <div ref={box} class="chart" role="img" aria-label={label} />;
}

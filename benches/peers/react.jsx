// The board as an office's developers would write it today: React, and ECharts with no more of it than is used.
import { LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { memo, useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { WORDS, percent, run } from './model.js';

use([LineChart, GridComponent, CanvasRenderer]);
const COLOURS = { 'on-track': '#35d0a5', 'at-risk': '#ffc04d', 'off-track': '#e86cc4' };

const Chart = memo(function Chart({ result }) {
  const place = useRef(null);
  useEffect(() => {
    const chart = init(place.current);
    const label = { color: '#a9b0be', fontSize: 20, hideOverlap: true };
    const line = { type: 'line', showSymbol: false };
    chart.setOption({
      animation: false,
      grid: { left: 8, right: 8, top: 16, bottom: 8, containLabel: true },
      xAxis: { type: 'time', axisLabel: label, splitLine: { show: false } },
      yAxis: { type: 'value', scale: true, axisLabel: label, splitLine: { show: false } },
      series: [
        { ...line, data: result.points.map(([at, value]) => [at * 1000, value]), lineStyle: { color: COLOURS[result.status], width: 4 } },
        { ...line, data: [[result.begin * 1000, result.start], [result.end * 1000, result.target]], lineStyle: { color: '#6c7485', width: 2 } },
      ],
    });
    return () => chart.dispose();
  }, [result]);
  return <div className="chart" ref={place} />;
});

const Meter = ({ share, status }) => <div className={`meter ${status}`}><i style={{ transform: `scaleX(${share})` }} /></div>;

const Slide = memo(function Slide({ objective, className }) {
  return (
    <section className={`slide ${className}`}>
      <div>
        <h1>{objective.title}</h1>
        <p className={objective.status}>{WORDS[objective.status]}</p>
        <p className="soft">{objective.description}</p>
        <p className="figure">{percent(objective.share)}</p>
        <Meter {...objective} />
      </div>
      <div className="cards">
        {objective.results.map((result) => (
          <article className="card" key={result.id}>
            <h2>{result.title}</h2>
            <p>{result.value} <span className="soft">from {result.start} to {result.target}</span> <span className={result.status}>{WORDS[result.status]}</span></p>
            <Chart result={result} />
          </article>
        ))}
      </div>
    </section>
  );
});

function Board() {
  const [{ board, slides }, set] = useState({ slides: [] });
  useEffect(() => {
    let turn = 0;
    run((board, n) => {
      const key = (turn += 1);
      const objective = board.objectives[n];
      set(({ slides }) => ({ board, slides: [...slides.slice(-1), { key, objective }] }));
      setTimeout(() => set(({ board, slides }) => ({ board, slides: slides.filter((one) => one.key >= key) })), 300);
    });
  }, []);
  if (!board) return null;
  const last = slides[slides.length - 1];
  return (
    <main data-scene="objective">
      <header><strong>{board.name}</strong><span>{new Date().toTimeString().slice(0, 5)}</span></header>
      {slides.map((one) => <Slide key={one.key} objective={one.objective} className={one !== last ? 'out' : one.key > 1 ? 'in' : ''} />)}
    </main>
  );
}

createRoot(document.getElementById('root')).render(<Board />);

// The board by hand, without a framework, with uPlot for its charts: as lean as it can honestly be.
import uPlot from 'uplot';
import { WORDS, percent, run } from './model.js';

const COLOURS = { 'on-track': '#35d0a5', 'at-risk': '#ffc04d', 'off-track': '#e86cc4' };

function el(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function meter({ share, status }) {
  const fill = el('i');
  fill.style.transform = `scaleX(${share})`;
  return el('div', `meter ${status}`, fill);
}

function chart(place, result) {
  const times = [result.begin, ...result.points.map(([at]) => at), result.end].sort((a, b) => a - b);
  const values = new Map(result.points);
  const plan = (at) => result.start + ((result.target - result.start) * (at - result.begin)) / (result.end - result.begin);
  const axis = { stroke: '#a9b0be', grid: { show: false }, ticks: { show: false }, font: '20px Inter, sans-serif' };
  return new uPlot({
    width: place.clientWidth, height: place.clientHeight, legend: { show: false }, cursor: { show: false },
    axes: [axis, { ...axis, size: 70 }],
    series: [{}, { stroke: COLOURS[result.status], width: 4, points: { show: false }, spanGaps: true }, { stroke: '#6c7485', width: 2, points: { show: false } }],
  }, [times, times.map((at) => (values.has(at) ? values.get(at) : null)), times.map(plan)], place);
}

let shown = [];
let last;
run((board, n) => {
  const objective = board.objectives[n];
  const main = document.querySelector('main');
  const places = objective.results.map((result) => [el('div', 'chart'), result]);
  const slide = el('section', last ? 'slide in' : 'slide',
    el('div', '', el('h1', '', objective.title), el('p', objective.status, WORDS[objective.status]), el('p', 'soft', objective.description || ''),
      el('p', 'figure', percent(objective.share)), meter(objective)),
    el('div', 'cards', ...places.map(([place, result]) => el('article', 'card', el('h2', '', result.title),
      el('p', '', `${result.value} `, el('span', 'soft', `from ${result.start} to ${result.target}`), ' ', el('span', result.status, WORDS[result.status])), place))));
  if (!last) main.append(el('header', '', el('strong', '', board.name), el('span', '', new Date().toTimeString().slice(0, 5))));
  main.append(slide);
  const gone = [last, shown];
  shown = places.map(([place, result]) => chart(place, result));
  if (gone[0]) {
    gone[0].className = 'slide out';
    setTimeout(() => {
      gone[1].forEach((one) => one.destroy());
      gone[0].remove();
    }, 300);
  }
  last = slide;
  main.dataset.scene = 'objective';
});

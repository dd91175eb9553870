// The dashboard's charts, drawn with Chart.js
var VERSION = '3.9.1';
var palette = ['#3366cc', '#dc3912', '#ff9900'];
function draw(canvas, rows) {
  return new Chart(canvas.getContext('2d'), {
    type: 'bar', data: { labels: rows.map(function (r) { return r.month; }), datasets: [{ label: 'Revenue', data: rows.map(function (r) { return r.sum; }), backgroundColor: palette }] },
    options: { responsive: true, maintainAspectRatio: false, plugins: { legend: { position: 'bottom' }, tooltip: { mode: 'index', intersect: false } }, scales: { x: { grid: { display: false } }, y: { beginAtZero: true, ticks: { precision: 0 } } } }
  });
}
document.addEventListener('DOMContentLoaded', function () { fetch('/api/revenue').then(function (r) { return r.json(); }).then(function (rows) { draw(document.getElementById('revenue'), rows); }); });

// Scores recognition on the sample that make.mjs made:
//
//	(cd OUT && licaudit identify --format jsonl .) | node score.mjs OUT/truth.tsv [-v]
//	(cd OUT && retire --jspath . --outputformat json) | node score.mjs OUT/truth.tsv --retire
import fs from 'node:fs'

const [truthFile, flag] = process.argv.slice(2)
const plain = s => (s || '').toLowerCase().replace(/^.*\//, '').replace(/\.js$/, '').replace(/^jquery[.-](?!ui|js)/, '').replace(/[^a-z0-9]/g, '')
const rows = fs.readFileSync(truthFile, 'utf8').trim().split('\n').slice(1).map(l => {
  const [path, container, content, name, version, license, , state, , needs = ''] = l.split('\t')
  return { path, container, content, name, version, license, state, needs: needs.split(' ').map(plain) }
})
const input = fs.readFileSync(0, 'utf8')
let found
if (flag === '--retire') {
  found = (JSON.parse(input).data || []).flatMap(d => d.results.map(r => ({ path: d.file.replace(/^\.\//, '').replace(/^.*?\/(?=(js|app|bundles)\/)/, ''), name: r.component, version: r.version })))
} else {
  found = input.trim().split('\n').filter(Boolean).map(l => JSON.parse(l)).filter(f => f.name)
}
// What a package.json says that is no expression of ids on the SPDX list, as "SEE
// LICENSE IN" or "GPLv3", is nothing to be judged by; deprecated ids are compared in
// today's form.
const list = new URL('../../spdx/data/licenses.tsv', import.meta.url)
const ids = new Map(fs.readFileSync(list, 'utf8').split('\n').filter(l => l && l[0] !== '#').map(l => l.split('\t')).map(f => [f[0], f[3] || f[0]]))
const today = s => s.replace(/[\w.+-]+/g, id => ids.get(id) || id)
const isExpression = s => /^\(?[\w.+-]+( (OR|AND|WITH) [\w.+-]+)*\)?$/.test(s) && s.match(/[\w.+-]+/g).every(id => ids.has(id) || /^(OR|AND|WITH)$/.test(id))
const isLicense = (found, want) => found === want || (found || '').includes(want.replace(/[()]/g, '').split(' ')[0])
const used = new Set()
const counts = {}
const misses = []
for (const t of rows.filter(r => r.container !== 'firstparty')) {
  const hits = found.filter(f => f.path === t.path && plain(f.name) === plain(t.name))
  hits.forEach(h => used.add(h))
  const stated = hits.map(h => h.version).filter(Boolean)
  const right = stated.includes(t.version)
  for (const kind of ['all', t.container === 'bundle' ? 'bundle' : t.state, t.container === 'bundle' ? 'bundled' : t.content]) {
    const c = counts[kind] ||= { rows: 0, name: 0, version: 0, wrong: 0, license: 0, licenses: 0 }
    c.rows++
    if (hits.length) c.name++
    if (right) c.version++
    if (stated.length && !right) c.wrong++
    if (isExpression(t.license)) {
      c.licenses++
      if (hits.some(h => isLicense(h.license, today(t.license)))) c.license++
    }
  }
  if (!right) misses.push([t.path, t.content, t.state, t.name, t.version, JSON.stringify(hits.map(h => [h.version, h.near, h.method])[0] || null)].join(' '))
}
const percent = (a, b) => b ? (100 * a / b).toFixed(1).padStart(6) + ' %' : '     - %'
for (const [kind, c] of Object.entries(counts)) console.log(kind.padEnd(17), String(c.rows).padStart(4), 'name', percent(c.name, c.rows), 'name+version', percent(c.version, c.rows), 'wrong version', c.wrong, 'license', percent(c.license, c.licenses))
const places = new Set(rows.filter(r => r.container !== 'firstparty').map(r => r.path))
const own = new Set(rows.filter(r => r.container === 'firstparty').map(r => r.path))
const extra = found.filter(f => places.has(f.path) && !used.has(f))
// A package's distribution may hold what it was made with: no row says so, but it is there.
const held = extra.filter(f => rows.some(r => r.path === f.path && r.needs.includes(plain(f.name))))
const false_ = found.filter(f => own.has(f.path))
console.log('libraries not in the file', extra.length - held.length, ' dependencies of what is', held.length, ' first-party files named', new Set(false_.map(f => f.path)).size, 'of', own.size)
if (flag === '-v') {
  misses.forEach(m => console.log('  miss', m))
  extra.forEach(e => console.log('  extra', e.path, e.name, e.version, e.near, e.method, e.confidence))
  false_.forEach(e => console.log('  first-party', e.path, e.name))
}

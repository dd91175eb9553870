// Makes a sample of vendored files, to measure recognition on:
//
//	npm install --prefix TOOLS terser esbuild @swc/core
//	node make.mjs CACHE TOOLS OUT [SEED]
//
// From the packages in CACHE (see ../signatures/build/fetch.mjs), and from
// other versions of them that are fetched, it copies one file each the way
// people do: renamed, stripped of comments, minified again, reformatted,
// edited, joined; it bundles some; and adds firstparty/, an application's own
// files. OUT/truth.tsv says what is where, and in `source` whether the database
// knows the version, or knows it among others that published the very file. The seed makes another sample of the same kind.
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import fs from 'node:fs'
import path from 'node:path'

const [cache, tools, out, seedText = '1'] = process.argv.slice(2)
const require = createRequire(path.resolve(tools, 'package.json'))
const terser = require('terser')
const esbuild = require('esbuild')
const swc = require('@swc/core')

let state = Number(seedText) >>> 0
function random () {
  state = (state + 0x6D2B79F5) >>> 0
  let t = state
  t = Math.imul(t ^ (t >>> 15), t | 1)
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}
const pick = list => list[Math.floor(random() * list.length)]

const lines = name => fs.readFileSync(path.join(cache, name), 'utf8').trim().split('\n').map(l => l.split('\t'))
const known = new Map()
for (const [library, pkg, version] of lines('packages.txt')) {
  if (!known.has(library)) known.set(library, { pkg, versions: [] })
  if (known.get(library).pkg === pkg) known.get(library).versions.push(version)
}
const all = new Map(lines('published.txt').map(([library, versions]) => [library, versions.split(' ')]))

const flat = name => name.replace(/^@/, '').replace('/', '-')
function unpack (pkg, version) {
  const dir = path.join(cache, 'unpacked', `${flat(pkg)}-${version}`)
  if (fs.existsSync(dir)) return dir
  const tarballs = path.join(cache, 'sample')
  fs.mkdirSync(tarballs, { recursive: true })
  let tgz = path.join(cache, 'tarballs', `${flat(pkg)}-${version}.tgz`)
  if (!fs.existsSync(tgz)) {
    tgz = path.join(tarballs, `${flat(pkg)}-${version}.tgz`)
    if (!fs.existsSync(tgz)) execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--cache', path.resolve(cache, 'npm'), '--pack-destination', path.resolve(tarballs), `${pkg}@${version}`], { stdio: 'ignore' })
  }
  fs.mkdirSync(dir, { recursive: true })
  execFileSync('tar', ['xzf', path.resolve(tgz), '-C', dir, '--strip-components=1'], { stdio: 'ignore' })
  return dir
}

// isShared reports whether another version at hand published the very file.
function isShared (pkg, version, versions, file) {
  const inside = path.relative(unpack(pkg, version), file)
  const data = fs.readFileSync(file)
  return versions.some(v => {
    if (v === version) return false
    try { return data.equals(fs.readFileSync(path.join(unpack(pkg, v), inside))) } catch { return false }
  })
}

// mainFile chooses the script or style sheet that people copy.
function mainFile (dir, name) {
  const m = manifest(dir)
  const found = []
  const walk = (sub, depth) => {
    for (const e of fs.readdirSync(path.join(dir, sub), { withFileTypes: true })) {
      const p = path.join(sub, e.name)
      if (e.isDirectory() && depth < 3 && !/^(node_modules|test|tests|src|docs?|examples?|demo|locale|i18n|lang)$/.test(e.name)) walk(p, depth + 1)
      else if (e.isFile() && /\.(js|css)$/.test(e.name) && fs.statSync(path.join(dir, p)).size > 1500) found.push(p)
    }
  }
  walk('.', 0)
  const plain = s => s.toLowerCase().replace(/^.*\//, '').replace(/(\.min|\.umd|\.js|\.css|jquery\.)/g, '').replace(/[^a-z0-9]/g, '')
  const wanted = [m.unpkg, m.jsdelivr, m.main].filter(s => typeof s === 'string').map(s => path.normalize(s))
  const named = found.filter(f => plain(f) === plain(name))
  const choice = named.length ? pick(named) : found.find(f => wanted.includes(f)) || found.find(f => wanted.includes(f.replace('.min', '')))
  return choice && path.join(dir, choice)
}

const edits = text => text.replace(/\n/, '\n/* changed for the portal */\n').replace(/function\s*\(/, 'function /* patched */ (') + '\n;window.__portalPatched = "yes, by us";\n'

// amid puts a statement between two functions in the middle of a script.
function amid (text) {
  const at = text.indexOf('\n}\n', text.length / 2)
  return at < 0 ? edits(text) : text.slice(0, at + 3) + 'window.__portalHook = "called amid";\n' + text.slice(at + 3)
}
const distortions = {
  intact: async text => text,
  stripped: async (text, css) => css ? text.replace(/\/\*[\s\S]*?\*\//g, '') : (await terser.minify(text, { compress: false, mangle: false, format: { comments: false } })).code,
  minified: async (text, css) => css ? text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\s+/g, ' ') : (await terser.minify(text, { format: { comments: false } })).code,
  // by a minifier whose output the database does not know
  minifiedOtherwise: async (text, css) => css ? text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\s+/g, ' ') : (await swc.minify(text, { compress: true, mangle: true, module: false })).code,
  pretty: async (text, css) => css ? text : (await terser.minify(text, { compress: false, mangle: false, format: { beautify: true, comments: 'some' } })).code,
  edited: async (text, css) => css ? text + '\n.portal-patch { color: #123456 }\n' : edits(text),
  editedAmid: async (text, css) => css ? text + '\n.portal-patch { color: #123456 }\n' : amid(text)
}

const rows = []
const write = (name, text) => {
  const full = path.join(out, name)
  fs.mkdirSync(path.dirname(full), { recursive: true })
  fs.writeFileSync(full, text)
}
const row = (p, container, content, name, version, license, state, needs = '') => rows.push([p, container, content, name, version, license, '', state, '', needs].join('\t'))
// needs lists what a package says that it was made with: its distribution may hold some of it.
const needs = m => Object.keys({ ...m.dependencies, ...m.devDependencies, ...m.peerDependencies }).join(' ')
const manifest = dir => JSON.parse(fs.readFileSync(path.join(dir, 'package.json'), 'utf8').replace(/^\uFEFF/, ''))

const libraries = [...known.keys()]
let parts = []
for (let i = 0; i < 150; i++) {
  const library = pick(libraries)
  const { pkg, versions } = known.get(library)
  const isKnown = random() < 0.6
  const others = (all.get(library) || []).filter(v => !versions.includes(v))
  const version = isKnown || others.length === 0 ? pick(versions) : pick(others)
  let file
  try {
    file = mainFile(unpack(pkg, version), pkg)
  } catch (err) {
    continue
  }
  if (!file) continue
  const state = !versions.includes(version) ? 'unknown' : isShared(pkg, version, versions, file) ? 'shared' : 'known'
  const css = file.endsWith('.css')
  const content = pick(Object.keys(distortions))
  let text
  try {
    text = await distortions[content](fs.readFileSync(file, 'utf8'), css)
  } catch {
    continue
  }
  const m = manifest(unpack(pkg, version))
  const license = m.license
  const ext = css ? '.css' : '.js'
  if (!css && random() < 0.15) {
    parts.push({ text, library, version, license, state, content, needs: needs(m) })
    if (parts.length === 3) {
      const name = `js/all${i}${ext}`
      write(name, parts.map(p => p.text).join('\n;\n'))
      for (const p of parts) row(name, 'concat', p.content, p.library, p.version, typeof p.license === 'string' ? p.license : '', p.state, p.needs)
      parts = []
    }
    continue
  }
  const name = `js/f${i}/${pick(['main', 'lib', 'script', 'a', path.basename(file, ext).replace(/[^\w.-]/g, '')])}${ext}`
  write(name, text)
  row(name, 'tree', content, library, version, typeof license === 'string' ? license : '', state, needs(m))
}

// Bundles of what applications import, without a source map.
const bundles = [['react', 'react-dom', 'axios', 'classnames'], ['vue', 'lodash', 'dayjs'], ['d3-scale', 'd3-array', 'd3-selection', 'rxjs'], ['jquery', 'underscore', 'moment'], ['redux', 'immutable', 'uuid', 'date-fns'], ['lit', 'mobx', 'luxon']]
for (const [i, names] of bundles.entries()) {
  const alias = {}
  const entry = []
  const kept = []
  for (const name of names) {
    if (!known.has(name)) continue
    const version = known.get(name).versions.at(-1 - Math.floor(random() * Math.min(3, known.get(name).versions.length)))
    alias[name] = unpack(name, version)
    entry.push(`import * as m${kept.length} from '${name}'; console.log(Object.keys(m${kept.length}).length, m${kept.length})`)
    kept.push([name, version])
  }
  try {
    const dir = path.join(out, '..', 'bundling')
    fs.mkdirSync(path.join(dir, 'node_modules'), { recursive: true })
    for (const [name, from] of Object.entries(alias)) fs.cpSync(from, path.join(dir, 'node_modules', name), { recursive: true, force: true })
    const result = await esbuild.build({ stdin: { contents: entry.join('\n'), resolveDir: path.resolve(dir) }, bundle: true, minify: true, legalComments: 'none', write: false, logLevel: 'silent', external: names.flatMap(n => []), packages: 'bundle', plugins: [{ name: 'missing', setup (b) { b.onResolve({ filter: /^[^./]/ }, a => names.includes(a.path.split('/').slice(0, a.path[0] === '@' ? 2 : 1).join('/')) || a.pluginData ? undefined : { path: a.path, external: true }) } }] })
    const name = `bundles/app${i}.js`
    write(name, result.outputFiles[0].text)
    for (const [n, v] of kept) row(name, 'bundle', 'bundled', n, v, '', 'known', needs(manifest(alias[n])))
  } catch (err) {
    process.stderr.write(`bundle ${i}: ${String(err.message).slice(0, 300)}\n`)
  }
}

const own = path.join(path.dirname(new URL(import.meta.url).pathname), 'firstparty')
for (const name of fs.readdirSync(own).sort()) {
  write(`app/${name}`, fs.readFileSync(path.join(own, name)))
  row(`app/${name}`, 'firstparty', 'intact', '', '', '', 'unknown')
}
fs.writeFileSync(path.join(out, 'truth.tsv'), 'path\tcontainer\tcontent\tname\tversion\tspdx\taccept\tsource\tsha256\tneeds\n' + rows.join('\n') + '\n')

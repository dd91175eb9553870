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
// knows the version ("known"), or of it the main files alone, as it does of those
// beside the chosen ones ("beside"), and whether another version is the same in this
// form ("shared"). The seed makes another sample of the same kind.
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
const beside = new Map()
for (const [library, pkg, version] of lines('beside.txt')) {
  if (known.get(library)?.pkg === pkg) beside.set(library, [...beside.get(library) || [], version])
}
const all = new Map(lines('published.txt').map(([library, versions]) => [library, versions.split(' ')]))

const flat = name => name.replace(/^@/, '').replace('/', '-')
const tarball = (pkg, version) => path.join(cache, 'tarballs', `${flat(pkg)}-${version}.tgz`)
const published = library => all.get(library) || []
function unpack (pkg, version) {
  const dir = path.join(cache, '_unpacked', `${flat(pkg)}-${version}`)
  if (fs.existsSync(dir)) return dir
  const tarballs = path.join(cache, 'sample')
  fs.mkdirSync(tarballs, { recursive: true })
  let tgz = tarball(pkg, version)
  if (!fs.existsSync(tgz)) {
    tgz = path.join(tarballs, `${flat(pkg)}-${version}.tgz`)
    if (!fs.existsSync(tgz)) execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--cache', path.resolve(cache, 'npm'), '--pack-destination', path.resolve(tarballs), `${pkg}@${version}`], { stdio: 'ignore' })
  }
  fs.mkdirSync(dir, { recursive: true })
  execFileSync('tar', ['xzf', path.resolve(tgz), '-C', dir, '--strip-components=1'], { stdio: 'ignore' })
  return dir
}

// isShared reports whether another of the versions at hand, of which the nearest
// are looked at, makes the very same of the file: nothing can tell them apart then.
async function isShared (library, pkg, version, versions, file, text, distort, css) {
  const inside = path.relative(unpack(pkg, version), file)
  const at = published(library).indexOf(version)
  const far = v => Math.abs(published(library).indexOf(v) - at)
  for (const v of versions.filter(v => v !== version).sort((a, b) => far(a) - far(b)).slice(0, 8)) {
    try {
      if (text === await distort(execFileSync('tar', ['xzOf', tarball(pkg, v), '--wildcards', '--no-wildcards-match-slash', '*/' + inside], { encoding: 'utf8', maxBuffer: 1 << 27, stdio: ['ignore', 'pipe', 'ignore'] }), css)) return true
    } catch { continue } // it has no such file, or none that can be read
  }
  return false
}

// mainFile chooses the script or style sheet that people copy.
function mainFile (dir, name) {
  const m = manifest(dir)
  const found = []
  const walk = (sub, depth) => {
    for (const e of fs.readdirSync(path.join(dir, sub), { withFileTypes: true })) {
      const p = path.join(sub, e.name)
      if (e.isDirectory() && depth < 3 && !/^(node_modules|bin|test|tests|src|docs?|examples?|demo|locale|i18n|lang)$/.test(e.name)) walk(p, depth + 1)
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
const direct = m => Object.keys({ ...m.dependencies, ...m.devDependencies, ...m.peerDependencies }).join(' ')
const manifest = dir => JSON.parse(fs.readFileSync(path.join(dir, 'package.json'), 'utf8').replace(/^\uFEFF/, ''))

// A development build lists the modules in it, those that its dependencies need too:
// of it needs lists all that npm installs with the package.
function needs (m, text) {
  if ((text.match(/node_modules\//g) || []).length < 8) return direct(m)
  const dir = path.join(cache, '_locks', `${flat(m.name)}-${m.version}`)
  if (!fs.existsSync(path.join(dir, 'package-lock.json'))) {
    fs.mkdirSync(dir, { recursive: true })
    fs.writeFileSync(path.join(dir, 'package.json'), '{"private":true}')
    execFileSync('npm', ['install', '--silent', '--package-lock-only', '--ignore-scripts', '--force', '--no-audit', '--no-fund', '--cache', path.resolve(cache, 'npm'), `${m.name}@${m.version}`], { cwd: dir, stdio: 'ignore' })
  }
  const lock = JSON.parse(fs.readFileSync(path.join(dir, 'package-lock.json'), 'utf8'))
  return [direct(m), ...Object.keys(lock.packages).map(p => p.replace(/^.*node_modules\//, '')).filter(Boolean)].join(' ')
}

// A library is drawn the more often, the more versions of it are kept: so many
// as people copy it (see libraries.txt).
const libraries = [...known].flatMap(([library, { versions }]) => versions.map(() => library))
let parts = []
for (let i = 0; i < 150; i++) {
  const library = pick(libraries)
  const { pkg, versions } = known.get(library)
  const isKnown = random() < 0.6
  const others = published(library).filter(v => !versions.includes(v))
  const version = isKnown || others.length === 0 ? pick(versions) : pick(others)
  let file
  try {
    file = mainFile(unpack(pkg, version), pkg)
  } catch (err) {
    continue
  }
  if (!file) continue
  const css = file.endsWith('.css')
  const content = pick(Object.keys(distortions))
  let text
  try {
    text = await distortions[content](fs.readFileSync(file, 'utf8'), css)
  } catch {
    continue
  }
  const shared = () => isShared(library, pkg, version, [...versions, ...beside.get(library) || []], file, text, distortions[content], css)
  const held = versions.includes(version) ? 'known' : beside.get(library)?.includes(version) ? 'beside' : 'unknown'
  const state = held !== 'unknown' && await shared() ? 'shared' : held
  const m = manifest(unpack(pkg, version))
  const license = m.license
  const ext = css ? '.css' : '.js'
  if (!css && random() < 0.15 && !parts.some(p => p.library === library)) {
    parts.push({ text, library, version, license, state, content, needs: needs(m, text) })
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
  row(name, 'tree', content, library, version, typeof license === 'string' ? license : '', state, needs(m, text))
}

// Bundles of what applications import, installed with all that it needs, without
// a source map. A package of which little is left has no row.
const imported = ['axios', 'bootstrap', 'chart.js', 'classnames', 'clsx', 'd3-array', 'd3-scale', 'd3-selection', 'date-fns', 'dayjs', 'dompurify', 'fuse.js', 'handlebars', 'immer', 'immutable', 'jquery', 'lit', 'lodash', 'luxon', 'marked', 'mobx', 'moment', 'mustache', 'popper.js', 'preact', 'prop-types', 'react', 'react-dom', 'react-router', 'redux', 'rxjs', 'socket.io-client', 'swiper', 'underscore', 'uuid', 'vue', 'vuex']
const minPart = 400 // bytes
for (let i = 0; i < 8; i++) {
  const chosen = new Map()
  while (chosen.size < 4) {
    const name = pick(imported)
    if (known.get(name)?.pkg === name) chosen.set(name, pick(known.get(name).versions.slice(-6)))
  }
  try {
    const dir = path.resolve(out, '..', `bundling-${seedText}-${i}`)
    fs.mkdirSync(dir, { recursive: true })
    fs.writeFileSync(path.join(dir, 'package.json'), '{"private":true}')
    execFileSync('npm', ['install', '--silent', '--ignore-scripts', '--force', '--no-audit', '--no-fund', '--cache', path.resolve(cache, 'npm'), ...[...chosen].map(c => c.join('@'))], { cwd: dir, stdio: 'ignore' })
    const entries = [...chosen.keys()].map(n => n === 'react-dom' && fs.existsSync(path.join(dir, 'node_modules/react-dom/client.js')) ? n + '/client' : n)
    const contents = entries.map((n, k) => `import * as m${k} from '${n}'; console.log(Object.keys(m${k}).length, m${k})`).join('\n')
    const result = await esbuild.build({ stdin: { contents, resolveDir: dir }, bundle: true, minify: true, metafile: true, legalComments: 'none', write: false, logLevel: 'silent', absWorkingDir: dir })
    const name = `bundles/app${i}.js`
    write(name, result.outputFiles[0].text)
    const parts = Object.entries(Object.values(result.metafile.outputs)[0].inputs)
    const made = parts.map(([p]) => p.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]).filter(Boolean)
    for (const [n, v] of chosen) {
      // Vue is in @vue/..., which are no libraries of the list; lit's parts are.
      const own = p => p.startsWith(`node_modules/${n}/`) || p.startsWith(`node_modules/@${n}/`) && !known.has(p.split('/').slice(1, 3).join('/'))
      const bytes = parts.filter(([p]) => own(p)).reduce((sum, [, x]) => sum + x.bytesInOutput, 0)
      if (bytes >= minPart) row(name, 'bundle', 'bundled', n, v, '', 'known', [...new Set(made)].join(' '))
    }
    fs.rmSync(dir, { recursive: true })
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

// Fetches the packages of libraries.txt with the npm client that is installed:
//
//	node fetch.mjs libraries.txt CACHE
//
// `npm pack NAME` brings a package and leaves the list of its versions in the
// client's own cache, from which the versions to keep are chosen; a second
// `npm pack` brings those. Two clients run at a time. What CACHE holds already
// is not fetched again, so that an interrupted run is resumed by the next. The
// choice is written to CACHE/packages.txt: library, package, version; the
// versions that there are, to CACHE/published.txt.
import { execFile, execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import fs from 'node:fs'
import path from 'node:path'

const [list, cache] = process.argv.slice(2)
const npmRoot = execFileSync('npm', ['root', '-g'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
const require = createRequire(path.join(npmRoot, 'npm', 'package.json'))
const pacote = require('pacote')
const semver = require('semver')

const npmCache = path.resolve(cache, 'npm')
const tarballs = path.resolve(cache, 'tarballs')
fs.mkdirSync(tarballs, { recursive: true })

const flat = name => name.replace(/^@/, '').replace('/', '-')
const fileOf = (name, version) => path.join(tarballs, `${flat(name)}-${version}.tgz`)

function pack (specs) {
  return new Promise((resolve, reject) => execFile('npm',
    ['pack', '--silent', '--ignore-scripts', '--cache', npmCache, '--pack-destination', tarballs, ...specs],
    { maxBuffer: 1 << 28, cwd: tarballs, timeout: 600000 }, (err, stdout, stderr) => err ? reject(new Error(`${specs[0]}: ${stderr.slice(0, 300) || err.message.slice(0, 200)}`)) : resolve(stdout)))
}

// spread takes n of the items, evenly, the first and the last among them.
function spread (items, n) {
  if (items.length <= n) return items
  if (n === 1) return [items[items.length - 1]]
  return [...new Set(Array.from({ length: n }, (_, i) => items[Math.round(i * (items.length - 1) / (n - 1))]))]
}

// choose keeps the last version of each minor line, then the first ones, then
// others, evenly over the library's life, as far as the limit goes.
function choose (versions, limit) {
  let all = versions.filter(v => semver.valid(v, true))
  const stable = all.filter(v => semver.prerelease(v, true) === null)
  if (stable.length > 0) all = stable
  all.sort((a, b) => semver.compareBuild(a, b, true))
  const lines = new Map()
  for (const v of all) {
    const key = `${semver.major(v, true)}.${semver.minor(v, true)}`
    lines.set(key, [...(lines.get(key) || []), v])
  }
  const lasts = [...lines.values()].map(l => l[l.length - 1])
  const kept = new Set(spread(lasts, limit))
  const majors = new Map(all.map(v => [semver.major(v, true), v]))
  if (kept.size >= limit && majors.size < limit / 2) {
    for (const v of majors.values()) kept.add(v)
  }
  for (const more of [[...lines.values()].map(l => l[0]), all]) {
    const rest = more.filter(v => !kept.has(v))
    for (const v of spread(rest, Math.max(0, limit - kept.size))) if (kept.size < limit) kept.add(v)
  }
  return [...kept].sort((a, b) => semver.compareBuild(a, b, true))
}

const libraries = fs.readFileSync(list, 'utf8').split('\n').filter(l => l && !l.startsWith('#')).map(l => {
  const [name, limit, ...packages] = l.trim().split(/\s+/)
  return { name, limit: Number(limit), packages: packages.length ? packages : [name] }
})

const rows = []
const published = []
const failures = []

async function fetchPackage (library, name, limit) {
  let packument
  try {
    packument = await pacote.packument(name, { cache: path.join(npmCache, '_cacache'), offline: true })
  } catch {
    await pack([name])
    packument = await pacote.packument(name, { cache: path.join(npmCache, '_cacache'), offline: true })
  }
  published.push(`${library}\t${Object.keys(packument.versions).filter(v => semver.prerelease(v, true) === null).join(' ')}`)
  const newest = Object.values(packument.versions).at(-1)
  const size = newest?.dist?.unpackedSize || 0
  if (size > 40e6) limit = Math.min(limit, 4)
  else if (size > 20e6) limit = Math.min(limit, 8)
  const versions = choose(Object.keys(packument.versions), limit)
  const wanted = versions.filter(v => !fs.existsSync(fileOf(name, v)))
  for (let i = 0; i < wanted.length; i += 13) {
    const some = wanted.slice(i, i + 13)
    try {
      await pack(some.map(v => `${name}@${v}`))
    } catch {
      for (const v of some) {
        if (!fs.existsSync(fileOf(name, v))) await pack([`${name}@${v}`]).catch(err => failures.push(err.message))
      }
    }
  }
  for (const v of versions) if (fs.existsSync(fileOf(name, v))) rows.push(`${library}\t${name}\t${v}`)
}

let next = 0
async function worker () {
  while (next < libraries.length) {
    const { name, limit, packages } = libraries[next++]
    for (const p of packages) {
      try {
        await fetchPackage(name, p, Math.ceil(limit / packages.length))
      } catch (err) {
        failures.push(`${name}: ${err.message}`)
      }
    }
    process.stderr.write(`\r${next} of ${libraries.length} libraries, ${rows.length} packages, ${failures.length} failures`)
  }
}
await Promise.all([worker(), worker()])

rows.sort()
fs.writeFileSync(path.join(cache, 'packages.txt'), rows.join('\n') + '\n')
published.sort()
fs.writeFileSync(path.join(cache, 'published.txt'), published.join('\n') + '\n')
for (const f of failures) process.stderr.write(`\nnot fetched: ${f}`)
process.stderr.write('\n')

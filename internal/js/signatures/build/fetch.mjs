// Fetches the packages of libraries.txt with the npm client that is installed:
//
//	node fetch.mjs libraries.txt CACHE
//
// `npm view` tells which versions a package has, from which the ones to keep are
// chosen (see choose.mjs); `npm pack` brings those. Two clients run at a time.
// What CACHE holds already is not fetched again, so that an interrupted run is
// resumed by the next. The choice is written to CACHE/packages.txt: library,
// package, version; in the same form what was published right beside, to
// CACHE/beside.txt; the versions that there are, to CACHE/published.txt.
import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { beside, choose, stable } from './choose.mjs'

const [list, cache] = process.argv.slice(2)
const npmCache = path.resolve(cache, 'npm')
const tarballs = path.resolve(cache, 'tarballs')
const views = path.resolve(cache, 'views')
for (const dir of [tarballs, views]) fs.mkdirSync(dir, { recursive: true })

const flat = name => name.replace(/^@/, '').replace('/', '-')
const fileOf = (name, version) => path.join(tarballs, `${flat(name)}-${version}.tgz`)

function npm (args, what) {
  return new Promise((resolve, reject) => execFile('npm', [...args, '--cache', npmCache],
    { maxBuffer: 1 << 28, cwd: tarballs, timeout: 600000 },
    (err, stdout, stderr) => err ? reject(new Error(`${what}: ${stderr.slice(0, 300) || err.message.slice(0, 200)}`)) : resolve(stdout)))
}

const pack = specs => npm(['pack', '--silent', '--ignore-scripts', '--pack-destination', tarballs, ...specs], specs[0])

// view returns what is known of a package: {versions, size}, size in bytes
// of the newest version as it is unpacked.
async function view (name) {
  const file = path.join(views, flat(name) + '.json')
  if (!fs.existsSync(file)) {
    const v = JSON.parse(await npm(['view', name, 'name', 'versions', 'dist.unpackedSize', '--json'], name))
    fs.writeFileSync(file, JSON.stringify({ versions: [v.versions].flat(), size: v['dist.unpackedSize'] || 0 }))
  }
  return JSON.parse(fs.readFileSync(file, 'utf8'))
}

const libraries = fs.readFileSync(list, 'utf8').split('\n').filter(l => l && !l.startsWith('#')).map(l => {
  const [name, limit, ...packages] = l.trim().split(/\s+/)
  return { name, limit: Number(limit), packages: packages.length ? packages : [name] }
})

const rows = []
const besides = []
const published = []
const failures = []

async function fetchPackage (library, name, limit) {
  const { versions: all, size } = await view(name)
  published.push(`${library}\t${stable(all).join(' ')}`)
  if (size > 40e6) limit = Math.min(limit, 4)
  else if (size > 20e6) limit = Math.min(limit, 8)
  const versions = choose(all, limit)
  rows.push(...await bring(library, name, versions))
  if (size <= 20e6) besides.push(...await bring(library, name, beside(all, versions)))
}

// bring fetches versions of a package, and returns a row for each that is there.
async function bring (library, name, versions) {
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
  return versions.filter(v => fs.existsSync(fileOf(name, v))).map(v => `${library}\t${name}\t${v}`)
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
    process.stderr.write(`\r${next} of ${libraries.length} libraries, ${rows.length} packages and ${besides.length} beside them, ${failures.length} failures`)
  }
}
await Promise.all([worker(), worker()])

rows.sort()
fs.writeFileSync(path.join(cache, 'packages.txt'), rows.join('\n') + '\n')
fs.writeFileSync(path.join(cache, 'beside.txt'), besides.join('\n') + '\n')
published.sort()
fs.writeFileSync(path.join(cache, 'published.txt'), published.join('\n') + '\n')
for (const f of failures) process.stderr.write(`\nnot fetched: ${f}`)
process.stderr.write('\n')

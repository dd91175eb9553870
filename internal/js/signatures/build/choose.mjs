// Chooses the versions of a package that people are likely to have copied.
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'

const npmRoot = execFileSync('npm', ['root', '-g'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
const semver = createRequire(path.join(npmRoot, 'npm', 'package.json'))('semver')

// stable returns the versions without prereleases, or all if there is no other.
export function stable (versions) {
  const all = versions.filter(v => semver.valid(v, true))
  const finals = all.filter(v => semver.prerelease(v, true) === null)
  return finals.length > 0 ? finals : all
}

const compare = (a, b) => semver.compareBuild(a, b, true)

// spread takes n of the items, evenly, the first and the last among them.
function spread (items, n) {
  if (items.length <= n) return items
  if (n <= 1) return items.slice(items.length - Math.max(n, 0))
  return [...new Set(Array.from({ length: n }, (_, i) => items[Math.round(i * (items.length - 1) / (n - 1))]))]
}

const major = v => String(semver.major(v, true) || `0.${semver.minor(v, true)}`)
const minor = v => `${semver.major(v, true)}.${semver.minor(v, true)}`

function lasts (sorted, line) {
  return [...new Map(sorted.map(v => [line(v), v])).values()]
}

// choose returns, sorted, at most limit versions: the last ones of major lines,
// and of minor lines, evenly over the library's life, so that code of every age
// is known; of each major line, newest first, the two before the last, since
// what ends a line stays in use for years; the first ones of minor lines; then
// others. Dates would tell which was the newest for how long, but mirrors of a
// registry do not keep them.
export function choose (versions, limit) {
  const all = stable(versions).sort(compare)
  const ends = lasts(all, major).reverse()
  const before = n => ends.map(v => all[all.indexOf(v) - n]).filter(v => v)
  const firsts = all.filter((v, i) => i === 0 || minor(v) !== minor(all[i - 1]))
  const kept = new Set(spread(ends, Math.ceil(limit / 2)))
  const add = (list, upTo) => { for (const v of list) if (kept.size < upTo) kept.add(v) }
  const fill = (list, upTo) => { const rest = list.filter(v => !kept.has(v)); add(spread(rest, upTo - kept.size), upTo) }
  fill(lasts(all, minor), Math.ceil(limit * 3 / 4))
  add([...before(1), ...before(2)], limit)
  fill(firsts, limit)
  fill(all, limit)
  return [...kept].sort(compare)
}

// beside returns the versions right after and right before those chosen, which
// tell whether a file is of one version alone: those after first, since they are
// the more likely to be the same.
export function beside (versions, chosen) {
  const all = stable(versions).sort(compare)
  const kept = new Set(chosen)
  const next = step => all.filter((v, i) => !kept.has(v) && kept.has(all[i - step]))
  return [...new Set([...next(1), ...next(-1)])]
}

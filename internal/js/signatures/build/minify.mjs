// Minifies again what the build wrote to CACHE/forms, with the defaults of the
// common minifiers, so that the database knows their output too:
//
//	npm install --prefix TOOLS terser esbuild
//	node minify.mjs CACHE TOOLS [MINUTES]
//
// Two scripts are minified at a time, in the order of forms/list.txt; it can be
// ended and called again, and ends by itself after so many minutes. A script
// that a minifier does not understand, or that it needs half a minute for,
// leaves an empty file and is not tried again.
import { createRequire } from 'node:module'
import fs from 'node:fs'
import path from 'node:path'
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads'

const limit = 30000 // milliseconds
const [cache, tools, minutes] = isMainThread ? process.argv.slice(2) : workerData
const require = createRequire(path.resolve(tools, 'package.json'))
const minifiers = {
  esbuild: async text => (await require('esbuild').transform(text, { minify: true, legalComments: 'none', logLevel: 'silent' })).code,
  terser: async text => (await require('terser').minify(text, { format: { comments: false } })).code
}
const dir = path.join(cache, 'forms')

// work minifies what the main thread asks for, one script after the other.
function work () {
  parentPort.on('message', async ([kind, name]) => {
    let code = ''
    try { code = await minifiers[kind](fs.readFileSync(path.join(dir, name), 'utf8')) } catch {}
    parentPort.postMessage(code)
  })
}

function write (to, code) {
  fs.writeFileSync(to + '.part', code)
  fs.renameSync(to + '.part', to)
}

// run has a worker minify one job after the other; one that takes too long ends
// with its worker.
async function run (jobs) {
  const start = () => new Worker(new URL(import.meta.url), { argv: [], workerData: [cache, tools] })
  let worker = start()
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    const [kind, name, to] = job
    const code = await new Promise(resolve => {
      const timer = setTimeout(() => resolve(null), limit)
      worker.once('message', text => { clearTimeout(timer); resolve(text) })
      worker.postMessage([kind, name])
    })
    if (code === null) {
      await worker.terminate()
      worker = start()
    }
    write(to, code ?? '')
  }
  await worker.terminate()
}

if (isMainThread) {
  const scripts = fs.readFileSync(path.join(dir, 'list.txt'), 'utf8').trim().split('\n')
  const jobs = []
  for (const name of scripts) {
    for (const kind of Object.keys(minifiers)) {
      const to = path.join(dir, name.replace('.in.', `.${kind}.`))
      if (!fs.existsSync(to)) jobs.push([kind, name, to])
    }
  }
  if (minutes) setTimeout(() => process.exit(0), minutes * 60000)
  await Promise.all([run(jobs), run(jobs)])
  process.exit(0)
} else {
  work()
}

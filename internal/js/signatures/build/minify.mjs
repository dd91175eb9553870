// Minifies again what the build wrote to CACHE/forms, with the defaults of the
// common minifiers, so that the database knows their output too:
//
//	npm install --prefix TOOLS terser esbuild
//	node minify.mjs CACHE TOOLS
//
// Short scripts come first; it can be ended and called again. A script that a
// minifier does not understand leaves an empty file.
import { createRequire } from 'node:module'
import fs from 'node:fs'
import path from 'node:path'

const [cache, tools, only] = process.argv.slice(2)
const require = createRequire(path.resolve(tools, 'package.json'))
const minifiers = {
  esbuild: async text => (await require('esbuild').transform(text, { minify: true, legalComments: 'none', logLevel: 'silent' })).code,
  terser: async text => (await require('terser').minify(text, { format: { comments: false } })).code
}
const dir = path.join(cache, 'forms')
const size = name => fs.statSync(path.join(dir, name)).size
const scripts = fs.readdirSync(dir).filter(n => n.endsWith('.in.js')).map(n => [size(n), n]).sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1))
for (const [kind, minify] of Object.entries(minifiers)) {
  if (only && kind !== only) continue
  for (const [, name] of scripts) {
    const to = path.join(dir, name.replace('.in.', `.${kind}.`))
    if (fs.existsSync(to)) continue
    let code = ''
    try { code = await minify(fs.readFileSync(path.join(dir, name), 'utf8')) } catch {}
    fs.writeFileSync(to + '.part', code)
    fs.renameSync(to + '.part', to)
  }
}

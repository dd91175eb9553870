#!/bin/sh
# Makes the sample, and measures licaudit and retire.js on it:
#
#	run.sh CACHE LICAUDIT [SEED]
#
# retire.js downloads its repository; RETIRE_REPOSITORY names a copy of that file
# (jsrepository-v5.json) where it cannot.
set -eu
cache=$1 licaudit=$(realpath "$2") seed=${3:-1}
here=$(realpath "$(dirname "$0")")
work=$cache/sample-$seed
mkdir -p "$work/tools"
npm install --silent --no-save --prefix "$work/tools" terser@5 esbuild@0.25 @swc/core@1 retire@5
node "$here/make.mjs" "$cache" "$work/tools" "$work/tree" "$seed"
cd "$work/tree"
echo licaudit
"$licaudit" identify --format jsonl . | node "$here/score.mjs" truth.tsv
echo retire.js
"$work/tools/node_modules/.bin/retire" --jspath . ${RETIRE_REPOSITORY:+--jsrepo "$RETIRE_REPOSITORY"} --outputformat json --exitwith 0 2>/dev/null | node "$here/score.mjs" truth.tsv --retire

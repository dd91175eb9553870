# `make` lists the targets.

STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
LICAUDIT    = build/licaudit
FUZZTIME   ?= 20s

.DEFAULT_GOAL := help
.PHONY: help build test race check fmt vet staticcheck vulncheck tidy fuzz bench conformance conformance-short browser picture servers example accuracy spdx signatures signatures-check javascript

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## build build/licaudit
	go build -trimpath -o $(LICAUDIT) ./cmd/licaudit

test: ## run the unit and script tests; no network
	go test ./...

race: ## the same under the race detector
	go test -race ./...

check: fmt vet staticcheck vulncheck race tidy ## everything that a change must pass

fmt: ## list files that gofmt would change
	@files=$$(gofmt -l cmd internal); if [ -n "$$files" ]; then echo "gofmt: $$files"; exit 1; fi

vet: ## go vet, with the sources behind every build tag
	go vet ./...
	go vet -tags conformance,network,browser,servers,peers ./...

staticcheck: ## staticcheck, at a pinned version
	go run $(STATICCHECK) ./...

vulncheck: ## govulncheck, at a pinned version; says so where its database cannot be reached
	scripts/vulncheck

tidy: ## fail where go.mod and go.sum are not tidy
	go mod tidy -diff

fuzz: ## run every fuzz target for FUZZTIME (20s)
	FUZZTIME=$(FUZZTIME) scripts/fuzz

bench: build ## measure against Maven and other tools; writes docs/performance.md
	go run ./internal/tools/bench -licaudit $(LICAUDIT) -write docs/performance.md

conformance: build ## compare trees with the real Maven; writes docs/conformance.md
	go test -tags conformance -count 1 -run Locally ./internal/maven/pom
	go run ./internal/tools/conformance -licaudit $(LICAUDIT) -cases internal/maven/testdata/micro -write docs/conformance.md

conformance-short: build ## the short list of that, as .ci/run does
	go run ./internal/tools/conformance -licaudit $(LICAUDIT) -cases internal/maven/testdata/micro -tag ci

browser: ## check the HTML report in a real browser
	go test -tags browser -count 1 ./internal/report/...

picture: ## take the README's picture of the report again
	go run ./cmd/licaudit report --no-fail --output build/example testdata/example >/dev/null
	go test -tags browser -count 1 -run TestPicture ./internal/report -args -result ../../build/example/result.json -picture ../../docs/report.png

servers: ## fetch from real servers on loopback: nginx and a forward proxy
	go test -tags servers -count 1 ./internal/maven/settings

example: ## write testdata/example-repository again
	go run ./internal/tools/example

spdx: ## write the SPDX tables and the tables of names again; needs npm and pip
	go run ./internal/spdx/listgen build/listgen
	go run ./internal/normalize/tablegen build/listgen

accuracy: ## names and texts beside other tools, which npm and pip install; see docs/accuracy.md
	go test -tags peers -count 1 -run TestPeers -v ./internal/normalize
	go test -tags peers -count 1 -run TestPeers -timeout 30m -v ./internal/evidence

signatures: ## fetch JavaScript libraries with npm and write the signature database again
	cd internal/js/signatures/build && node fetch.mjs libraries.txt $(CURDIR)/build/signatures
	npm install --silent --no-save --prefix build/minifiers terser@5 esbuild@0.25
	cd internal/js/signatures/build && go run . -cache $(CURDIR)/build/signatures -mains
	cd internal/js/signatures/build && node minify.mjs $(CURDIR)/build/signatures $(CURDIR)/build/minifiers
	cd internal/js/signatures/build && go run . -cache $(CURDIR)/build/signatures -made $$(date -u +%F) -out ../signatures.zst

signatures-check: ## say how old the signature database is, and what it lacks of the list
	go run ./internal/js/signatures/build -check -list internal/js/signatures/build/libraries.txt

javascript: build ## make the sample of copied JavaScript, and measure licaudit and retire.js on it
	sh internal/js/sample/run.sh $(CURDIR)/build/signatures $(CURDIR)/build/licaudit

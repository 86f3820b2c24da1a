# Every target installs what it needs: Go modules, pinned npm packages, Chromium.
ADDR ?= localhost:8080
DIST := dist
E2E := tools/e2e
# Compiler of the browser programs: go, or tinygo where it is on the path (docs/compilers.md).
COMPILER ?= go
# Properties are tried on the same random input in every run of the tests, so that a
# commit is judged by what it changes; "make soak" tries other input, and more of it.
export RAPID_SEED ?= 1

.PHONY: run test test-go test-js test-e2e test-engines same reproducible dist data tariff bench bench-search lighthouse search-quality oracle fuzz soak mutation check chromium npm clean

# The site on localhost.
run: dist
	go run ./tools/serve -addr $(ADDR) $(DIST)

# Every test: formatting, data, Go natively and under GOOS=js, the same bytes from a
# copy of the tree, the built site in Chromium.
test: check test-go test-js same test-e2e

check:
	@out=$$(gofmt -l calc wasm site tariffdata tools); test -z "$$out" || { echo "gofmt: $$out"; exit 1; }
	go vet ./...
	GOOS=js GOARCH=wasm go vet ./calc/... ./tariffdata/... ./site/i18n/... ./site/render/... ./wasm/...
	go run ./tools/rusum verify
	go run ./tools/rusum verify --data tariffdata

test-go:
	go test ./...

# The engine under the compiler's JavaScript target, as the browser runs it.
test-js:
	GOOS=js GOARCH=wasm go test -exec="$$(go env GOROOT)/lib/wasm/go_js_wasm_exec" ./calc/... ./site/i18n ./site/render ./tariffdata/search ./tariffdata/browse ./wasm/field ./site/carlist ./wasm/form ./wasm/journal ./wasm/paint ./wasm/people ./wasm/sheet ./wasm/stats ./wasm/table

# The same commit gives the same bytes.
dist:
	go run ./tools/build -compiler $(COMPILER) -o $(DIST)

# A copy of this tree in another place and time zone builds the same bytes, the
# compressed files apart, which cost most of a build (make reproducible has them).
same: dist
	@dir=$$(mktemp -d) && git ls-files -zco --exclude-standard | grep -zv '/node_modules' | tar --null --ignore-failed-read -T - -cf - | tar -C $$dir -xf - && \
		(cd $$dir && TZ=Pacific/Kiritimati go run ./tools/build -check -dev -o $(abspath $(DIST))); ok=$$?; rm -rf $$dir; exit $$ok

# A second clone of this commit builds the bytes of dist.
reproducible: dist
	@git diff --quiet HEAD || { echo "reproducible: commit first, the second clone has the commit only"; exit 2; }
	@dir=$$(mktemp -d) && git clone -q . $$dir/second && \
		(cd $$dir/second && go run ./tools/build -check -o $(abspath $(DIST))); ok=$$?; rm -rf $$dir; exit $$ok

test-e2e: dist npm chromium
	cd $(E2E) && npm test

# The browser tests in Firefox and WebKit as Debian ships them, and one visit whose
# answers are compared between all three; an engine that is not there is named.
test-engines: dist npm chromium
	@sh tools/e2e/engines/install.sh
	cd $(E2E) && node run.mjs engines/engines.test.mjs
	cd $(E2E) && ENGINE=firefox node run.mjs
	cd $(E2E) && ENGINE=webkit node run.mjs

npm: $(E2E)/node_modules/.package-lock.json
$(E2E)/node_modules/.package-lock.json: $(E2E)/package-lock.json
	cd $(E2E) && npm ci --no-audit --no-fund

# Chromium of the system; Debian's package where there is none and apt may be used.
chromium:
	@sh tools/e2e/chromium.sh >/dev/null

# Regenerate the embedded data from tariffdata/source and tariffdata/law.
data:
	go run ./tools/tariffgen data

# Convert the official tariff and embed it: make tariff SOURCE=file
tariff:
	@test -n "$(SOURCE)" || { echo "usage: make tariff SOURCE=file"; exit 2; }
	go run ./tools/tariffgen import $(ARGS) "$(SOURCE)"

bench: dist npm chromium
	go test -run '^$$' -bench . -benchtime 300ms ./calc ./calc/outlook ./calc/ratetext ./site/carlist ./tariffdata/search
	cd tools/bench/web && npm ci --no-audit --no-fund
	go run ./tools/bench -dist $(DIST)
	$(MAKE) bench-search

# Lighthouse, mobile settings, for each kind of page: make lighthouse
lighthouse: dist chromium
	cd tools/bench/web && npm ci --no-audit --no-fund
	node tools/bench/lighthouse.mjs

# The search beside search libraries of the web, on the same rows and queries: make bench-search EVERY=5
bench-search:
	cd tools/bench/search && npm ci --no-audit --no-fund
	go run ./tools/bench/search -every $(or $(EVERY),1)

# Recall of the search on the query sets kept in the repository.
search-quality:
	go run ./tools/searchbench

# The payments once more by a second program, and every difference: make oracle N=100000 SEED=2
oracle:
	go run ./tools/oracle -n $(or $(N),100000) -seed $(or $(SEED),1)

# Every fuzz target in turn: make fuzz TIME=10m ONLY=ratetext
fuzz:
	go run ./tools/fuzz -time $(or $(TIME),1m) "$(ONLY)"

# Every property on input never seen before, CHECKS times: make soak CHECKS=2000 ONLY=./calc/...
soak:
	RAPID_SEED=0 RAPID_CHECKS=$(or $(CHECKS),1000) go test -count=1 -timeout 2h $(or $(ONLY),./...)

# Mutants of the payments, and those that no test of calc or golden file notices:
# make mutation FILES="calc/vat.go calc/excise.go" TESTS=./calc
GOLDEN := ./calc,./tools/rusum,./tools/oracle
mutation:
	go run ./tools/mutate -tests $(or $(TESTS),$(GOLDEN)) $(or $(FILES),$(filter-out %_test.go,$(wildcard calc/*.go)))

clean:
	rm -rf $(DIST) $(E2E)/node_modules

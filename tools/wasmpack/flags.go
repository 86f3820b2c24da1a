package wasmpack

// Flags are what the standard compiler is called with for a browser program.
//
// -trimpath and -buildvcs=false keep the machine and the checkout out of it; -s -w
// leave out what only a debugger reads. No inlining (-l): an eighth less to transfer.
// But where the time goes, in the runtime with its collector and in the numbers,
// inlining is worth its 3 %: an assessment takes half the time, the index three
// quarters.
func Flags() []string {
	flags := []string{"-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid=", "-gcflags=all=-l"}
	for _, inlined := range []string{
		"runtime", "internal/runtime/...", "internal/abi", "internal/bytealg", "internal/chacha8rand", "internal/goarch", "internal/stringslite",
		"math/big", "math/bits", "github.com/shopspring/decimal",
	} {
		flags = append(flags, "-gcflags="+inlined+"=")
	}
	return flags
}

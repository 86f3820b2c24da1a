package wasmpack

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWhatIsComputedOnTheStackPointer(t *testing.T) {
	of := func(parts ...segment) []byte {
		var c code
		for _, p := range parts {
			p(&c, 0)
		}
		return c.b
	}
	load, store := plain(0x29, 3, 8), plain(0x37, 3, 8)
	number := plain(opI64Const, 5)
	for _, c := range []struct {
		name         string
		before, want []segment
	}{
		{"the distance goes into a load", []segment{address(24), load, drop}, []segment{plain(opGet, 1, 0x29, 3, 32), drop}},
		{"and into a store, past what is stored", []segment{address(24), number, store}, []segment{plain(opGet, 1), number, plain(0x37, 3, 32)}},
		{"which may be loaded itself", []segment{address(24), address(16), load, store}, []segment{plain(opGet, 1), plain(opGet, 1, 0x29, 3, 24), plain(0x37, 3, 32)}},
		{"and computed", []segment{address(1), address(2), load, number, plain(opI64Add), store}, []segment{plain(opGet, 1), plain(opGet, 1, 0x29, 3, 10), number, plain(opI64Add), plain(0x37, 3, 9)}},
		{"an address that is stored stays", []segment{plain(opGet, 1), address(24), plain(0x36, 2, 0)}, nil},
		{"what a call stores stays", []segment{address(24), ask(1), plain(opExtend), store}, nil},
		{"as does an address for a condition", []segment{address(24), when(leave)}, nil},
		{"one that is added to", []segment{address(24), plain(opI32Const, 1, opAdd), plain(0x29, 3, 8), drop}, nil},
		{"one that is copied from", []segment{address(24), address(8), plain(opI32Const, 8, 0xfc, 10, 0, 0)}, nil},
		{"one below the stack pointer", []segment{address(0x7f), load, drop}, nil},
		{"one farther than an offset goes", []segment{plain(opGet, 1, opExtend, opI64Const, 0xff, 0xff, 0xff, 0xff, 7, opI64Add, opWrap), load, drop}, nil},
		{"another variable", []segment{plain(opGet, 0, opExtend, opI64Const, 24, opI64Add, opWrap), load, drop}, nil},

		{"a return adds once", []segment{raise, raise, leave}, []segment{plain(opGet, 1, opI32Const, 32, opAdd, 0x24, 0), leave}},
		{"and copies nothing", []segment{raise, leave}, []segment{plain(opGet, 1, opI32Const, 16, opAdd, 0x24, 0), leave}},
		{"what does not return goes on with the copy", []segment{raise, raise, ask(1), drop, leave}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			frame := func(code []byte) []byte {
				return slices.Concat([]byte{1, 1, typeI32}, getPointer, setStack, code, []byte{opEnd})
			}
			if c.want == nil {
				c.want = c.before
			}
			b, err := readBody(frame(of(c.before...)))
			require.NoError(t, err)
			b.shorten()
			assert.Equal(t, frame(of(c.want...)), b.write())
		})
	}
	t.Run("a function without the stack pointer", func(t *testing.T) {
		code := slices.Concat([]byte{0}, getPointer, []byte{opSet, 0}, of(address(24), load, drop), []byte{opEnd})
		b, err := readBody(code)
		require.NoError(t, err)
		assert.Zero(t, b.shorten())
		assert.Equal(t, code, b.write())
	})
}

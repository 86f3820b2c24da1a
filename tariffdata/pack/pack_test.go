package pack

import (
	"math"
	"sort"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestWhatIsWrittenIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		numbers := rapid.SliceOf(rapid.IntRange(0, math.MaxInt>>23)).Draw(t, "numbers")
		texts := rapid.SliceOf(rapid.StringMatching(`[^\x00]*`)).Draw(t, "texts")
		codes := rapid.SliceOf(rapid.StringMatching(`[0-9]{2,10}`)).Draw(t, "codes")
		sort.Strings(codes)

		var b Builder
		var e Encoder
		e.Ints(numbers)
		b.Add("numbers", e.Bytes())
		e = Encoder{}
		e.Strings(texts)
		e.Codes(codes)
		e.Byte(7)
		e.String("x")
		b.Add("mixed", e.Bytes())
		file := b.Bytes(Core)

		f, err := Open(Core, file)
		require.NoError(t, err)
		assert.Equal(t, []string{"numbers", "mixed"}, f.Names())
		d := f.Section("numbers")
		got := d.Ints(math.MaxInt >> 22)
		require.Nil(t, d.Done())
		assert.Equal(t, len(numbers), len(got))
		for i := range got {
			assert.Equal(t, numbers[i], got[i])
		}
		d = f.Section("mixed")
		assert.Equal(t, append([]string{}, texts...), append([]string{}, d.Strings()...))
		assert.Equal(t, append([]string{}, codes...), append([]string{}, d.Codes(true)...))
		assert.Equal(t, byte(7), d.Byte())
		assert.Equal(t, "x", d.String())
		require.Nil(t, d.Done())
		assert.Equal(t, file, Reseal(file))
	})
}

func TestFaults(t *testing.T) {
	section := func(write func(e *Encoder)) *Decoder {
		var e Encoder
		write(&e)
		return NewDecoder("s", string(e.Bytes()))
	}
	for name, c := range map[string]struct {
		d    *Decoder
		read func(d *Decoder)
		want string
	}{
		"bytes left over":     {section(func(e *Encoder) { e.Byte(1); e.Byte(2) }), func(d *Decoder) { d.Byte() }, "data file: s: bytes left over"},
		"ends too early":      {section(func(e *Encoder) {}), func(d *Decoder) { d.Byte() }, "data file: s: ends too early"},
		"a text too long":     {section(func(e *Encoder) { e.Uvarint(5); e.Byte('x') }), func(d *Decoder) { _ = d.String() }, "data file: s: ends too early"},
		"a number too large":  {NewDecoder("s", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"), func(d *Decoder) { d.Uvarint() }, "data file: s: a number too large"},
		"more items":          {section(func(e *Encoder) { e.Uvarint(1 << 40) }), func(d *Decoder) { d.Strings() }, "data file: s: more items than bytes"},
		"out of range":        {section(func(e *Encoder) { e.Ints([]int{3}) }), func(d *Decoder) { d.Ints(3) }, "data file: s: a number out of range"},
		"codes out of order":  {section(func(e *Encoder) { e.Codes([]string{"02", "01"}) }), func(d *Decoder) { d.Codes(true) }, "data file: s: codes out of order"},
		"a code twice":        {section(func(e *Encoder) { e.Codes([]string{"01", "01"}) }), func(d *Decoder) { d.Codes(false) }, "data file: s: codes out of order"},
		"a code with letters": {section(func(e *Encoder) { e.Codes([]string{"0x"}) }), func(d *Decoder) { d.Codes(false) }, "data file: s: a code that is not digits"},
		"a code of one digit": {section(func(e *Encoder) { e.Codes([]string{"1"}) }), func(d *Decoder) { d.Codes(false) }, "data file: s: a code of impossible length"},
	} {
		t.Run(name, func(t *testing.T) {
			c.read(c.d)
			err := c.d.Done()
			require.NotNil(t, err)
			assert.Equal(t, c.want, err.Error())
		})
	}
	f, err := Open(Core, (&Builder{}).Bytes(Core))
	require.NoError(t, err)
	assert.EqualError(t, f.Section("none").Done(), "data file: none: missing")
}

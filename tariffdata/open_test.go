package tariffdata_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"rusum/tariffdata"
	"rusum/tariffdata/gen"
	"rusum/tariffdata/pack"
)

// use reads everything a file offers, so that a fault in a column shows.
func useCore(c *tariffdata.Core) {
	for i := 0; i < c.Len(); i++ {
		_, _, _, _ = c.Code(i), c.Parent(i), c.Units(i), c.Section(i)
		c.Index(c.Code(i))
	}
	if c.Len() > 0 {
		c.Children(0)
	}
	c.Longest("8703")
	c.Range("87")
	for i := range c.Countries() {
		c.CountryA3(i)
	}
	for _, name := range c.Tables() {
		t, _ := c.Table(name)
		for r := 0; r < t.Len(); r++ {
			for _, col := range t.Columns() {
				t.Get(r, col)
			}
		}
	}
	c.Bulletins()
}

func useNames(n *tariffdata.Names) {
	for i := 0; i < n.Len(); i++ {
		_, _, _, _ = n.Name(i), n.Group(i), n.Groups(i), n.Official(i)
	}
	for k := 0; k < n.SynonymCount(); k++ {
		n.Synonym(k)
	}
	n.Country(0)
}

func useTariff(t *tariffdata.Tariff) {
	for i := 0; i < t.Len(); i++ {
		t.Row(i)
	}
	t.Lookup("8703231940")
	t.Under("87")
}

func open(b []byte) {
	if c, err := tariffdata.OpenCore(b); err == nil {
		useCore(c)
	}
	if n, err := tariffdata.OpenNames(b); err == nil {
		useNames(n)
	}
	if t, err := tariffdata.OpenTariff(b); err == nil {
		useTariff(t)
	}
}

func FuzzOpen(f *testing.F) {
	for _, b := range [][]byte{gen.Core, gen.Tariff} {
		f.Add(b)
		for _, n := range []int{0, 1, 5, 11, 12, 40, len(b) / 2, len(b) - 1} {
			f.Add(b[:n])
		}
	}
	for _, b := range [][]byte{gen.NamesAZ, gen.NamesEN, gen.NamesRU} {
		f.Add(b[:len(b)/2])
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) { open(b) })
}

// FuzzSections changes bytes inside a file whose checksum is then made right.
func FuzzSections(f *testing.F) {
	f.Add(uint(1), byte(0xff), uint(0))
	f.Add(uint(100), byte(0x80), uint(3))
	f.Add(uint(5000), byte(0), uint(1))
	f.Fuzz(func(t *testing.T, at uint, flip byte, which uint) {
		files := []struct {
			kind pack.Kind
			b    []byte
		}{{pack.Core, gen.Core}, {pack.Names, gen.NamesAZ}, {pack.Tariff, gen.Tariff}}
		x := files[which%uint(len(files))]
		open(pack.Reseal(damage(x.b, at, flip)))
	})
}

func damage(b []byte, at uint, flip byte) []byte {
	b = append([]byte(nil), b...)
	b[at%uint(len(b))] ^= flip
	return b
}

func TestADamagedFileIsRefused(t *testing.T) {
	for name, b := range map[string][]byte{"core": gen.Core, "names": gen.NamesRU, "tariff": gen.Tariff} {
		for at := uint(0); at < uint(len(b)); at += 1 + uint(len(b))/31 {
			d := damage(b, at, 0x10)
			_, err1 := tariffdata.OpenCore(d)
			_, err2 := tariffdata.OpenNames(d)
			_, err3 := tariffdata.OpenTariff(d)
			assert.Error(t, err1, name)
			assert.Error(t, err2, name)
			assert.Error(t, err3, name)
		}
	}
}

func TestDamageBehindARightChecksumNeverPanics(t *testing.T) {
	for _, b := range [][]byte{gen.Core, gen.Tariff} {
		for at := uint(0); at < uint(len(b)); at += 1 + uint(len(b))/199 {
			for _, flip := range []byte{0x01, 0x80, 0xff} {
				open(pack.Reseal(damage(b, at, flip)))
			}
		}
	}
	for at := uint(0); at < 3000; at += 97 {
		open(pack.Reseal(damage(gen.NamesAZ, at, 0xff)))
	}
}

func TestAFileOfAnotherKindIsRefused(t *testing.T) {
	_, err := tariffdata.OpenCore(gen.NamesAZ)
	assert.EqualError(t, err, "data file: a file of another kind")
	_, err = tariffdata.OpenNames(gen.Core)
	assert.EqualError(t, err, "data file: a file of another kind")
	_, err = tariffdata.OpenCore([]byte("<html>"))
	assert.EqualError(t, err, "data file: not a data file of this program")
}

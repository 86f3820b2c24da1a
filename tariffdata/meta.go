package tariffdata

import "rusum/tariffdata/pack"

// meta is the description a data file carries of itself, in file order.
type meta struct {
	keys, values []string
}

func readMeta(f *pack.File) (meta, error) {
	d := f.Section("meta")
	m := meta{keys: d.Strings(), values: d.Strings()}
	if d.Err() == nil && len(m.keys) != len(m.values) {
		d.Fail("keys and values differ in number")
	}
	if err := d.Done(); err != nil {
		return meta{}, err
	}
	return m, nil
}

func (m meta) get(key string) string {
	for i, k := range m.keys {
		if k == key {
			return m.values[i]
		}
	}
	return ""
}

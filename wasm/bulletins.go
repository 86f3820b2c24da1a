//go:build js && wasm

package main

import (
	"slices"
	"strings"

	"rusum/tariffdata"
	"rusum/tariffdata/fx"
)

// keptBulletins is the name under which the browser keeps the bulletins a
// person has loaded, one a line, oldest first.
const keptBulletins = "bulletins"

// mostBulletins is how many are kept: more than a year of working days.
const mostBulletins = 400

// useBulletins puts the bulletins of the person's before the embedded ones. A
// line that cannot be read, of another version perhaps, is left aside.
func (l *library) useBulletins(lines string) {
	l.bulletins = nil
	for s := range strings.SplitSeq(lines, "\n") {
		if b, ok := fx.Decode(s); ok {
			l.bulletins = append(l.bulletins, b)
		}
	}
	if l.embedded == nil {
		l.embedded = slices.Clone(l.tables.Bulletins)
	}
	l.tables.Bulletins = slices.Clone(l.embedded)
	tariffdata.AddBulletins(l.tables, l.bulletins...)
}

// putBulletins are kept lines with other bulletins among them: each is the only
// one of its day. A bulletin without rates takes that of its day away.
func putBulletins(lines string, changes []tariffdata.Bulletin) string {
	var list []tariffdata.Bulletin
	for s := range strings.SplitSeq(lines, "\n") {
		if b, ok := fx.Decode(s); ok {
			list = append(list, b)
		}
	}
	for _, c := range changes {
		i := 0
		for i < len(list) && list[i].Date.Before(c.Date) {
			i++
		}
		if i < len(list) && list[i].Date == c.Date {
			list = slices.Delete(list, i, i+1)
		}
		if len(c.Rates) > 0 {
			list = slices.Insert(list, i, c)
		}
	}
	var out []string
	for _, b := range list {
		out = append(out, fx.Encode(b))
	}
	return strings.Join(out, "\n")
}

package form

import (
	"strings"

	"rusum/calc"
	"rusum/calc/wire"
)

// Paste reads rows of a spreadsheet: code, price, currency, origin, net mass
// in kilograms, and anything further is the description. Columns are separated
// by tabs or semicolons, rows by line ends; a row of headings is left out.
// isRows is false for text that is no such table: a plain code or a name.
func Paste(s string, currency string) (rows []Fields, isRows bool) {
	s = strings.Trim(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	if !strings.ContainsAny(s, "\t\n;") {
		return nil, false
	}
	for row := range strings.SplitSeq(s, "\n") {
		if strings.TrimSpace(row) == "" {
			continue
		}
		sep := "\t"
		if !strings.Contains(row, sep) {
			sep = ";"
		}
		cells := strings.Split(row, sep)
		for i := range cells {
			cells[i] = strings.Trim(strings.TrimSpace(cells[i]), `"`)
		}
		if len(rows) == 0 && !strings.ContainsAny(cells[0], "0123456789") && len(cells) > 1 && !strings.ContainsAny(cells[1], "0123456789") {
			continue // headings
		}
		f := Fields{}
		put(f, "code", wire.CleanCode(cells[0]))
		cur := currency
		for i, c := range cells[1:] {
			switch i {
			case 0:
				put(f, "price", c)
			case 1:
				if u := strings.ToUpper(c); calc.KnownCurrency(u) {
					cur = u
				} else if c != "" {
					cur = c // shown as a problem, not replaced in silence
				}
			case 2:
				put(f, "origin", c)
			case 3:
				put(f, "net", c)
			case 4:
				put(f, "name", c)
			}
		}
		put(f, "price-cur", cur)
		rows = append(rows, f)
		if len(rows) == calc.MaxLines {
			break
		}
	}
	return rows, len(rows) > 0 && (len(rows) > 1 || len(rows[0]) > 1)
}

// AddRows puts pasted rows after the line on the screen; an empty line on the
// screen is filled first. It goes to the first of them.
func (d *Doc) AddRows(rows []Fields) {
	if room := calc.MaxLines - len(d.Lines); len(rows) > room {
		rows = rows[:max(room, 0)]
	}
	if len(rows) == 0 {
		return
	}
	at := d.At + 1
	if only := d.Lines[d.At]; only.Empty() || len(only) == 1 && only["code"] != "" {
		d.Lines[d.At] = rows[0]
		at, rows = d.At, rows[1:]
		d.Lines = append(d.Lines[:at+1], append(append([]Fields{}, rows...), d.Lines[at+1:]...)...)
	} else {
		d.Lines = append(d.Lines[:at], append(append([]Fields{}, rows...), d.Lines[at:]...)...)
	}
	d.At = at
}

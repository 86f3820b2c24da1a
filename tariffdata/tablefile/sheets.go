package tablefile

import (
	"bytes"

	"rusum/tariffdata/convert"
)

// Sheet is one table of a file, of any kind, as it stands there.
type Sheet struct {
	Name   string // "" where the file has one table without a name
	Grid   convert.Grid
	Format Format
}

// Sheets reads every table of a file, for whoever looks for something else than
// a tariff in it. progress is told how much of the file has been read; it may
// be nil. The bounds are those of [Read].
func Sheets(b []byte, tell func(done, total int)) ([]Sheet, *Error) {
	if len(b) <= MaxSize && bytes.HasPrefix(b, []byte("PK")) {
		p, err := openZip(b)
		if err != nil {
			return nil, err
		}
		p.progress.f = tell
		var sheets []sheet
		format := XLSX
		switch {
		case p.has("xl/workbook.xml"):
			for name, f := range p.byName {
				if name == "xl/sharedStrings.xml" || len(name) > 14 && name[:14] == "xl/worksheets/" {
					p.progress.total += int(min(f.UncompressedSize64, maxPart))
				}
			}
			sheets, err = xlsxSheets(p)
		case p.has("content.xml") && !p.has("word/document.xml"):
			p.progress.total = int(min(p.byName["content.xml"].UncompressedSize64, maxPart))
			format = ODS
			sheets, err = odsSheets(p)
		default:
			return one(b)
		}
		if err != nil {
			return nil, err
		}
		var out []Sheet
		for _, s := range sheets {
			if len(s.grid) > 0 {
				out = append(out, Sheet{clip(s.name), s.grid, format})
			}
		}
		if len(out) == 0 {
			return nil, &Error{Code: "no_table", Hint: "no sheet holds a table"}
		}
		return out, nil
	}
	return one(b)
}

func one(b []byte) ([]Sheet, *Error) {
	t, err := Read(b, Options{})
	if err != nil {
		return nil, err
	}
	if len(t.Grid) == 0 {
		return nil, &Error{Code: "no_table", Hint: "the file holds no table"}
	}
	return []Sheet{{Grid: t.Grid, Format: t.Format}}, nil
}

// progress of reading the parts of a document, in bytes.
type progress struct {
	f           func(done, total int)
	done, total int // of the parts that were read before
}

func (p *progress) tell(x *xmlReader) {
	if p.f != nil && p.total > 0 {
		p.f(min(p.done+x.at, p.total), p.total)
	}
}

func (p *progress) ended(x *xmlReader) {
	p.done += x.at
}

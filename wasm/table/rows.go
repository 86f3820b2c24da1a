package table

import (
	"strings"

	"rusum/calc/wire"
	"rusum/site/i18n"
	"rusum/wasm/field"
	"rusum/wasm/form"
)

// Row is a row of a file or of what was pasted: its cells, and a bit for each of
// the first 64 that is a number a spreadsheet has stored.
type Row struct {
	Line  int // in the file, from 1
	Cells []string
	Exact uint64
}

func (r *Row) cell(i int) string {
	if i < 0 || i >= len(r.Cells) {
		return ""
	}
	return strings.TrimSpace(r.Cells[i])
}

func (r *Row) exact(i int) bool { return i < 64 && r.Exact>>i&1 != 0 }

// ParseText reads rows that were copied from a spreadsheet: cells between tabs
// (or semicolons where there is no tab), in quotation marks where they hold tabs,
// line breaks or quotation marks themselves.
func ParseText(s string) []Row {
	var out []Row
	for x := NewText(s); ; {
		row, ok := x.Next()
		if !ok {
			return out
		}
		out = append(out, row)
	}
}

// Text is a text being read row by row: a long one is read in pieces.
type Text struct {
	s    string
	at   int
	sep  byte
	line int
	end  bool
}

// NewText begins to read a text.
func NewText(s string) *Text {
	x := &Text{s: strings.TrimRight(s, "\r\n"), sep: '\t', line: 1}
	if !strings.Contains(x.s, "\t") && strings.Contains(x.s, ";") {
		x.sep = ';'
	}
	return x
}

// Read is how much of the text was read, in hundredths.
func (x *Text) Read() int { return x.at * 100 / max(len(x.s), 1) }

// Next is the next row; ok is false at the end.
func (x *Text) Next() (row Row, ok bool) {
	if x.end {
		return row, false
	}
	row.Line = x.line
	for {
		cell, n := cellAt(x.s[x.at:], x.sep)
		x.line += breaks(x.s[x.at : x.at+n])
		row.Cells = append(row.Cells, cell)
		if x.at += n; x.at >= len(x.s) {
			x.end = true
			return row, true
		}
		c := x.s[x.at]
		x.at++
		if c == x.sep {
			continue
		}
		if c == '\r' && x.s[x.at] == '\n' { // the text does not end in a line break
			x.at++
		}
		x.line++
		return row, true
	}
}

// breaks counts the line breaks, of every kind.
func breaks(s string) int {
	if !strings.ContainsAny(s, "\r\n") {
		return 0
	}
	return strings.Count(s, "\n") + strings.Count(s, "\r") - strings.Count(s, "\r\n")
}

// cellAt reads a cell and its length in s.
func cellAt(s string, sep byte) (string, int) {
	if s != "" && s[0] == '"' {
		for i := 1; i < len(s); i++ {
			switch {
			case s[i] != '"':
			case i+1 < len(s) && s[i+1] == '"':
				i++
			case i+1 == len(s) || s[i+1] == sep || s[i+1] == '\n' || s[i+1] == '\r':
				cell := s[1:i]
				if strings.IndexByte(cell, '\r') >= 0 {
					cell = strings.ReplaceAll(strings.ReplaceAll(cell, "\r\n", "\n"), "\r", "\n")
				}
				return strings.ReplaceAll(cell, `""`, `"`), i + 1
			default: // a quotation mark inside a plain cell
				i = len(s)
			}
		}
	}
	for i := 0; i < len(s); i++ {
		if s[i] == sep || s[i] == '\n' || s[i] == '\r' {
			return s[:i], i
		}
	}
	return s, len(s)
}

// Mapping says what the columns of a file hold.
type Mapping struct {
	Columns  []Column // by column of the file
	Marks    []Mark   // decimal mark of each
	Currency string   // of prices whose row names none; "" keeps the form's own
	Heads    int      // rows above the first row of goods
	// Quoted is set for a file of text, where an apostrophe keeps a spreadsheet
	// from taking a text for a formula and is no part of it.
	Quoted bool
}

// Fit is how well a table is understood, to choose between the sheets of a book:
// the columns that are known, and above all whether they are sure.
func (m Mapping) Fit(sure bool) int {
	n := 0
	for _, c := range m.Columns {
		if c != Skip {
			n++
		}
	}
	if sure {
		n += 100
	}
	return n
}

// Guess finds the heads in the first rows and what the columns hold. Without
// heads the columns are told by what stands in them. sure is set where a code
// and a price were found.
func Guess(rows []Row) (m Mapping, sure bool) {
	best, at := 1, -1
	for i := range rows[:min(len(rows), 30)] {
		n := 0
		for _, c := range rows[i].Cells {
			if isCode(c) { // a row of goods, with words such as "l" and "ST-1" in it
				n = 0
				break
			}
			if col, ok := byHead(c); ok && len(c) < 80 && (col != Skip || len(strings.TrimSpace(c)) > 2) {
				n++
			}
		}
		if n > best {
			best, at = n, i
		}
	}
	width := 0
	for i := range rows {
		width = max(width, len(rows[i].Cells))
	}
	m = Mapping{Columns: make([]Column, width), Marks: make([]Mark, width), Heads: at + 1}
	if at >= 0 {
		m.byHeads(&rows[at])
	}
	m.byContent(rows[m.Heads:])
	m.findMarks(rows[m.Heads:])
	return m, m.has("code") >= 0 && m.has("price") >= 0
}

// has is the column of the file that holds a field, -1 for none.
func (m *Mapping) has(c Column) int {
	for i := range m.Columns {
		if m.Columns[i] == c {
			return i
		}
	}
	return -1
}

func (m *Mapping) byHeads(head *Row) {
	for i := range m.Columns {
		c, ok := byHead(head.cell(i))
		if !ok || c == Skip || m.has(c) >= 0 {
			continue
		}
		m.Columns[i] = c
		if cur := currencyIn(head.cell(i)); c == "price" && cur != "" {
			m.Currency = cur
		}
	}
	// "Price" and "Total" beside each other: the total is the line's.
	if p := m.has("price"); p >= 0 {
		for i := p + 1; i < len(m.Columns); i++ {
			if m.Columns[i] != Skip {
				continue
			}
			if c, ok := byHead(head.cell(i)); ok && c == "price" && isTotal(head.cell(i)) && !isTotal(head.cell(p)) {
				m.Columns[p], m.Columns[i] = Skip, "price"
				if cur := currencyIn(head.cell(i)); cur != "" {
					m.Currency = cur
				}
				break
			}
		}
	}
}

// isTotal reports whether a head speaks of a sum rather than of a price.
func isTotal(head string) bool {
	f := " " + strings.ToLower(head) + " "
	for _, w := range []string{"total", "amount", "cəm", "məbləğ", "ümumi", "сумма", "общая", "итого", "всего", "toplam", "tutar"} {
		if strings.Contains(f, w) {
			return true
		}
	}
	return false
}

// byContent tells columns without a known head by what stands in them.
func (m *Mapping) byContent(rows []Row) {
	if m.Heads > 0 && m.has("code") >= 0 {
		return // the file says what its columns are
	}
	n := min(len(rows), 200)
	for i := range m.Columns {
		if m.Columns[i] != Skip {
			continue
		}
		filled, codes, currencies, numbers := 0, 0, 0, 0
		for k := range rows[:n] {
			c := rows[k].cell(i)
			if c == "" {
				continue
			}
			filled++
			if isCode(c) {
				codes++
			}
			if _, ok := CurrencyOf(c); ok {
				currencies++
			}
			if amount, _ := splitMoney(c); strings.ContainsAny(amount, "0123456789") {
				if _, err := i18n.ParseNumber(amount, i18n.EN); err == nil {
					numbers++
				}
			}
		}
		most := filled * 8 / 10
		switch {
		case filled == 0:
		case m.has("code") < 0 && codes > most:
			m.Columns[i] = "code"
		case m.has("price-cur") < 0 && currencies > most:
			m.Columns[i] = "price-cur"
		case m.has("price") < 0 && numbers > most && m.has("code") >= 0:
			m.Columns[i] = "price"
		case m.has("name") < 0 && numbers == 0 && currencies == 0 && m.has("code") >= 0:
			m.Columns[i] = "name"
		}
	}
}

// isCode reports whether a cell looks like a tariff code rather than a number.
func isCode(s string) bool {
	c := wire.CleanCode(s)
	return len(c) >= 6 && len(c) <= 10 && strings.Trim(c, "0123456789") == "" && !strings.Contains(s, ",")
}

func (m *Mapping) findMarks(rows []Row) {
	whole := Mark(0)
	for i := range m.Columns {
		if !m.Columns[i].Number() {
			continue
		}
		var values []string
		for k := range rows {
			if !rows[k].exact(i) {
				values = append(values, rows[k].cell(i))
			}
		}
		m.Marks[i] = DecimalMark(values)
		if m.Marks[i] != 0 {
			whole = m.Marks[i]
		}
	}
	for i := range m.Marks { // a file is written in one way
		if m.Marks[i] == 0 {
			m.Marks[i] = whole
		}
	}
}

// SetMark says what the decimal mark of every column is.
func (m *Mapping) SetMark(mark Mark) {
	for i := range m.Marks {
		m.Marks[i] = mark
	}
}

// Number reports whether the column holds numbers.
func (c Column) Number() bool {
	if c == Quantity {
		return true
	}
	k := form.KindOf(string(c))
	return k == field.Number || k == field.Whole
}

// Doubtful is the first number of the rows that can be read in two ways while
// nothing tells which; "" where there is none.
func (m *Mapping) Doubtful(rows []Row) string {
	for k := range rows {
		for i := range m.Columns {
			if m.Columns[i].Number() && m.Marks[i] == 0 && !rows[k].exact(i) && Ambiguous(rows[k].cell(i)) {
				return rows[k].cell(i)
			}
		}
	}
	return ""
}

// Known tells how much of a code the nomenclature has: the length of its longest
// known beginning.
type Known func(code string) int

// Fields turns a row into a line as a person would have typed it in the
// language. empty is set for a row without goods: blank, or a sum. What cannot
// be read stays as it stands, to be named beside its cell.
func (m *Mapping) Fields(r *Row, lang i18n.Lang, known Known) (f form.Fields, empty bool) {
	f = form.Fields{}
	put := func(name, v string) {
		if v != "" && v != form.Default(name) {
			f[name] = v
		}
	}
	amount, measure := "", ""
	currency := m.Currency
	for i, c := range m.Columns {
		v := r.cell(i)
		if v == "" || c == Skip {
			continue
		}
		switch c {
		case "code":
			put("code", m.code(v, r.exact(i), known))
		case "price":
			if !r.exact(i) {
				var cur string
				if v, cur = splitMoney(v); cur != "" {
					currency = cur
				}
			}
			put("price", m.Marks[i].Typed(v, r.exact(i), lang))
		case "price-cur":
			currency = v
			if cur, ok := CurrencyOf(v); ok {
				currency = cur
			}
		case Quantity:
			amount = m.Marks[i].Typed(v, r.exact(i), lang)
		case Unit:
			measure = v
		case "proof":
			put("proof", proofOf(v))
		case "marks":
			if v != "0" {
				put("marks", "1")
			}
		case "name", "duty", "relief", "variant", "scenario", "v-kind", "v-fuel", "origin", "from", "traded":
			if m.Quoted {
				v = unquote(v)
			}
			put(string(c), v)
		default:
			switch form.KindOf(string(c)) {
			case field.Number, field.Whole:
				v = m.Marks[i].Typed(v, r.exact(i), lang)
			case field.Day:
				if d, ok := i18n.ParseDate(v); ok {
					v = field.Date(d)
				}
			}
			put(string(c), v)
		}
	}
	if amount != "" {
		key, ok := UnitOf(measure)
		switch {
		case measure == "":
			key = "piece"
		case !ok:
			key = ""
		}
		switch {
		case key == "kg" && (f["net"] == "" || f["net"] == amount):
			put("net", amount)
		case key != "" && f[form.QuantityPrefix+key] == "":
			put(form.QuantityPrefix+key, amount)
		}
	}
	if f["code"] == "" && (f["price"] == "" || isSum(r)) {
		return nil, true
	}
	if currency != "" {
		put("price-cur", currency)
	}
	return f, false
}

// code cleans a code. A spreadsheet that took it for a number has lost the zero
// before it: no code has an odd number of digits but one of nine. In a text the
// zero is put back where the nomenclature then knows more of the code.
func (m *Mapping) code(s string, exact bool, known Known) string {
	c := wire.CleanCode(s)
	if len(c) < 3 || len(c) > 9 || len(c)%2 == 0 || c[0] == '0' || strings.Trim(c, "0123456789") != "" {
		return c
	}
	padded := "0" + c
	if exact || known != nil && known(padded) > known(c)+1 {
		return padded
	}
	return c
}

func proofOf(s string) string {
	f := strings.ToLower(strings.NewReplacer("-", "", " ", "", "ст", "st", "с", "s", "т", "t").Replace(s))
	switch f {
	case "st1", "ct1":
		return "st1"
	case "none", "yoxdur", "yox", "нет", "no", "-", "0":
		return ""
	}
	return s
}

// isSum reports whether a row without a code is a sum of those above.
func isSum(r *Row) bool {
	for i := range r.Cells {
		f := strings.ToLower(r.cell(i))
		for _, w := range []string{"cəm", "yekun", "toplam", "итого", "всего", "total", "sum"} {
			if strings.HasPrefix(f, w) {
				return true
			}
		}
	}
	return false
}

// neutral makes a text safe for a spreadsheet program that reads text: one that
// it would take for a formula gets an apostrophe, and so does one that begins
// with such an apostrophe itself, so that unquote is exact.
func neutral(s string) string {
	if dangerous(strings.TrimLeft(s, "'")) {
		return "'" + s
	}
	return s
}

// unquote takes the apostrophe off again.
func unquote(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && dangerous(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return s
}

func dangerous(s string) bool { return s != "" && strings.IndexByte("=+-@\t\r", s[0]) >= 0 }

package render

import (
	"strings"

	"rusum/calc"
	"rusum/site/i18n"
)

// csvColumns are the columns of CSV; their headings are the texts "csv.<name>".
var csvColumns = []string{"line", "code", "kind", "box", "label", "status", "status_text", "base", "rate", "amount", "currency",
	"confidence", "reason", "act", "article", "url"}

// CSV is a row for each charge in the order of the assessment (RFC 4180, lines
// end with \r\n, no byte order mark). Numbers are machine numbers with a point,
// manat have two decimals and rates are in the neutral form; only headings and
// words are in the language.
// Text that a spreadsheet would take for a formula gets an apostrophe.
func CSV(a *calc.Assessment, t *i18n.Texts) string {
	w := words{t: t}
	var b strings.Builder
	head := make([]string, len(csvColumns))
	for i, c := range csvColumns {
		head[i] = t.Get("csv." + c)
	}
	CSVRow(&b, head)
	for i := range a.Lines {
		l := &a.Lines[i]
		for j := range l.Charges {
			CSVRow(&b, w.csvCells(itoa(l.N), l.Code, &l.Charges[j]))
		}
	}
	for j := range a.Charges {
		CSVRow(&b, w.csvCells("", "", &a.Charges[j]))
	}
	return b.String()
}

func (w words) csvCells(line, code string, c *calc.Charge) []string {
	r := w.row(0, c)
	base, amount, currency := "", "", ""
	if c.Base.Valid {
		base = c.Base.Decimal.String()
	}
	if c.Amount.Valid {
		amount, currency = c.Amount.Decimal.StringFixed(2), "AZN"
	}
	var act, article string
	if c.Source != nil {
		act, article = ActName(c.Source.Act, w.t), c.Source.Article
	}
	rate := c.Rate
	if rate == "" && c.RateTree != nil {
		rate = c.RateTree.String()
	}
	return []string{line, code, string(c.Kind), r.Box, r.Label, string(c.Status), r.StatusText, base, rate, amount, currency,
		string(c.Confidence), r.Reason, act, article, r.URL}
}

// CSVRow appends a row of a table for spreadsheets: cells are quoted where they
// must be, and text that would be taken for a formula gets an apostrophe.
func CSVRow(b *strings.Builder, cells []string) {
	for i, c := range cells {
		if i > 0 {
			b.WriteByte(',')
		}
		if c != "" && strings.IndexByte("=+-@\t\r", c[0]) >= 0 {
			c = "'" + c
		}
		if strings.ContainsAny(c, ",\"\r\n") || strings.HasPrefix(c, " ") || strings.HasSuffix(c, " ") {
			c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
		}
		b.WriteString(c)
	}
	b.WriteString("\r\n")
}

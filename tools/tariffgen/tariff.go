package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"rusum/calc/date"
	"rusum/calc/ratetext"
	"rusum/tariffdata/convert"
)

// tariffColumns is the head of tariffdata/source/tariff.tsv. Rows without a
// code are the groups of the table; names keep the dashes of their level.
var tariffColumns = []string{"code", "name_az", "unit", "import_rate", "export_rate", "valid_from", "valid_to", "act"}

// tariffKeys are the lines of release.tsv that describe the imported table.
var tariffKeys = []string{"tariff_title", "tariff_act", "tariff_date", "tariff_lang", "tariff_currency", "tariff_sha256"}

// tariffPack converts source/tariff.tsv. What the import could not read is
// still there and is still unresolved.
func (s *sources) tariffPack() ([]byte, error) {
	var m convert.Meta
	o := convert.Options{Lang: ratetext.Lang(s.release["tariff_lang"]), Currency: s.release["tariff_currency"], Known: s.known()}
	if bytes.Count(bytes.TrimSpace(s.tariff), []byte("\n")) == 0 {
		if string(bytes.TrimSpace(s.tariff)) != strings.Join(tariffColumns, "\t") {
			return nil, fmt.Errorf("source/tariff.tsv:1: the first row must be: %s", strings.Join(tariffColumns, ", "))
		}
		return convert.Pack(m, nil), nil
	}
	g, p := convert.ReadText(s.tariff)
	if p != nil {
		return nil, fmt.Errorf("source/tariff.tsv: %w", p)
	}
	r, p := convert.Table(g, o)
	if p != nil {
		return nil, fmt.Errorf("source/tariff.tsv: %w", p)
	}
	for _, p := range r.Problems {
		if !p.Kept { // the import writes no such line
			return nil, fmt.Errorf("source/tariff.tsv: %w", &p)
		}
	}
	for _, k := range tariffKeys {
		m.Set(strings.TrimPrefix(k, "tariff_"), s.release[k])
	}
	describeTable(&m, r)
	return convert.Pack(m, r.Rows), nil
}

func describeTable(m *convert.Meta, r *convert.Result) {
	m.Set("tool", toolVersion)
	m.Set("rows", strconv.Itoa(len(r.Rows)))
	m.Set("rated", strconv.Itoa(r.Rated))
	m.Set("unresolved", strconv.Itoa(r.Unresolved))
	m.Set("rate_head", r.RateHead)
}

// known reports which headings and subheadings exist.
func (s *sources) known() func(string) bool {
	codes := make(map[string]bool, len(s.rows))
	for _, r := range s.rows {
		codes[r.code] = true
	}
	return func(code string) bool { return codes[code] }
}

type tableFlags struct {
	out, report, act, title, date, lang, currency, file string
}

func parseTableFlags(name string, args []string, out io.Writer) (tableFlags, error) {
	var f tableFlags
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(out)
	if name == "table" {
		fs.StringVar(&f.out, "o", "", "the tariff pack to write; default: the table's name with .bin")
	}
	fs.StringVar(&f.report, "report", "", "write the report here; default: to the terminal")
	fs.StringVar(&f.act, "act", "", "the act the table belongs to")
	fs.StringVar(&f.title, "title", "", "what to call the table")
	fs.StringVar(&f.date, "date", "", "first day of the rates")
	fs.StringVar(&f.lang, "lang", "az", "language of the rates: az, ru, en or us")
	fs.StringVar(&f.currency, "currency", "USD", "currency of amounts that name none")
	if fs.Parse(args) != nil || fs.NArg() != 1 {
		return f, errUsage
	}
	f.file = fs.Arg(0)
	if f.out == "" {
		f.out = strings.TrimSuffix(f.file, filepath.Ext(f.file)) + ".bin"
	}
	return f, nil
}

// readTable reads a table from a file: HTML if it begins like a page, text
// otherwise.
func readTable(path string) (g convert.Grid, sum string, err error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, "", err
	}
	h := sha256.Sum256(b)
	sum = hex.EncodeToString(h[:])
	if bytes.HasPrefix(bytes.TrimSpace(bytes.TrimPrefix(b, []byte("\ufeff"))), []byte("<")) {
		g, err = readHTML(b)
		return g, sum, err
	}
	g, p := convert.ReadText(b)
	if p != nil {
		return nil, "", p
	}
	return g, sum, nil
}

func convertFile(f tableFlags, known func(string) bool) (r *convert.Result, sum string, err error) {
	o := convert.Options{Lang: ratetext.Lang(f.lang), Currency: f.currency, Act: f.act, Known: known}
	if f.date != "" {
		if o.From, err = date.Parse(f.date); err != nil {
			return nil, "", fmt.Errorf("-date %s: %w", f.date, err)
		}
	}
	g, sum, err := readTable(f.file)
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", f.file, err)
	}
	r, p := convert.Table(g, o)
	if p != nil {
		return nil, "", fmt.Errorf("%s: %w", f.file, p)
	}
	return r, sum, nil
}

// writeReport adds to the converter's account the codes the nomenclature lacks.
func writeReport(f tableFlags, r *convert.Result, known func(string) bool, out io.Writer) error {
	text := r.Report()
	fresh := 0
	var list strings.Builder
	for _, row := range r.Rows {
		if n := min(6, len(row.Code)/2*2); !known(row.Code[:n]) {
			fresh++
			fmt.Fprintf(&list, "  %s  %s\n", row.Code, row.Name)
		}
	}
	if fresh > 0 {
		text += fmt.Sprintf("\nNew to the nomenclature (%d):\n%s", fresh, list.String())
	}
	if f.report == "" {
		_, err := io.WriteString(out, text)
		return err
	}
	return os.WriteFile(f.report, []byte(text), 0o666)
}

// runTable is the command table.
func runTable(dir string, args []string, out io.Writer) error {
	f, err := parseTableFlags("table", args, out)
	if err != nil {
		return err
	}
	s, err := readSources(dir)
	if err != nil {
		return err
	}
	r, sum, err := convertFile(f, s.known())
	if err != nil {
		return err
	}
	if err := writeReport(f, r, s.known(), out); err != nil {
		return err
	}
	var m convert.Meta
	m.Set("title", f.title)
	m.Set("act", f.act)
	m.Set("date", f.date)
	m.Set("lang", f.lang)
	m.Set("currency", f.currency)
	m.Set("sha256", sum)
	describeTable(&m, r)
	return os.WriteFile(f.out, convert.Pack(m, r.Rows), 0o666)
}

// runImport is the command import: the table becomes source/tariff.tsv, its
// description goes into release.tsv, and everything is generated anew.
func runImport(dir string, args []string, out io.Writer) error {
	f, err := parseTableFlags("import", args, out)
	if err != nil {
		return err
	}
	s, err := readSources(dir)
	if err != nil {
		return err
	}
	r, sum, err := convertFile(f, s.known())
	if err != nil {
		return err
	}
	if err := writeReport(f, r, s.known(), out); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "source", "tariff.tsv"), tariffTSV(r), 0o666); err != nil {
		return err
	}
	s.release["tariff_title"], s.release["tariff_act"], s.release["tariff_date"] = f.title, f.act, f.date
	s.release["tariff_lang"], s.release["tariff_currency"], s.release["tariff_sha256"] = f.lang, f.currency, sum
	if err := os.WriteFile(filepath.Join(dir, "source", "release.tsv"), releaseTSV(s.release), 0o666); err != nil {
		return err
	}
	return runData(dir, out)
}

func tariffTSV(r *convert.Result) []byte {
	var b bytes.Buffer
	b.WriteString(strings.Join(tariffColumns, "\t") + "\n")
	for _, l := range r.Source {
		b.WriteString(strings.Join([]string{l.Code, l.Name, l.Unit, l.Import, l.Export, l.From, l.To, l.Act}, "\t") + "\n")
	}
	return b.Bytes()
}

func releaseTSV(release map[string]string) []byte {
	var b bytes.Buffer
	b.WriteString("key\tvalue\n")
	for _, k := range append([]string{"date", "edition", "act"}, tariffKeys...) {
		if v := release[k]; v != "" {
			b.WriteString(k + "\t" + strings.ReplaceAll(v, "\t", " ") + "\n")
		}
	}
	return b.Bytes()
}

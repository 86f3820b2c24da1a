package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/ratetext"
	"rusum/tariffdata"
	"rusum/tariffdata/convert"
	"rusum/tariffdata/tablefile"
)

// tariffColumns is the head of tariffdata/source/tariff.tsv. Rows without a
// code are the groups of the table; names keep the dashes of their level.
var tariffColumns = []string{"code", "name_az", "unit", "import_rate", "export_rate", "valid_from", "valid_to", "act"}

// tariffKeys are the lines of release.tsv that describe the imported table.
var tariffKeys = []string{"tariff_title", "tariff_act", "tariff_date", "tariff_lang", "tariff_currency", "tariff_sha256"}

// tariffRows converts source/tariff.tsv; nil while none is there. What the
// import could not read is still there and is still unresolved.
func (s *sources) tariffRows() (*convert.Result, error) {
	if bytes.Count(bytes.TrimSpace(s.tariff), []byte("\n")) == 0 {
		if string(bytes.TrimSpace(s.tariff)) != strings.Join(tariffColumns, "\t") {
			return nil, fmt.Errorf("source/tariff.tsv:1: the first row must be: %s", strings.Join(tariffColumns, ", "))
		}
		return nil, nil
	}
	g, p := convert.ReadText(s.tariff)
	if p != nil {
		return nil, fmt.Errorf("source/tariff.tsv: %w", p)
	}
	r, p := convert.Table(g, convert.Options{Lang: ratetext.Lang(s.release["tariff_lang"]), Currency: s.release["tariff_currency"], Known: s.known()})
	if p != nil {
		return nil, fmt.Errorf("source/tariff.tsv: %w", p)
	}
	for _, p := range r.Problems {
		if !p.Kept { // the import writes no such line
			return nil, fmt.Errorf("source/tariff.tsv: %w", &p)
		}
	}
	return r, nil
}

// tariffPack is the pack of source/tariff.tsv.
func (s *sources) tariffPack() ([]byte, error) {
	var m convert.Meta
	r, err := s.tariffRows()
	if err != nil {
		return nil, err
	}
	if r == nil {
		return convert.Pack(m, nil), nil
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
	out, act, title, date, lang, currency, amend, against, file string
	reports                                                     reportFiles
	maxUnresolved                                               string
	edition                                                     bool
}

// reportFiles are the files of -report, which may be given more than once.
type reportFiles []string

func (r *reportFiles) String() string { return strings.Join(*r, " ") }

func (r *reportFiles) Set(s string) error {
	*r = append(*r, s)
	return nil
}

func parseTableFlags(name string, args []string, out io.Writer) (tableFlags, error) {
	var f tableFlags
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(out)
	if name == "table" {
		fs.StringVar(&f.out, "o", "", "the tariff pack to write; default: the table's name with .bin")
		fs.StringVar(&f.amend, "amend", "", "the table changes lines of this one: a pack, or a table of its own")
	} else {
		fs.BoolFunc("amend", "the table changes lines of source/tariff.tsv", func(string) error { f.amend = "source"; return nil })
	}
	fs.BoolVar(&f.edition, "edition", false, "the table is a whole new edition: lines it does not name end the day before -date, past dates keep theirs")
	fs.Var(&f.reports, "report", "write the report here: .txt, .html or .json; default: to the terminal")
	fs.StringVar(&f.act, "act", "", "the act the table belongs to")
	fs.StringVar(&f.title, "title", "", "what to call the table")
	fs.StringVar(&f.date, "date", "", "first day of the rates")
	fs.StringVar(&f.lang, "lang", "az", "language of the rates: az, ru, en or us")
	fs.StringVar(&f.currency, "currency", "USD", "currency of amounts that name none")
	fs.StringVar(&f.against, "against", "", "compare with this pack; default: the embedded tariff")
	fs.StringVar(&f.maxUnresolved, "max-unresolved", "0.5", "highest share of lines not understood, in percent; above it nothing is written but the report")
	if fs.Parse(args) != nil {
		return f, errUsage
	}
	// Flags may stand behind the file as well.
	for fs.NArg() > 0 {
		if f.file != "" {
			return f, errUsage
		}
		f.file = fs.Arg(0)
		if fs.Parse(fs.Args()[1:]) != nil {
			return f, errUsage
		}
	}
	if f.file == "" {
		return f, errUsage
	}
	for _, r := range f.reports {
		switch filepath.Ext(r) {
		case ".txt", ".html", ".json":
		default:
			return f, fmt.Errorf("-report %s: a name that ends in .txt, .html or .json", r)
		}
	}
	if f.out == "" {
		f.out = strings.TrimSuffix(f.file, filepath.Ext(f.file)) + ".bin"
	}
	return f, nil
}

// job is the conversion that the flags ask for.
func (f tableFlags) job(s *sources) (tablefile.Job, error) {
	j := tablefile.Job{Name: filepath.Base(f.file), Lang: ratetext.Lang(f.lang), Currency: f.currency, Title: f.title, Act: f.act, Tool: toolVersion}
	for _, r := range s.rows {
		j.Nomenclature = append(j.Nomenclature, r.code)
	}
	sort.Strings(j.Nomenclature)
	var err error
	if f.date != "" {
		if j.Date, err = date.Parse(f.date); err != nil {
			return j, fmt.Errorf("-date %s: %w", f.date, err)
		}
	}
	if f.amend != "" && j.Date.IsZero() {
		return j, errors.New("-amend needs the -date from which the changes apply")
	}
	if f.against != "" {
		b, err := os.ReadFile(f.against)
		if err != nil {
			return j, err
		}
		t, err := tariffdata.OpenTariff(b)
		if err != nil {
			return j, fmt.Errorf("%s: %w", f.against, err)
		}
		j.Previous, j.PreviousName, j.PreviousLang = convert.FromTariff(t), name(t, f.against), t.Meta("lang")
	}
	return j, nil
}

// name is what a report calls a pack.
func name(t *tariffdata.Tariff, file string) string {
	if s := t.Title(); s != "" {
		return s
	}
	return filepath.Base(file)
}

// base reads the table that is amended: a pack, or a table of its own.
func (f tableFlags) base(j *tablefile.Job) error {
	b, err := os.ReadFile(f.amend)
	if err != nil {
		return err
	}
	if t, err := tariffdata.OpenTariff(b); err == nil {
		j.Amend, j.Base = convert.FromTariff(t), name(t, f.amend)
		return nil
	}
	first := tablefile.Job{Lang: j.Lang, Currency: j.Currency, Nomenclature: j.Nomenclature}
	o, e := first.Run(b)
	if e != nil {
		return fmt.Errorf("%s: %w", f.amend, e)
	}
	j.Amend, j.Base = o.Rows, filepath.Base(f.amend)
	return nil
}

// convertFile runs the conversion, writes the reports and refuses a result of
// which too much was not understood.
func (f tableFlags) convertFile(j tablefile.Job, out io.Writer) (*tablefile.Outcome, error) {
	max, err := num.Parse(f.maxUnresolved)
	if err != nil {
		return nil, fmt.Errorf("-max-unresolved %s: %w", f.maxUnresolved, err)
	}
	info, err := os.Stat(f.file)
	if err != nil {
		return nil, err
	}
	if info.Size() > tablefile.MaxSize { // before it is read into memory
		return nil, fmt.Errorf("%s: %w", f.file, &tablefile.Error{Code: "too_large", Hint: "a tariff has a few megabytes; at most 64 are read"})
	}
	b, err := os.ReadFile(f.file)
	if err != nil {
		return nil, err
	}
	o, e := j.Run(b)
	if e != nil {
		return nil, fmt.Errorf("%s: %w", f.file, e)
	}
	if err := writeReports(f.reports, o.Report, out); err != nil {
		return nil, err
	}
	if o.Report.Exceeds(max) {
		return nil, fmt.Errorf("%s: more than %s %% of the lines were not understood: nothing is written (-max-unresolved)", f.file, f.maxUnresolved)
	}
	return o, nil
}

func writeReports(files []string, r *convert.Report, out io.Writer) error {
	if len(files) == 0 {
		_, err := io.WriteString(out, r.Text())
		return err
	}
	for _, name := range files {
		text := ""
		switch filepath.Ext(name) {
		case ".html":
			text = r.HTML()
		case ".json":
			text = r.JSON()
		default:
			text = r.Text()
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// begin reads the flags, the sources and what is to be converted.
func begin(name, dir string, args []string, out io.Writer) (f tableFlags, s *sources, j tablefile.Job, err error) {
	if f, err = parseTableFlags(name, args, out); err != nil {
		return
	}
	if s, err = readSources(dir); err != nil {
		return
	}
	j, err = f.job(s)
	j.Edition = f.edition
	return
}

// runTable is the command table.
func runTable(dir string, args []string, out io.Writer) error {
	f, s, j, err := begin("table", dir, args, out)
	if err != nil {
		return err
	}
	if f.edition && f.amend == "" {
		return errors.New("-edition: say with -amend which table it is an edition of")
	}
	if f.amend != "" {
		if err := f.base(&j); err != nil {
			return err
		}
	}
	if err := s.previous(&j); err != nil {
		return err
	}
	o, err := f.convertFile(j, out)
	if err != nil {
		return err
	}
	return os.WriteFile(f.out, o.Pack(), 0o666)
}

// previous is the embedded tariff, unless another table is compared with.
func (s *sources) previous(j *tablefile.Job) error {
	if j.Previous != nil || j.Amend != nil {
		return nil
	}
	b, err := s.tariffPack()
	if err != nil {
		return err
	}
	t, err := tariffdata.OpenTariff(b)
	if err != nil {
		return err
	}
	j.Previous, j.PreviousName, j.PreviousLang = convert.FromTariff(t), "the embedded tariff", s.release["tariff_lang"]
	return nil
}

// runImport is the command import: the table becomes source/tariff.tsv, its
// description goes into release.tsv, and everything is generated anew. With
// -amend the table changes lines of source/tariff.tsv.
func runImport(dir string, args []string, out io.Writer) error {
	f, s, j, err := begin("import", dir, args, out)
	if err != nil {
		return err
	}
	if f.edition {
		f.amend = "source"
	}
	if f.amend != "" {
		r, err := s.tariffRows()
		if err != nil {
			return err
		}
		if r == nil {
			return errors.New("-amend: source/tariff.tsv holds no tariff to amend")
		}
		j.Amend, j.Base = r.Rows, "the embedded tariff"
	}
	if err := s.previous(&j); err != nil {
		return err
	}
	o, err := f.convertFile(j, out)
	if err != nil {
		return err
	}
	lines := o.Result.Source
	switch {
	case o.Result.NamesOnly:
		return errors.New("the table has names and no rates: it is not a tariff to embed; tariffgen table makes a pack of it")
	case f.amend != "":
		lines = convert.Lines(o.Rows)
	default:
		s.release["tariff_title"], s.release["tariff_act"], s.release["tariff_date"] = f.title, f.act, f.date
		s.release["tariff_lang"], s.release["tariff_currency"] = f.lang, f.currency
	}
	s.release["tariff_sha256"] = value(o.Meta, "sha256")
	if err := os.WriteFile(filepath.Join(dir, "source", "tariff.tsv"), tariffTSV(lines), 0o666); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "source", "release.tsv"), releaseTSV(s.release), 0o666); err != nil {
		return err
	}
	return runData(dir, out)
}

func value(m convert.Meta, key string) string {
	for i, k := range m.Keys {
		if k == key {
			return m.Values[i]
		}
	}
	return ""
}

func tariffTSV(lines []convert.Line) []byte {
	var b bytes.Buffer
	b.WriteString(strings.Join(tariffColumns, "\t") + "\n")
	for _, l := range lines {
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

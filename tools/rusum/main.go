// Command rusum computes customs payments from the command line.
//
// Exit status: 0 a result was printed (also when the assessment is incomplete),
// 1 the input is refused (one JSON object on standard error), 2 wrong usage.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"rusum/calc"
	"rusum/calc/wire"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/site/render"
	"rusum/tariffdata"
	"rusum/tariffdata/embedded"
	"rusum/tariffdata/fx"
)

const usage = `rusum computes customs payments of Azerbaijan.

  rusum assess  [-f FILE] [--lang az|ru|en] [--format json|text|csv|xlsx|message] [-o FILE] [--tariff FILE.bin] [--fx FILE.xml]…
  rusum assess  --table FILE [--sheet NAME] [--map A=code,C=price] [--currency EUR] [--decimal ,] [--date 2026-07-09] [-f FILE] …
  rusum compare [-f FILE] [--lang az|ru|en] [--format json|text] [--tariff FILE.bin]
  rusum rate "TEXT" [--lang az|ru|en|us]
  rusum duty -f FILE
  rusum search "QUERY" [--limit 10] [--lang az|ru|en] [--format json|text] [--tariff FILE.bin]
  rusum show CODE [--date 2026-07-09] [--format json|text] [--lang az|ru|en] [--tariff FILE.bin]
  rusum value -f FILE        customs value from the price, the delivery term and the costs
  rusum interest -f FILE
  rusum roadtax -f FILE
  rusum schedule -f FILE     temporary import month by month
  rusum procedure -f FILE    what a procedure charges, suspends and secures; without one, all side by side
  rusum due -f FILE          last days to file and to pay
  rusum security -f FILE     amount of a security
  rusum refund -f FILE       terms and interest of a refund
  rusum storage -f FILE      storage in a customs store
  rusum marks -f FILE        excise due after a rise of the rate, marks bought before
  rusum fees [--date D]      other fees, charges and state duties
  rusum vehicle [-f FILE] [--lang az|ru|en] [--format json|text]
  rusum vehicles [-f FILE.csv] [--date 2026-07-09] [--lang az|ru|en] [--format json|text|csv]
  rusum allowance -f FILE    parcels and carried goods of a person: limits used, what each adds, months
  rusum traveller -f FILE    what travellers carry: within or over, the best division, the sum
  rusum phone -f FILE        state duty for the register of IMEI numbers
  rusum stats [-f FILE] [--flow import|export] [--from D] [--to D] [--format json|text|csv]    of a journal's backup or a table of declarations
  rusum recompute [-f FILE] [--format json|text]    a journal's backup with the data of now
  rusum verify [--data tariffdata]    the embedded data; a folder of it with its sources

FILE is JSON, of vehicles and of declarations a table; without -f it is read from standard input. The documents are
described in docs/contract.md.
`

// app is one run of the program; tests give it their own streams.
type app struct {
	in       io.Reader
	out, err io.Writer
}

func main() { os.Exit((&app{os.Stdin, os.Stdout, os.Stderr}).run(os.Args[1:])) }

// errUsage ends a run with status 2; the flag set has said why.
var errUsage = errors.New("usage")

func (a *app) run(args []string) int {
	commands := map[string]func(*options, []string) error{
		"assess": a.assess, "compare": a.compare, "rate": a.rate, "duty": a.duty, "search": a.search,
		"show": a.show, "verify": a.verify, "fees": a.fees, "procedure": a.procedure,
		"stats": a.stats, "recompute": a.recompute,

		"value":    query(a, wire.DecodeValuation, calc.Valuation, wire.EncodeValuation),
		"interest": query(a, wire.DecodeInterest, calc.Interest, wire.EncodeInterest),
		"roadtax":  query(a, wire.DecodeRoadTax, calc.ForeignRoadTax, wire.EncodeRoadTax),
		"schedule": query(a, wire.DecodeSchedule, calc.Schedule, wire.EncodeSchedule),
		"due":      query(a, wire.DecodeDue, calc.DueDates, wire.EncodeDue),
		"security": query(a, wire.DecodeSecurity, calc.Security, wire.EncodeSecurity),
		"refund":   query(a, wire.DecodeRefund, calc.Refund, wire.EncodeRefund),
		"storage":  query(a, wire.DecodeStorage, calc.Storage, wire.EncodeStorage),
		"marks":    query(a, wire.DecodeMarks, calc.MarksDifference, wire.EncodeMarks),
		"vehicle":  a.vehicle, "vehicles": a.vehicles,
		"allowance": query(a, wire.DecodeLedger, calc.Month, wire.EncodeLedger),
		"traveller": query(a, wire.DecodeParty, calc.Party, wire.EncodeParty),
		"phone":     query(a, wire.DecodePhone, calc.Phone, wire.EncodePhone),
	}
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		fmt.Fprint(a.err, usage)
		if len(args) == 0 {
			return 2
		}
		return 0
	}
	cmd, ok := commands[args[0]]
	if !ok {
		fmt.Fprintf(a.err, "rusum: no command %q\n\n%s", args[0], usage)
		return 2
	}
	o := &options{}
	rest, err := o.parse(args[0], args[1:], a.err)
	if err == nil {
		err = cmd(o, rest)
	}
	var refused *refusal
	switch {
	case err == nil:
		return 0
	case errors.As(err, &refused):
		if refused.fault != nil {
			message := refused.message
			if message == "" {
				message = render.Fault(refused.fault, o.texts())
			}
			a.err.Write(append(wire.EncodeFault(refused.fault, message), '\n'))
		}
		return 1
	case errors.Is(err, errUsage), errors.Is(err, flag.ErrHelp):
		return 2
	}
	fmt.Fprintln(a.err, "rusum:", err)
	return 2
}

// refusal is an input that is refused: status 1. message is what is said where
// the fault is none of the engine's.
type refusal struct {
	fault   *calc.Fault
	message string
}

func (r *refusal) Error() string { return "refused" }

func refuse(f *calc.Fault) error {
	if f == nil {
		return nil
	}
	return &refusal{fault: f}
}

type options struct {
	file, lang, format, tariff, date string
	data                             string
	flow, from, to                   string
	limit                            int
	rateLang                         string
	fx                               list
	table                            tableOptions
}

// list is a flag that may be given more than once.
type list []string

func (l *list) String() string { return strings.Join(*l, " ") }

func (l *list) Set(s string) error {
	*l = append(*l, s)
	return nil
}

// parse reads flags before and after the arguments.
func (o *options) parse(name string, args []string, errOut io.Writer) ([]string, error) {
	fs := flag.NewFlagSet("rusum "+name, flag.ContinueOnError)
	fs.SetOutput(errOut)
	fs.StringVar(&o.file, "f", "-", "input `file`; - is standard input")
	fs.StringVar(&o.lang, "lang", "", "language: az, ru or en")
	fs.StringVar(&o.format, "format", "json", "json, text or csv; assess: xlsx too")
	fs.StringVar(&o.tariff, "tariff", "", "tariff table made by tariffgen, used before the embedded one")
	fs.Var(&o.fx, "fx", "Central Bank bulletin (XML), used before the embedded one of its day; may be given more than once")
	if name == "assess" {
		fs.StringVar(&o.table.file, "table", "", "lines of the declaration: a CSV, TSV, XLSX, ODS or HTML `file`; -f then has the rest of it")
		fs.StringVar(&o.table.sheet, "sheet", "", "sheet of the table")
		fs.StringVar(&o.table.columns, "map", "", "what columns hold, where it is not guessed: A=code,C=price,D=skip")
		fs.StringVar(&o.table.currency, "currency", "", "currency of prices that name none")
		fs.StringVar(&o.table.decimal, "decimal", "", "decimal mark of the table's numbers")
		fs.StringVar(&o.table.out, "o", "", "write to a `file`")
	}
	if name == "verify" {
		fs.StringVar(&o.data, "data", "", "`folder` of data to check, with gen, law and source")
	}
	fs.StringVar(&o.date, "date", "", "day whose rates are shown")
	fs.StringVar(&o.flow, "flow", "", "statistics of import or export only")
	fs.StringVar(&o.from, "from", "", "statistics from this day on")
	fs.StringVar(&o.to, "to", "", "statistics up to this day")
	fs.IntVar(&o.limit, "limit", 10, "most results")
	var rest []string
	for {
		if err := fs.Parse(args); err != nil {
			return nil, errUsage
		}
		if fs.NArg() == 0 {
			break
		}
		rest = append(rest, fs.Arg(0))
		args = fs.Args()[1:]
	}
	if name == "rate" {
		o.rateLang = o.lang
		if o.lang == "us" {
			o.lang = "en"
		}
	}
	if o.lang == "" {
		o.lang = "az"
	}
	if _, ok := i18n.ParseLang(o.lang); !ok {
		fmt.Fprintf(errOut, "rusum: no language %q: az, ru or en\n", o.lang)
		return nil, errUsage
	}
	return rest, nil
}

func (o *options) texts() *i18n.Texts {
	l, ok := i18n.ParseLang(o.lang)
	if !ok {
		l = i18n.AZ
	}
	return texts.Get(l)
}

// none refuses stray arguments.
func none(rest []string) error {
	if len(rest) > 0 {
		return fmt.Errorf("unexpected argument %q", rest[0])
	}
	return nil
}

func (a *app) read(o *options) ([]byte, error) {
	if o.file == "-" {
		return io.ReadAll(io.LimitReader(a.in, wire.MaxBytes+1))
	}
	return os.ReadFile(o.file)
}

// tables are the embedded tables of law, below a tariff table of the user's if one is given.
func (o *options) tables() (*calc.Tables, error) {
	list, err := o.tariffs()
	if err != nil {
		return nil, err
	}
	t, err := tariffdata.LoadTables(embedded.Core(), list...)
	if err != nil {
		return nil, err
	}
	for _, name := range o.fx {
		b, err := o.bulletin(name)
		if err != nil {
			return nil, err
		}
		tariffdata.AddBulletins(t, b)
	}
	return t, nil
}

// bulletin reads a bulletin of the user's.
func (o *options) bulletin(name string) (tariffdata.Bulletin, error) {
	xml, err := os.ReadFile(name)
	if err != nil {
		return tariffdata.Bulletin{}, err
	}
	b, err := fx.ParseCBAR(xml)
	var bad *fx.Error
	if errors.As(err, &bad) {
		why := o.texts().Get("ui.fx.error."+bad.Code, calc.Arg{Name: "found", Value: bad.Detail})
		return b, &refusal{&calc.Fault{Code: "fx_" + bad.Code, Field: "fx", Value: name, Args: []calc.Arg{{Name: "found", Value: bad.Detail}}}, why}
	}
	return b, err
}

// tariffs are the tariff tables at hand, the user's first.
func (o *options) tariffs() ([]*tariffdata.Tariff, error) {
	list := []*tariffdata.Tariff{embedded.Tariff()}
	if o.tariff != "" {
		b, err := os.ReadFile(o.tariff)
		if err != nil {
			return nil, err
		}
		t, err := tariffdata.OpenTariff(b)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", o.tariff, err)
		}
		list = append([]*tariffdata.Tariff{t}, list...)
	}
	return list, nil
}

func (a *app) printJSON(b []byte) error {
	_, err := a.out.Write(wire.Indent(b))
	return err
}

// printLine writes one document of JSON Lines.
func (a *app) printLine(b []byte) error {
	_, err := a.out.Write(append(bytes.TrimSpace(b), '\n'))
	return err
}

// document is the input of a command that takes no arguments and prints JSON or text.
func (a *app) document(o *options, rest []string) ([]byte, error) {
	if err := none(rest); err != nil {
		return nil, err
	}
	if o.format != "json" && o.format != "text" {
		return nil, fmt.Errorf("no format %q: json or text", o.format)
	}
	return a.read(o)
}

package render_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/rate"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/site/render"
	"rusum/tariffdata"
	"rusum/tariffdata/embedded"
)

// rawText is what must not reach a reader: a message key, an argument that was
// not filled in, a neutral date or a number with a long machine fraction.
var rawText = regexp.MustCompile(`\{[a-z0-9_]+\}|\b(reason|warning|why|step|kind|field|status|confidence|relief|variant|procedure|option|frees|error|act|ban|conflict|reading|condition)\.[a-z]|` +
	`\b(19|20)\d\d-\d\d-\d\d\b|\d[.,]\d{9,}|\bcm3\b`)

// Whatever is declared, the real engine with the real tables is rendered in
// every language without a raw key.
func TestEngineOutputIsRenderedInFull(t *testing.T) {
	tables, err := tariffdata.LoadTables(embedded.Core(), embedded.Tariff())
	require.NoError(t, err)
	codes := []string{"8507600009", "2203000100", "2208401100", "2208", "2402209000", "8703231940", "8703801000", "8711201000", "1001190000", "2710124100", "7108130000",
		"7102390000", "4303101000", "8711100001", "0405101100", "9999999999", "2404120000", "8702100000", "8704219100", "7404001000", "8543400000"}
	vehicles := []*calc.Vehicle{nil, nil, {Kind: "car"}, {Kind: "car", Fuel: "petrol", EngineCC: 1998, Produced: date.Must(2017, 5, 1), MileageKM: 90000},
		{Kind: "car", Fuel: "hybrid_petrol", EngineCC: 2500, Produced: date.Must(2015, 1, 1)}, {Kind: "car", Fuel: "electric", Produced: date.Must(2025, 1, 1)},
		{Kind: "bus", Fuel: "diesel", EngineCC: 7000, Produced: date.Must(2020, 1, 1)}, {Kind: "yacht", EngineCC: 3000, Produced: date.Must(2020, 1, 1)},
		{Kind: "trailer"}, {Kind: "truck", Fuel: "diesel", EngineCC: 9000, Produced: date.Must(2019, 1, 1)}, {Kind: "motorcycle", Fuel: "petrol", EngineCC: 600}}
	reliefs := []string{"164.1.27", "164.1.41", "188.1.7", "rarity", "nonsense", "165.1.2", "tariff.20.demining"}
	money := func(t *rapid.T, label string) calc.Money {
		return calc.Money{Amount: decimal.New(rapid.Int64Range(0, 99999999).Draw(t, label), -2), Currency: rapid.SampledFrom([]string{"USD", "EUR", "AZN", "XAF"}).Draw(t, label+" currency")}
	}
	optional := func(t *rapid.T, label string) *calc.Money {
		if !rapid.Bool().Draw(t, label+"?") {
			return nil
		}
		m := money(t, label)
		return &m
	}
	quantity := func(t *rapid.T, label string) decimal.NullDecimal {
		if !rapid.Bool().Draw(t, label+"?") {
			return decimal.NullDecimal{}
		}
		return decimal.NewNullDecimal(decimal.New(rapid.Int64Range(1, 50000).Draw(t, label), -1))
	}
	seen := map[string]bool{}
	rapid.Check(t, func(t *rapid.T) {
		pick := func(label string, from ...string) string { return rapid.SampledFrom(from).Draw(t, label) }
		d := &calc.Declaration{
			Date: date.Must(2017, 1, 1).AddDays(rapid.IntRange(0, 3650).Draw(t, "day")),
			Flow: calc.Flow(pick("flow", "import", "import", "import", "export")), Declarant: pick("declarant", "company", "individual"),
			Channel: pick("channel", "cargo", "cargo", "carried", "post"), Months: rapid.IntRange(0, 40).Draw(t, "months"),
			Paper: rapid.Bool().Draw(t, "paper"), OffHours: rapid.Bool().Draw(t, "offHours"),
			Delivery: calc.Delivery{Incoterm: pick("incoterm", "", "EXW", "FOB", "CIF", "DDP"), Freight: optional(t, "freight"), Insurance: optional(t, "insurance"),
				Apportion: pick("apportion", "value", "mass")},
		}
		if d.Flow == calc.Import {
			d.Procedure = pick("procedure", "", "", "", "temporary_import", "temporary_import_full_relief", "transit", "re_import", "outward_processing_return",
				"inward_processing", "customs_warehouse")
		}
		for n := rapid.IntRange(1, 3).Draw(t, "lines"); n > 0; n-- {
			l := calc.Line{Code: rapid.SampledFrom(codes).Draw(t, "code"), Origin: pick("origin", "", "GE", "TR", "CN", "RU"),
				DispatchedFrom: pick("from", "", "GE", "RU"), OriginProof: pick("proof", "", "none", "st1"), Price: money(t, "price"),
				NetMass: quantity(t, "net"), Alcohol: decimal.NullDecimal{}, Vehicle: rapid.SampledFrom(vehicles).Draw(t, "vehicle"),
				Variant: pick("variant", "", "", "none", "cigarettes", "rum", "petrol_under_95"), ProcessingCost: optional(t, "processing")}
			if l.NetMass.Valid {
				l.Quantities = map[string]decimal.Decimal{"l": num.Must("33.3"), "piece": num.Must("7"), "carat": num.Must("3")}
				l.Alcohol = decimal.NewNullDecimal(num.Must("40"))
			}
			if rapid.Bool().Draw(t, "own rate") {
				r := rate.OfAll(rate.AtLeast, rate.OfPercent("15"), rate.OfSpecific("0.7", "USD", "3", "kg"))
				l.Duty = &r
			}
			if rapid.Bool().Draw(t, "relief") {
				l.Relief = []string{rapid.SampledFrom(reliefs).Draw(t, "article")}
			}
			d.Lines = append(d.Lines, l)
		}
		a, fault := calc.Assess(d, tables)
		for _, lang := range i18n.Langs {
			x := texts.Get(lang)
			if fault != nil {
				s := render.Fault(fault, x)
				if bad := rawText.FindString(s); bad != "" {
					t.Fatalf("%s: %q in %s", lang, bad, s)
				}
				continue
			}
			v := render.New(a, d, x, nil)
			var all []string
			for _, r := range v.Rows {
				seen[string(r.Status)] = true
				all = append(all, r.Label, r.Base, r.Rate, r.Amount, r.StatusText, r.Reason, r.Law, r.ConfidenceText, r.ConfidenceLong)
				all = append(all, r.Steps...)
			}
			for _, l := range v.Lines {
				all = append(all, l.Steps...)
			}
			all = append(all, v.Warnings...)
			all = append(all, render.Text(v, x))
			s := strings.ReplaceAll(strings.Join(all, "\n"), plain(v.Footer), "")
			if bad := rawText.FindString(s); bad != "" {
				i := strings.Index(s, bad)
				t.Fatalf("%s: %q in …%s…", lang, bad, s[max(0, i-200):min(len(s), i+200)])
			}
		}
	})
	for _, s := range []calc.Status{calc.Applied, calc.NotDue, calc.Possible, calc.NeedsInput, calc.Unknown} {
		require.True(t, seen[string(s)], "no random declaration reached %s", s)
	}
}

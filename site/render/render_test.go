package render_test

import (
	"encoding/csv"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc"
	"rusum/calc/rate"
	"rusum/calc/ratetext"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/site/render"
)

var update = flag.Bool("update", false, "write the golden files")

var cases = map[string]func() (*calc.Assessment, *calc.Declaration){"battery": battery, "open": open, "car": car}

func TestGolden(t *testing.T) {
	for name, build := range cases {
		for _, lang := range i18n.Langs {
			x := texts.Get(lang)
			a, d := build()
			golden(t, name+"."+string(lang)+".txt", render.Text(render.New(a, d, x, names), x))
			golden(t, name+"."+string(lang)+".csv", render.CSV(a, x))
		}
	}
}

// golden compares with a file of testdata, where a no-break space is written ~.
func golden(t *testing.T, file, got string) {
	t.Run(file, func(t *testing.T) {
		got = strings.ReplaceAll(strings.ReplaceAll(got, i18n.NBSP, "~"), "\r\n", "\n")
		path := "testdata/" + file
		if *update {
			require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
		}
		want, err := os.ReadFile(path)
		require.NoError(t, err, "run go test -update")
		assert.Equal(t, string(want), got)
	})
}

func view(t *testing.T, build func() (*calc.Assessment, *calc.Declaration), lang i18n.Lang) *render.View {
	t.Helper()
	a, d := build()
	return render.New(a, d, texts.Get(lang), names)
}

func plain(s string) string { return strings.ReplaceAll(s, i18n.NBSP, " ") }

func TestView(t *testing.T) {
	v := view(t, battery, i18n.AZ)
	assert.Equal(t, "complete", v.Status)
	assert.Equal(t, "Cəmi: 187.897,37 ₼", plain(v.Headline))
	assert.Equal(t, "İdxal · Sərbəst dövriyyə üçün buraxılış · 09.07.2026", v.Subject)
	assert.Equal(t, "8507 60 000 9", v.Lines[0].Code)
	assert.Equal(t, "Litium-ion akkumulyatorlar", v.Lines[0].Name)
	assert.Equal(t, "Çin", v.Lines[0].Origin)
	assert.Equal(t, []string{"ədəd"}, v.Lines[0].Units)
	assert.Equal(t, "712.440,71 ₼", plain(v.LandedTotal))
	var boxes []string
	for _, r := range v.Rows {
		boxes = append(boxes, r.Box)
	}
	assert.Equal(t, []string{"20", "30", "32", "01", "75", "85"}, boxes)
	vat := v.Rows[2]
	assert.Equal(t, "Vergi Məcəlləsi, 162.1, 173.1", vat.Law)
	assert.Equal(t, "https://example.org/tax", vat.URL)
	assert.Equal(t, "rəsmi", vat.ConfidenceText)
	assert.Equal(t, "524.543,34 ₼ × 15 % = 78.681,501 ₼", plain(v.Rows[0].Steps[0]))
	assert.Equal(t, "1 vərəq", v.Rows[4].Base, "the base of the service charge is sheets, not manat")

	v = view(t, open, i18n.EN)
	assert.Equal(t, "incomplete", v.Status)
	assert.Equal(t, "At least ₼95.40", v.Headline)
	assert.Equal(t, "Rom, 0,7 l", v.Lines[0].Name, "without a name of the code, what was typed")
	assert.Equal(t, "at least ₼2,795.40", v.LandedTotal)
	need := v.Needs[1]
	assert.Equal(t, []render.Choice{{Value: "rum", Label: "Rum"}, {Value: "none", Label: "None of these"}}, need.Choices)
	assert.Equal(t, "Quantity, l", v.Needs[2].Label)
	assert.Equal(t, "Rate of TMT (manat for 1 unit)", v.Needs[3].Label)
	assert.Equal(t, "Free trade: Gürcüstan", v.Options[1].Label)
	assert.Equal(t, []render.Choice{{Value: "st1", Label: "CT-1 certificate"}}, v.Options[1].Needs[0].Choices)
	assert.Equal(t, "If the duty is 5%", v.Scenarios[1].Label)
	assert.Equal(t, "at least ₼180.40", v.Scenarios[1].Total)
	claim := v.Rows[2].Claims[0]
	assert.Equal(t, "164.1.20", claim.Article)
	assert.Equal(t, "VAT", claim.Frees)

	v = view(t, partial, i18n.EN)
	assert.Equal(t, "5% × 15%", v.Rows[0].Rate, "base times rate is the amount")
	assert.Equal(t, []string{"₼170,000.00 × 5% = ₼8,500.00", "5 months × 3% = 15%", "₼8,500.00 × 15% = ₼1,275.00"}, v.Rows[0].Steps)

	v = view(t, car, i18n.RU)
	assert.Equal(t, "2 500 см³", plain(v.Rows[0].Base))
	assert.Equal(t, "2 500 см³", plain(v.Rows[1].Base))
	assert.Equal(t, "600,00 ₼ + 5,00 ₼ / см³ × 1,5", plain(v.Rows[1].Rate))
	assert.Equal(t, "30,00 ₼", plain(v.Rows[2].Rate))
}

// Every status a charge can have is in the fixture and is said in words.
func TestEveryStatusIsShown(t *testing.T) {
	for _, lang := range i18n.Langs {
		seen := map[calc.Status]bool{}
		for _, r := range view(t, open, lang).Rows {
			seen[r.Status] = true
			assert.NotEmpty(t, r.StatusText)
			assert.NotContains(t, r.StatusText, "status.")
			if r.Status != calc.Applied {
				assert.NotEmpty(t, r.Reason)
			}
		}
		assert.Len(t, seen, 5, lang)
	}
}

func TestHeadline(t *testing.T) {
	for _, c := range []struct {
		a    calc.Assessment
		want string
	}{
		{calc.Assessment{Complete: true, Total: dec("0")}, "Total: ₼0.00"},
		{calc.Assessment{TotalFrom: dec("10"), TotalTo: dec("20")}, "Total between ₼10.00 and ₼20.00"},
		{calc.Assessment{TotalFrom: dec("10")}, "At least ₼10.00"},
		{calc.Assessment{}, "The total cannot be computed yet"},
	} {
		t.Run(c.want, func(t *testing.T) {
			v := render.New(&c.a, nil, texts.Get(i18n.EN), nil)
			assert.Equal(t, c.want, v.Headline)
			assert.Empty(t, v.Shares)
			assert.NotPanics(t, func() { render.Text(v, texts.Get(i18n.EN)) })
		})
	}
}

// No key, no unfilled argument and no missing translation reaches a reader.
func TestNothingRawIsShown(t *testing.T) {
	for name, build := range cases {
		for _, lang := range i18n.Langs {
			x := texts.Get(lang)
			v := view(t, build, lang)
			s := render.Text(v, x)
			for _, r := range v.Rows {
				s += strings.Join(r.Steps, "\n") + r.ConfidenceLong
			}
			for _, l := range v.Lines {
				s += strings.Join(l.Steps, "\n")
			}
			assert.NotContains(t, s, "{", "%s %s", name, lang)
			for _, prefix := range []string{"reason.", "warning.", "why.", "step.", "kind.", "field.", "text.", "relief.", "frees.", "ban.", "2026-"} {
				assert.NotContains(t, strings.ReplaceAll(s, plain(v.Footer), ""), prefix, "%s %s", name, lang)
			}
		}
	}
}

func TestTableIsAligned(t *testing.T) {
	for _, lang := range i18n.Langs {
		x := texts.Get(lang)
		var at int
		for l := range strings.SplitSeq(render.Text(view(t, battery, lang), x), "\n") {
			if strings.HasSuffix(l, x.Get("col.amount")) {
				at = utf8.RuneCountInString(l)
			}
			if strings.HasPrefix(l, "   32") {
				assert.Equal(t, at, utf8.RuneCountInString(l), "%s: %s", lang, l)
			}
		}
		assert.NotZero(t, at)
	}
}

func TestSubject(t *testing.T) {
	for _, c := range []struct {
		d    calc.Declaration
		want string
	}{
		{calc.Declaration{}, "Import · Release for free circulation"},
		{calc.Declaration{Flow: calc.Export}, "Export"},
		{calc.Declaration{Flow: calc.Import, Procedure: "transit"}, "Import · Transit"},
	} {
		assert.Equal(t, c.want, render.New(&calc.Assessment{}, &c.d, texts.Get(i18n.EN), nil).Subject)
	}
	assert.Empty(t, render.New(&calc.Assessment{}, nil, texts.Get(i18n.EN), nil).Subject)
}

func TestTextIsWrapped(t *testing.T) {
	for _, lang := range i18n.Langs {
		for l := range strings.SplitSeq(render.Text(view(t, open, lang), texts.Get(lang)), "\n") {
			assert.LessOrEqual(t, utf8.RuneCountInString(l), 100, l)
		}
	}
}

// With every text put in brackets, whatever letters stand outside them are
// written in the program and not in the language.
func TestNoWordsOutsideTheTexts(t *testing.T) {
	data := texts.Source(i18n.EN)
	var marked strings.Builder
	for l := range strings.SplitSeq(string(data), "\n") {
		if key, text, ok := strings.Cut(l, " = "); ok && !strings.HasPrefix(l, "#") {
			marked.WriteString(key + " = ⟦" + text + "⟧\n")
		}
	}
	x, err := i18n.Parse(i18n.EN, []byte(marked.String()))
	require.NoError(t, err)
	own := strings.NewReplacer("USD", "", "TMT", "", "but not less than", "", "per", "", "free", "", "AZN", "", "rum", "", "none", "", "alcoholic drinks", "")
	a, _ := open()
	depth := 0
	outside := strings.Map(func(r rune) rune {
		switch {
		case r == '⟦':
			depth++
			return -1
		case r == '⟧':
			depth--
			return -1
		case depth > 0:
			return -1
		}
		return r
	}, render.Text(render.New(a, nil, x, nil), x))
	assert.NotRegexp(t, "[A-Za-zəüöğışç]{2,}", own.Replace(outside))
}

func TestShares(t *testing.T) {
	v := view(t, battery, i18n.EN)
	var keys []string
	sum := 0
	for _, s := range v.Shares {
		keys = append(keys, s.Key)
		sum += s.PerMille
	}
	assert.Equal(t, []string{"goods", "duty", "vat", "fees"}, keys)
	assert.Equal(t, 1000, sum)
}

// Whatever the amounts, the shares add up to the whole and none is off by a
// thousandth or more.
func TestSharesAddUp(t *testing.T) {
	x := texts.Get(i18n.EN)
	rapid.Check(t, func(t *rapid.T) {
		money := rapid.Int64Range(0, 1_000_000_000_000)
		cents := func(label string) decimal.NullDecimal {
			return decimal.NewNullDecimal(decimal.New(money.Draw(t, label), -2))
		}
		a := &calc.Assessment{Complete: true, CustomsValue: cents("value")}
		total := a.CustomsValue.Decimal
		for _, k := range []calc.Kind{calc.ImportDuty, calc.Excise, calc.VAT, calc.RoadTax, calc.ClearanceFee} {
			c := calc.Charge{Kind: k, Status: calc.Applied, Amount: cents(string(k))}
			total = total.Add(c.Amount.Decimal)
			a.Charges = append(a.Charges, c)
		}
		if total.IsZero() {
			return
		}
		sum := 0
		for _, s := range render.New(a, nil, x, nil).Shares {
			sum += s.PerMille
			if s.PerMille < 0 {
				t.Fatalf("negative share %v", s)
			}
		}
		if sum != 1000 {
			t.Fatalf("shares add up to %d", sum)
		}
	})
}

func TestCSV(t *testing.T) {
	a, _ := open()
	a.Lines[0].Charges[0].Reason, a.Lines[0].Charges[0].Rate = "", "=1+1"
	rows, err := csv.NewReader(strings.NewReader(render.CSV(a, texts.Get(i18n.AZ)))).ReadAll()
	require.NoError(t, err)
	assert.Len(t, rows, 1+8+3)
	assert.Equal(t, []string{"Sıra", "Kod", "Növ açarı"}, rows[0][:3])
	assert.Equal(t, "'=1+1", rows[1][8], "a spreadsheet must not take text for a formula")
	road := rows[8]
	assert.Equal(t, []string{"2", "7108130000", "road_tax", "", "Yol vergisi", "applied", "tutulur", "1000"}, road[:8])
	assert.Equal(t, []string{"20.00", "AZN", "official"}, road[9:12])
	assert.Equal(t, "", rows[1][9], "an unknown charge has no amount")
	for _, r := range rows {
		assert.Len(t, r, 16)
	}
	assert.True(t, strings.HasSuffix(render.CSV(a, texts.Get(i18n.AZ)), "\r\n"))
}

func TestFault(t *testing.T) {
	for _, c := range []struct {
		f    calc.Fault
		lang i18n.Lang
		want string
	}{
		{calc.Fault{Code: "bad_number", Field: "lines[0].price.amount", Value: "12,3x"}, i18n.AZ,
			"Mal 1: Malın qiyməti: “12,3x” ədəd deyil. Məsələn, 1234,50 yazın."},
		{calc.Fault{Code: "code_length", Field: "lines[2].code", Value: "85", Args: args("digits", "2")}, i18n.RU,
			"Товар 3: Код товара (ТН ВЭД): В коде «85» 2 цифры. Должно быть от 4 до 10 цифр."},
		{calc.Fault{Code: "date_range", Field: "date", Value: "1990-01-01", Args: args("from", "1993-01-01", "to", "2100-12-31")}, i18n.EN,
			"Day of crossing the border: 1 Jan 1990 cannot be used here. The date must lie between 1 Jan 1993 and 31 Dec 2100."},
		{calc.Fault{Code: "conflict", Field: "lines[0].netMass", Value: "1300", Args: args("with", "lines[0].grossMass 1200")}, i18n.EN,
			"Line 1: Net mass, kg: “1300” does not agree with: Gross mass, kg = 1200."},
		{calc.Fault{Code: "conflict", Field: "lines[0].dutyScenario", Value: "5", Args: args("with", "lines[0].duty")}, i18n.EN,
			"Line 1: Duty scenario: “5” does not agree with: Import duty rate."},
		{calc.Fault{Code: "conflict", Field: "rates.AZN", Value: "2", Args: args("with", "1 AZN = 1 AZN")}, i18n.EN,
			"Rate of AZN (manat for 1 unit): “2” does not agree with: 1 AZN = 1 AZN."},
		{calc.Fault{Code: "bad_rate", Field: "lines[0].duty", Value: "15 x", Args: args("label", "unknown_word", "at", "4")}, i18n.EN,
			"Line 1: Import duty rate: “15 x” was not understood as a rate. For example: 15%; 0.7 USD per l; 15% but not less than 0.7 USD per l. There is a word that is not known."},
		{calc.Fault{Code: "bad_rate", Field: "lines[0].duty", Value: "x", Args: args("label", "negative amount")}, i18n.AZ,
			"Mal 1: İdxal rüsumunun dərəcəsi: “x” dərəcə kimi başa düşülmədi. Məsələn: 15 %; 0,7 ABŞ dolları / l; 15 %, lakin 1 litri 0,7 ABŞ dollarından az olmamaqla. Dərəcənin yazılışını yoxlayın."},
		{calc.Fault{Code: "unknown_unit", Field: "lines[0].quantities.furlong", Value: "furlong"}, i18n.EN,
			"Line 1: Quantity, furlong: The unit “furlong” is not known."},
		{calc.Fault{Code: "no_lines", Field: "lines"}, i18n.EN, "Goods: The declaration has no goods. Add at least one line."},
		{calc.Fault{Code: "bad_json", Args: args("at", "1:5", "want", "a value")}, i18n.EN, "The document could not be read as JSON (1:5). Expected: a value."},
		{calc.Fault{Code: "unknown_field", Field: "colour", Args: args("key", "colour")}, i18n.EN, "colour: There is no field “colour”. Check the spelling."},
	} {
		t.Run(c.f.Code+" "+c.f.Field, func(t *testing.T) {
			assert.Equal(t, c.want, plain(render.Fault(&c.f, texts.Get(c.lang))))
		})
	}
}

// A sentence comes out for every code, even when the engine gives no argument a text asks for.
func TestFaultsOfEveryCode(t *testing.T) {
	for _, lang := range i18n.Langs {
		for _, code := range calc.FaultCodes {
			s := render.Fault(&calc.Fault{Code: code, Field: "lines[0].price"}, texts.Get(lang))
			assert.NotContains(t, s, "error."+code)
		}
	}
}

// A hint that is adopted goes into the field as words; they must read as the same rate.
func TestAdoptedHintReadsBack(t *testing.T) {
	for _, r := range []rate.Rate{
		rate.OfPercent("15"), rate.OfSpecific("0.7", "USD", "1", "l"),
		rate.OfAll(rate.AtLeast, rate.OfPercent("50"), rate.OfSpecific("4000", "USD", "1000", "kg")),
	} {
		for _, lang := range i18n.Langs {
			a := &calc.Assessment{Lines: []calc.LineResult{{N: 1, Charges: []calc.Charge{{Hints: []calc.Hint{{Rate: r}}}}}}}
			words := render.New(a, nil, texts.Get(lang), nil).Rows[0].Hints[0].Adopt
			cell, err := ratetext.Parse(words, ratetext.Options{})
			require.Nil(t, err, words)
			assert.True(t, cell.Import.Equal(r), words)
		}
	}
}

func TestGroupCode(t *testing.T) {
	for in, want := range map[string]string{"": "", "85": "85", "8507": "8507", "850760": "8507 60", "850760000": "8507 60 000",
		"8507600009": "8507 60 000 9", "85076000091": "8507 60 000 91"} {
		assert.Equal(t, want, render.GroupCode(in))
	}
}

func TestActName(t *testing.T) {
	en := texts.Get(i18n.EN)
	for in, want := range map[string]string{
		"Vergi Məcəlləsi": "Tax Code",
		"Nazirlər Kabinetinin 17.11.2017 tarixli 500 nömrəli qərarı": "Cabinet of Ministers decision 500 of 17.11.2017",
		"Nazirlər Kabinetinin 2001-ci il 80 nömrəli qərarı":          "Cabinet of Ministers decision 80 (2001)",
		"Azad ticarət haqqında Saziş, No 145s":                       "Free trade agreement (approved under No. 145s)",
		"Nazirlər Kabinetinin qərarı":                                "Nazirlər Kabinetinin qərarı",
		"table.xlsx":                                                 "table.xlsx",
	} {
		assert.Equal(t, want, render.ActName(in, en))
	}
}

// Every act the tables of law name is known in every language.
func TestActsOfTheLawTables(t *testing.T) {
	files, err := filepath.Glob("../../tariffdata/law/*.csv")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		f, err := os.Open(file)
		require.NoError(t, err)
		r := csv.NewReader(f)
		r.Comment = '#'
		rows, err := r.ReadAll()
		require.NoError(t, err, file)
		require.NoError(t, f.Close())
		for i, column := range rows[0] {
			if column != "act" {
				continue
			}
			for _, row := range rows[1:] {
				if row[i] != "" {
					assert.NotEqual(t, row[i], render.ActName(row[i], texts.Get(i18n.RU)), file)
				}
			}
		}
	}
}

func TestRateWords(t *testing.T) {
	r := rate.OfAll(rate.AtLeast, rate.OfPercent("15"), rate.OfSpecific("0.7", "USD", "1", "l"))
	assert.Contains(t, render.RateWords(r, texts.Get(i18n.AZ)), "az olmamaqla")
	assert.Contains(t, render.RateWords(r, texts.Get(i18n.EN)), "but not less than")
	assert.Equal(t, "15 %", plain(render.RateWords(rate.OfPercent("15"), texts.Get(i18n.RU))))
	assert.Equal(t, "15%", render.RateWords(rate.OfPercent("15"), texts.Get(i18n.EN)))
}

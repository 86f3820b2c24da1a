package sheet

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/tariffdata"
	"rusum/tariffdata/embedded"
)

// Every question, answer to choose, heading and list of every form has its
// words in the files that its page loads.
func TestFormsHaveTheirWords(t *testing.T) {
	for _, s := range All {
		for _, lang := range i18n.Langs {
			x := texts.Get(lang)
			has := func(key string) { assert.True(t, x.Has(key), "%s: %s", lang, key) }
			field := func(f *Field, rows *Rows) {
				if f.Kept {
					return
				}
				key := s.Key(f, rows)
				has(key)
				words := f.Words
				if words == "" {
					words = key + "."
				}
				for _, c := range f.Choices {
					has(words + c)
				}
			}
			for i := range s.Parts {
				p := &s.Parts[i]
				has("ui." + s.Name + ".part." + p.ID)
				for k := range p.Fields {
					field(&p.Fields[k], nil)
				}
				if r := p.Rows; r != nil {
					has("ui." + s.Name + "." + r.ID + ".add")
					has("ui." + s.Name + "." + r.ID + ".row")
					for k := range r.Fields {
						field(&r.Fields[k], r)
					}
				}
			}
		}
		for _, w := range s.Words {
			assert.Contains(t, texts.Files(i18n.AZ), w+".txt", s.Name)
		}
	}
}

// What the engine refuses is said beside a field that the form has.
func TestEnginePathsLeadToFieldsOfTheForm(t *testing.T) {
	for name, asks := range map[string]Asks{"car": CarAsks, "late": LateAsks, "temporary": TemporaryAsks, "procedures": ProceduresAsks, "security": SecurityAsks,
		"refund": RefundAsks("paid"), "border": BorderAsks, "storage": StorageAsks} {
		for path, id := range asks.Pairs() {
			f, _, _, _ := Get(name).Lookup(id)
			assert.NotNil(t, f, "%s: %s leads to %q", name, path, id)
			assert.Equal(t, id, asks.Field(path))
		}
	}
	assert.Equal(t, "duty", GoodAsks.Field("declaration.lines[0].duty"))
	assert.Equal(t, "q", GoodAsks.Field("lines[0].quantities.l"))
	assert.Equal(t, "fx", GoodAsks.Field("rates.EUR"))
}

func goodOf(t *testing.T, pairs ...string) (*calc.Declaration, *Scan) {
	t.Helper()
	x := scan(fill(New(&Temporary, i18n.EN), pairs...))
	return x.Good(date.Must(2026, 7, 9)), x
}

func TestOneGoodIsRead(t *testing.T) {
	d, x := goodOf(t, "code", "8429 52 000 1", "price", "1,234.50", "price-cur", "EUR", "origin", "GE", "duty", "15%", "q", "3", "unit", "piece", "net", "900", "proof", "1", "fx", "1.95")
	require.Empty(t, x.Problems)
	l := d.Lines[0]
	assert.Equal(t, "2026-07-09", d.Date.String(), "an empty day is today")
	assert.Equal(t, []string{"8429520001", "1234.5", "EUR", "GE", "GE", "st1", "3", "900", "15%"},
		[]string{l.Code, l.Price.Amount.String(), l.Price.Currency, l.Origin, l.DispatchedFrom, l.OriginProof, l.Quantities["piece"].String(), l.NetMass.Decimal.String(), l.DutyText})
	assert.Equal(t, "1.95", d.Rates["EUR"].String())
	assert.Nil(t, l.Vehicle)
}

func TestOneVehicleIsRead(t *testing.T) {
	d, x := goodOf(t, "what", "vehicle", "v-kind", "car", "v-fuel", "petrol", "v-cc", "1998", "v-made", "2024-05-01", "price", "9000", "code", "0902")
	require.Empty(t, x.Problems)
	l := d.Lines[0]
	require.NotNil(t, l.Vehicle)
	assert.Equal(t, calc.Vehicle{Kind: "car", Fuel: "petrol", EngineCC: 1998, Produced: date.Must(2024, 5, 1)}, *l.Vehicle)
	assert.Equal(t, l.Vehicle.Code(), l.Code, "the code of the goods beside it is not read")
}

func TestWhatAGoodLacksIsNamed(t *testing.T) {
	fields := func(x *Scan) (out []string) {
		for _, p := range x.Problems {
			out = append(out, p.Field)
		}
		return out
	}
	_, x := goodOf(t)
	assert.Equal(t, []string{"price", "code"}, fields(x))
	_, x = goodOf(t, "what", "vehicle", "price", "1")
	assert.Equal(t, []string{"v-kind"}, fields(x))
	_, x = goodOf(t, "code", "tea", "price", "1x", "duty", "fifteen", "q", "3")
	assert.Equal(t, []string{"price", "code", "unit", "duty"}, fields(x))
}

// The kinds of goods to choose from are those of the excise table.
func TestVariantsAreThoseOfTheTable(t *testing.T) {
	tables, err := tariffdata.LoadTables(embedded.Core(), embedded.Tariff())
	require.NoError(t, err)
	for i := range tables.Excise {
		r := &tables.Excise[i]
		if r.Variant != "" {
			f, _, _, _ := Temporary.Lookup("variant")
			assert.Contains(t, f.Choices, r.Variant)
		}
		if r.MarksPay {
			f, _, _, _ := Storage.Lookup("variant")
			assert.Contains(t, f.Choices, r.Variant)
		}
	}
	for i := range tables.OtherFees {
		for _, lang := range i18n.Langs {
			assert.True(t, texts.Get(lang).Has("fee."+tables.OtherFees[i].Key), tables.OtherFees[i].Key)
		}
	}
	for i := range tables.Terms {
		r := &tables.Terms[i]
		for _, lang := range i18n.Langs {
			assert.True(t, texts.Get(lang).Has("term."+r.Subject+"."+r.Name), "term.%s.%s", r.Subject, r.Name)
			assert.True(t, texts.Get(lang).Has("event."+r.Start), "event.%s", r.Start)
		}
	}
	for _, k := range calc.SecurityForms {
		assert.True(t, texts.Get(i18n.AZ).Has("security.form."+k+".note"), k)
	}
	for i := range tables.Procedures {
		mode := tables.Procedures[i].Security
		if mode == "" {
			mode = "none"
		}
		assert.True(t, texts.Get(i18n.AZ).Has("security.mode."+mode), mode)
	}
	for _, k := range calc.Permits {
		f, _, _, _ := Border.Lookup("p-" + k)
		assert.NotNil(t, f, k)
	}
	for _, k := range calc.RefundGrounds {
		assert.True(t, texts.Get(i18n.AZ).Has("ui.refund.note."+k), k)
	}
}

package wire_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc"
	"rusum/calc/rate"
	"rusum/calc/wire"
)

func TestParseAgreesWithTheStandardLibrary(t *testing.T) {
	for _, s := range []string{
		`{}`, `[]`, `""`, `0`, `-0`, `1.5e+3`, `true`, `null`, ` {"a" : [1, {"b":"c"}] } `, `"\u00e9\ud83d\ude00\n\/"`, "\ufeff{}",
		`{`, `}`, `{"a"}`, `{"a":}`, `{"a":1,}`, `[1,]`, `01`, `1.`, `.5`, `+1`, `1e`, `"a`, `"\x"`, `"\ud800"`, "\"\t\"", `tru`, `nul`, ``, `1 2`, `{"a":1 "b":2}`, `NaN`,
	} {
		t.Run(s, func(t *testing.T) {
			_, f := wire.Parse([]byte(s))
			want := json.Valid([]byte(s))
			switch s {
			case `"\ud800"`: // a lone surrogate is no character; the standard library replaces it
				want = false
			case "\ufeff{}": // a byte order mark is what some editors write; the standard library refuses it
				want = true
			}
			assert.Equal(t, want, f == nil, "%v", f)
		})
	}
}

func TestRateTreeRoundTrip(t *testing.T) {
	for _, r := range []rate.Rate{
		rate.Nothing, rate.OfPercent("15"), rate.OfSpecific("0.7", "USD", "1", "l"),
		rate.OfAll(rate.AtLeast, rate.OfPercent("15"), rate.OfSpecific("500", "USD", "1000", "kg")),
	} {
		t.Run(r.String(), func(t *testing.T) {
			v, f := wire.Parse(wire.EncodeRate(r))
			require.Nil(t, f)
			got, f := wire.DecodeRate(v, "rate")
			require.Nil(t, f)
			assert.True(t, r.Equal(got))
		})
	}
}

func TestIndentKeepsTheDocument(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		b, err := json.Marshal(map[string]any{"a": s, "b": []any{}, "c": map[string]any{}, "d": []any{1, s, true}})
		require.NoError(t, err)
		require.JSONEq(t, string(b), string(wire.Indent(b)))
	})
}

func TestCleanCode(t *testing.T) {
	for in, want := range map[string]string{
		"8471 30 000 0": "8471300000", "3206.11.000.0": "3206110000", "8711\u00a010\u202f000-1": "8711100001", " 0101 ": "0101", "84O1": "84O1",
	} {
		assert.Equal(t, want, wire.CleanCode(in))
	}
}

func TestCompareSet(t *testing.T) {
	base := `{"date":"2026-07-09","lines":[{"code":"847130","origin":"CN","price":{"amount":"1","currency":"USD"}},{"code":"610910"}]}`
	for _, c := range []struct {
		name, set string
		check     func(*testing.T, *calc.Declaration)
	}{
		{"a plain field", `{"offHours":true}`, func(t *testing.T, d *calc.Declaration) { assert.True(t, d.OffHours) }},
		{"a path", `{"lines[1].origin":"RU"}`, func(t *testing.T, d *calc.Declaration) {
			assert.Equal(t, "RU", d.Lines[1].Origin)
			assert.Equal(t, "CN", d.Lines[0].Origin)
		}},
		{"lines merged one by one", `{"lines":[{},{"origin":"GE"}]}`, func(t *testing.T, d *calc.Declaration) {
			assert.Equal(t, "GE", d.Lines[1].Origin)
			assert.Equal(t, "847130", d.Lines[0].Code)
		}},
		{"a new object on the way", `{"delivery.incoterm":"FOB"}`, func(t *testing.T, d *calc.Declaration) { assert.Equal(t, "FOB", d.Delivery.Incoterm) }},
		{"null removes", `{"lines[0].origin":null}`, func(t *testing.T, d *calc.Declaration) { assert.Empty(t, d.Lines[0].Origin) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, vs, f := wire.DecodeCompare([]byte(`{"base":` + base + `,"variants":[{"name":"x","set":` + c.set + `}]}`))
			require.Nil(t, f)
			c.check(t, vs[0].Declaration)
		})
	}
	for _, bad := range []string{`{"lines[7].origin":"RU"}`, `{"lines[x].origin":"RU"}`, `{"nonsense":1}`, `{"date.day":1}`} {
		_, _, f := wire.DecodeCompare([]byte(`{"base":` + base + `,"variants":[{"name":"x","set":` + bad + `}]}`))
		require.NotNil(t, f, bad)
		assert.Contains(t, f.Field, "variants[0].set")
	}
}

// A document that is read can be written and read again, and nothing makes the
// reader panic.
func FuzzDeclaration(f *testing.F) {
	files, _ := filepath.Glob("../../tools/rusum/testdata/assess/*[a-z0-9].json*")
	for _, name := range files {
		if b, err := os.ReadFile(name); err == nil {
			f.Add(b)
		}
	}
	f.Add([]byte(`{"date":"09.07.2026","lines":[{"code":"8471 30","duty":{"op":"sum","of":[]}}]}`))
	f.Add([]byte(`{"lines":[{"vehicle":{"engineCC":"1998"}}],"rates":{"eur":"1"}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, fault := wire.DecodeDeclaration(b)
		if fault != nil {
			require.NotEmpty(t, fault.Code)
			require.Contains(t, calc.FaultCodes, fault.Code)
			return
		}
		again, fault := wire.DecodeDeclaration(wire.EncodeDeclaration(d))
		require.Nil(t, fault)
		require.Equal(t, string(wire.EncodeDeclaration(d)), string(wire.EncodeDeclaration(again)))
	})
}

// The file a page offers holds the answer too; read again, it is the question.
func TestACalculationIsReadForItsDeclaration(t *testing.T) {
	d, f := wire.DecodeDeclaration([]byte(`{"date":"2026-07-09","lines":[{"code":"847130","price":{"amount":"10","currency":"USD"}}]}`))
	require.Nil(t, f)
	file := wire.EncodeCalculation(d, &calc.Assessment{Version: "x"})
	require.True(t, json.Valid(file))
	got, f := wire.DecodeDeclaration(file)
	require.Nil(t, f)
	assert.Equal(t, wire.EncodeDeclaration(d), wire.EncodeDeclaration(got))
	_, f = wire.DecodeDeclaration([]byte(`{"declaration":{"date":"2026-07-09","lines":[{"codes":"1"}]},"assessment":{"anything":["at all"]}}`))
	require.NotNil(t, f)
	assert.Equal(t, "declaration.lines[0].codes", f.Field)
	_, f = wire.DecodeDeclaration([]byte(`{"declaration":{},"more":1}`))
	require.NotNil(t, f)
	assert.Equal(t, "unknown_field", f.Code)
}

func TestDocumentsOfOtherSchemasKeepTheFirstFault(t *testing.T) {
	v, f := wire.Parse([]byte(`{"a":["x",1],"b":"2026-13-01","c":{}}`))
	require.Nil(t, f)
	d := &wire.Document{}
	var seen []string
	d.Object(v, "", func(key, at string, x *wire.Value) bool {
		switch key {
		case "a":
			d.Array(x, at, func(at string, x *wire.Value) { seen = append(seen, d.Text(x, at)) })
		default:
			t.Fatal("stops at the first fault")
		}
		return true
	})
	require.NotNil(t, d.Fault())
	assert.Equal(t, "a[1]", d.Fault().Field)
	assert.Equal(t, "x", seen[0])
	p := &wire.Printer{}
	p.Object(func() {
		p.Text("a", `"<`)
		p.Text("none", "")
		p.Strings("list", []string{"x"})
		p.Flag("yes", true)
		p.Flag("no", false)
		p.Whole("n", 3)
		p.Key("items")
		p.Array(func() { p.Item("i"); p.Raw([]byte("1")) })
	})
	assert.JSONEq(t, `{"a":"\"<","list":["x"],"yes":true,"n":3,"items":["i",1]}`, string(p.Bytes()))
}

// A tree that leaves a member out says nothing about it: it is refused, not read
// as nothing.
func TestATreeWithoutItsNumbersIsRefused(t *testing.T) {
	per := `"per":{"qty":"1","unit":"kg"}`
	for tree, field := range map[string]string{
		`{}`:               "op",
		`{"percent":"15"}`: "op",
		`{"op":"percent"}`: "percent",
		`{"op":"percent","percent":"15","amount":"3"}`:                                        "amount",
		`{"op":"free","percent":"15"}`:                                                        "percent",
		`{"op":"specific","currency":"USD",` + per + `}`:                                      "amount",
		`{"op":"specific","amount":null,"currency":"USD",` + per + `}`:                        "amount",
		`{"op":"bracket","rate":{"op":"specific","amount":"5","currency":"USD",` + per + `}}`: "base",
		`{"op":"sum","of":[{"op":"free"},{"op":"percent"}]}`:                                  "of[1].percent",
		`{"op":"dated","rate":{"op":"free"}}`:                                                 "until",
		`{"op":"seasonal","months":[2],"rate":{"op":"free"},"then":{"op":"free"}}`:            "then",
		`{"op":"dated","until":"2026-01-01","rate":{"op":"percent"},"then":{"op":"free"}}`:    "rate.percent",
	} {
		_, f := wire.DecodeDeclaration([]byte(`{"date":"2026-07-09","lines":[{"code":"847130","duty":` + tree + `}]}`))
		require.NotNil(t, f, tree)
		assert.Equal(t, "lines[0].duty."+field, f.Field, tree)
		assert.Contains(t, []string{"missing_field", "unknown_field", "wrong_type"}, f.Code, tree)
	}
}

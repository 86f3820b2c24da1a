package fx

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc/date"
)

func bulletin(t testing.TB, day string) []byte {
	b, err := os.ReadFile("../source/cbar-" + day + ".xml")
	require.NoError(t, err)
	return b
}

func TestBulletins(t *testing.T) {
	for _, c := range []struct {
		day   string
		count int
		rates map[string]string
	}{
		{"2026-09-08", 38, map[string]string{"USD": "1.7", "EUR": "1.9763", "GBP": "2.3017", "TRY": "0.0351", "RUB": "0.01971", "KZT": "0.003745", "JPY": "0.011076", "NZD": ""}},
		{"2023-02-15", 45, map[string]string{"USD": "1.7", "EUR": "1.822", "JPY": "0.012778", "NZD": "1.0713"}},
	} {
		t.Run(c.day, func(t *testing.T) {
			b, err := ParseCBAR(bulletin(t, c.day))
			require.NoError(t, err)
			assert.Equal(t, c.day, b.Date.String())
			assert.Len(t, b.Rates, c.count)
			for currency, want := range c.rates {
				r, ok := b.Rate(currency)
				assert.True(t, ok, currency)
				if want != "" {
					assert.Equal(t, want, r.String(), currency)
				}
			}
			for _, metal := range []string{"XAU", "XAG", "XPT", "XPD"} {
				_, ok := b.Rate(metal)
				assert.False(t, ok, metal)
			}
			_, ok := b.Rate("XDR")
			assert.True(t, ok, "SDR is XDR")
		})
	}
}

func doc(entries string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><ValCurs Date="08.09.2026" Name="AZN" Description="d">` +
		`<ValType Type="Xarici valyutalar">` + entries + `</ValType></ValCurs>`
}

func valute(code, nominal, value string) string {
	return `<Valute Code="` + code + `"><Nominal>` + nominal + `</Nominal><Name>x</Name><Value>` + value + `</Value></Valute>`
}

func TestWhatABulletinMayLookLike(t *testing.T) {
	for name, c := range map[string]struct{ in, currency, want string }{
		"nominal 100 is divided out":       {doc(valute("RUB", "100", "1.971")), "RUB", "0.01971"},
		"nominal 1000":                     {doc(valute("IRR", "1000", "0.04")), "IRR", "0.00004"},
		"space inside the elements":        {doc(valute("USD", "\n 1 ", "\t1.7\n")), "USD", "1.7"},
		"a metal without a value":          {doc(valute("XPD", "1 t.u.", "") + valute("USD", "1", "1.7")), "USD", "1.7"},
		"a currency without a value":       {doc(valute("TJS", "1", "") + valute("USD", "1", "1.7")), "USD", "1.7"},
		"the name in another language":     {strings.Replace(doc(valute("USD", "1", "1.7")), ">x<", ">1 US Dollar<", 1), "USD", "1.7"},
		"a byte order mark":                {"\ufeff" + doc(valute("USD", "1", "1.7")), "USD", "1.7"},
		"attributes in single quotes":      {strings.ReplaceAll(doc(valute("USD", "1", "1.7")), `"`, `'`), "USD", "1.7"},
		"copied from a browser's view":     {"This XML file does not appear to have any style information associated with it.\n" + doc(valute("USD", "1", "1.7"))[len(`<?xml version="1.0" encoding="UTF-8"?>`):], "USD", "1.7"},
		"without an XML declaration":       {doc(valute("USD", "1", "1.7"))[len(`<?xml version="1.0" encoding="UTF-8"?>`):], "USD", "1.7"},
		"special drawing rights by letter": {doc(valute("SDR", "1", "2.3")), "XDR", "2.3"},
	} {
		t.Run(name, func(t *testing.T) {
			b, err := ParseCBAR([]byte(c.in))
			require.NoError(t, err)
			assert.Equal(t, date.Must(2026, 9, 8), b.Date)
			r, ok := b.Rate(c.currency)
			require.True(t, ok)
			assert.Equal(t, c.want, r.String())
		})
	}
}

func TestWhatIsRefused(t *testing.T) {
	ok := doc(valute("USD", "1", "1.7"))
	for name, c := range map[string]struct{ in, want string }{
		"nothing":                   {"", "not_a_bulletin"},
		"the home page":             {"<!DOCTYPE html><html><body>ValCurs</body></html>", "web_page"},
		"a page around a bulletin":  {"<html>" + ok + "</html>", "web_page"},
		"another element around it": {"<x>" + ok + "</x>", "not_a_bulletin"},
		"UTF-16":                    {"\xff\xfe<\x00V\x00", "bad_encoding"},
		"the old manat":             {strings.Replace(ok, "08.09.2026", "31.12.2005", 1), "old_manat"},
		"an entity declaration":     {`<!ENTITY a "b">` + ok, "not_a_bulletin"},
		"another root":              {strings.ReplaceAll(ok, "ValCurs", "Currencies"), "not_a_bulletin"},
		"cut short":                 {ok[:len(ok)-12], "not_a_bulletin"},
		"no date":                   {strings.Replace(ok, "Date=", "Day=", 1), "bad_date"},
		"an impossible date":        {strings.Replace(ok, "08.09.2026", "31.02.2026", 1), "bad_date"},
		"only metals":               {doc(valute("XAU", "1 t.u.", "7541.608")), "no_rates"},
		"a currency per ounce":      {doc(valute("USD", "1 t.u.", "1.7")), "bad_entry"},
		"a value with a comma":      {doc(valute("USD", "1", "1,7")), "bad_entry"},
		"a negative value":          {doc(valute("USD", "1", "-1.7")), "bad_entry"},
		"a zero value":              {doc(valute("USD", "1", "0")), "bad_entry"},
		"a zero nominal":            {doc(valute("USD", "0", "1.7")), "bad_entry"},
		"a nominal of three":        {doc(valute("USD", "3", "1.7")), "bad_entry"},
		"a code that is not ISO":    {doc(valute("usd", "1", "1.7")), "bad_entry"},
		"a currency twice":          {doc(valute("USD", "1", "1.7") + valute("USD", "1", "1.8")), "bad_entry"},
		"an unclosed entry":         {doc(valute("USD", "1", "1.7") + `<Valute Code="EUR"><Nominal>1</Nominal>`), "bad_entry"},
		"too large":                 {ok + strings.Repeat(" ", MaxSize), "too_large"},
	} {
		t.Run(name, func(t *testing.T) {
			b, err := ParseCBAR([]byte(c.in))
			var e *Error
			require.ErrorAs(t, err, &e)
			assert.Equal(t, c.want, e.Code)
			assert.Empty(t, b.Rates)
		})
	}
}

func FuzzParseCBAR(f *testing.F) {
	f.Add(bulletin(f, "2026-09-08"))
	f.Add(bulletin(f, "2023-02-15"))
	f.Add([]byte(doc(valute("USD", "1", "1.7"))))
	f.Add([]byte("<ValCurs Date=\"\"><Valute></ValCurs>"))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := ParseCBAR(b)
		if err != nil {
			assert.Contains(t, Codes, err.(*Error).Code)
			return
		}
		again, ok := Decode(Encode(got))
		assert.True(t, ok)
		assert.Equal(t, Encode(got), Encode(again))
		assert.False(t, got.Date.IsZero())
		for _, r := range got.Rates {
			assert.True(t, r.Rate.IsPositive())
			assert.Len(t, r.Currency, 3)
		}
	})
}

func TestAKeptBulletinIsTheSame(t *testing.T) {
	for _, day := range []string{"2026-09-08", "2023-02-15"} {
		b, err := ParseCBAR(bulletin(t, day))
		require.NoError(t, err)
		s := Encode(b)
		assert.Less(t, len(s), 700)
		got, ok := Decode(s)
		require.True(t, ok)
		assert.Equal(t, s, Encode(got))
		assert.Equal(t, b.Date, got.Date)
		require.Len(t, got.Rates, len(b.Rates))
		for i := range b.Rates {
			assert.True(t, b.Rates[i].Rate.Equal(got.Rates[i].Rate))
		}
	}
	for _, s := range []string{"", "2026-09-08", "2026-09-08 USD", "2026-09-08 USD x", "2026-09-08 USD 0", "2026-13-08 USD 1", "2026-09-08 US 1", "2026-09-08 USD 1 "} {
		_, ok := Decode(s)
		assert.False(t, ok, "%q", s)
	}
}

func TestEveryRefusalHasAKnownCode(t *testing.T) {
	for name, in := range map[string]string{"too_large": strings.Repeat(" ", MaxSize+1), "no_rates": doc("")} {
		_, err := ParseCBAR([]byte(in))
		var e *Error
		require.ErrorAs(t, err, &e)
		assert.Equal(t, name, e.Code)
		assert.Contains(t, Codes, e.Code)
	}
}

package paint

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/site/render"
	"rusum/tariffdata"
	"rusum/tariffdata/embedded"
)

// everything of individuals, painted from a string.
func everything(t *i18n.Texts, s string) string {
	meter := render.Meter{Title: s, Used: s, This: s, Left: s, Over: s, Resets: s, UsedPM: 100, ThisPM: 700, OverPM: 200, Confidence: calc.Reported, ConfidenceText: s, Law: s, URL: s}
	rule := render.RuleView{Effect: "ban", Text: s, Law: s, URL: s}
	return strings.Join([]string{
		Meters(t, []render.Meter{meter}),
		Verdicts(t, []render.Verdict{{N: 1, Name: s, Text: s, Status: "over", Charged: s, Declare: s}}),
		Carriers(t, s, []Carrier{{Name: s, Total: s, Note: s, Items: []string{s}, Cash: []string{s}, Meters: []render.Meter{meter}, Rows: []render.Row{{Label: s, Law: s}}, Key: "p1-"}, {Name: s}}, nil),
		RuleList(t, s, []render.RuleView{rule}),
		PeopleFacts(t, Known{Day: s, Eras: []render.Era{{What: s, Limit: s, Period: s, Law: s, URL: s, Confidence: calc.Inferred, ConfidenceText: s}}, Heard: []render.Heard{{Text: s, Where: s, URL: s}}, Rules: []render.RuleView{rule}, Unclear: []string{s}}),
		DiaryList(t, Diary{Months: []DiaryMonth{{Title: s, Total: s, Notes: []string{s}, Meter: &meter, Entries: []DiaryEntry{{Day: s, Name: s, Value: s, Amount: s, Editing: true}}}}, Phones: []render.Meter{meter}, Problem: s, Asking: true}),
		SaveToDiary(t, true),
		BandTable(t, s, []Band{{What: s, Amount: s, Chosen: true}}),
		AskList(t, []string{s}),
	}, "")
}

func TestIndividualsTextOfAStrangerIsEscaped(t *testing.T) {
	for _, lang := range i18n.Langs {
		s := everything(texts.Get(lang), `<img src=x onerror="alert('1')">&`)
		assert.NotContains(t, s, "<img")
		assert.NotContains(t, s, `onerror="`)
		assert.NotContains(t, s, `'1'`)
	}
}

func TestIndividualsAreWellFormed(t *testing.T) {
	for _, lang := range i18n.Langs {
		var open []string
		ids := map[string]bool{}
		z := html.NewTokenizer(strings.NewReader(everything(texts.Get(lang), "x")))
		for {
			tt := z.Next()
			if tt == html.ErrorToken {
				break
			}
			tok := z.Token()
			switch tt {
			case html.StartTagToken:
				if tok.Data != "input" {
					open = append(open, tok.Data)
				}
				for _, a := range tok.Attr {
					if a.Key == "id" {
						assert.False(t, ids[a.Val], "id %s twice", a.Val)
						ids[a.Val] = true
					}
				}
			case html.EndTagToken:
				require.NotEmpty(t, open)
				require.Equal(t, open[len(open)-1], tok.Data)
				open = open[:len(open)-1]
			case html.TextToken:
				assert.NotRegexp(t, `\b(ui|rule|limit|confidence)\.[a-z_]+|\{[a-z]+\}`, tok.Data)
			}
		}
		assert.Empty(t, open)
	}
}

// The bar of a meter is a thousand long whatever is in it.
func TestTheBarOfAMeter(t *testing.T) {
	use := func(used, this, over, limit string) render.Meter {
		n := num.Must
		left := decimal.Max(num.Zero, n(limit).Sub(n(used)).Sub(n(this)))
		return render.ValueMeter(&calc.ValueUse{Limit: calc.Money{Amount: n("300"), Currency: "USD"}, Per: "month", Cap: n(limit), Used: n(used), This: n(this), Left: left, Over: n(over)}, "post", texts.Get(i18n.EN))
	}
	for _, c := range []struct {
		m                render.Meter
		used, this, over int
	}{
		{use("0", "0", "0", "510"), 0, 0, 0},
		{use("102", "255", "0", "510"), 200, 500, 0},
		{use("0", "510", "0", "510"), 0, 1000, 0},
		{use("0", "1020", "510", "510"), 0, 500, 500},
		{use("510", "510", "510", "510"), 500, 0, 500},
		{use("0", "10", "10", "0"), 0, 0, 1000},
	} {
		assert.Equal(t, []int{c.used, c.this, c.over}, []int{c.m.UsedPM, c.m.ThisPM, c.m.OverPM})
	}
	assert.Equal(t, "150.00 USD (₼255.00)", strings.ReplaceAll(use("102", "255", "0", "510").This, "\u00a0", " "))
}

// Every figure of the tables of individuals is shown with its period and source.
func TestLimitsOfAllPeriods(t *testing.T) {
	tables, err := tariffdata.LoadTables(embedded.Core(), embedded.Tariff())
	require.NoError(t, err)
	x := texts.Get(i18n.EN)
	find := func(list []render.Era, limit string) *render.Era {
		for i := range list {
			if strings.Contains(strings.ReplaceAll(list[i].Limit, "\u00a0", " "), limit) {
				return &list[i]
			}
		}
		return nil
	}
	today := calc.PartyQuery{Date: date.Must(2026, 7, 9)}
	carried := render.Eras(tables, today, "carried", x)
	for limit, now := range map[string]bool{"800 USD": true, "1,500 USD": false, "500 USD": false, "10,000 USD": false, "30 kg": true, "10 kg": false, "1.5 l": true, "200 pcs": true, "125 g": true} {
		e := find(carried, limit)
		if assert.NotNil(t, e, limit) {
			assert.Equal(t, now, e.Now, limit)
			assert.NotEmpty(t, e.Period)
			assert.NotEmpty(t, e.Law)
		}
	}
	past := render.Eras(tables, calc.PartyQuery{Date: date.Must(2018, 1, 1)}, "carried", x)
	assert.True(t, find(past, "1,500 USD").Now || find(past[2:], "1,500 USD").Now, "a past day has its own")
	post := render.Eras(tables, today, "post", x)
	assert.True(t, find(post, "300 USD").Now)
	assert.Nil(t, find(post, "800 USD"))
	duty := render.PhoneEras(tables.Personal.PhoneDuty, today.Date, x)
	assert.True(t, find(duty, "20.00 – ₼100.00").Now)
	assert.False(t, find(duty, "30.00 – ₼150.00").Now)
	assert.False(t, find(duty, "₼5.00").Now)
	for _, y := range tables.Personal.Hearsay {
		assert.NotEmpty(t, x.Get("hearsay."+y.Key))
	}
	assert.NotEmpty(t, render.Hearsay(tables.Personal.Hearsay, today, x))
	assert.Len(t, render.Rules(tables.Personal.Rules, today, "carried", "drone", x), 2, "a permission, and the list of what is licensed")
}

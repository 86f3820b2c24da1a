package paint

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"rusum/calc"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/site/render"
	"rusum/tariffdata"
	"rusum/tariffdata/browse"
	"rusum/tariffdata/convert"
	"rusum/tariffdata/embedded"
)

func codePage(t *testing.T, lang i18n.Lang, code string, tables ...*tariffdata.Tariff) *CodeIn {
	t.Helper()
	tables = append(tables, embedded.Tariff())
	law, err := tariffdata.LoadTables(embedded.Core(), tables...)
	require.NoError(t, err)
	tree := browse.New(embedded.Core(), tables...)
	row, ok := tree.Longest(code)
	require.True(t, ok)
	in := &CodeIn{Codes: Codes{Texts: texts.Get(lang), Tree: tree, Names: embedded.Names(string(lang)), AZ: embedded.Names("az"), Base: "../"}, Code: code, Row: row}
	for _, l := range i18n.Langs {
		if l != lang {
			in.Others = append(in.Others, embedded.Names(string(l)))
		}
	}
	x, f := calc.Describe(code, day, law)
	require.Nil(t, f)
	in.View = render.Code(x, in.Texts, nil)
	return in
}

// wholePage checks the same of every piece of a page: known elements closed in
// order, ids once, no key or argument left.
func wholePage(t *testing.T, s string) {
	t.Helper()
	var open []string
	ids := map[string]bool{}
	z := html.NewTokenizer(strings.NewReader(s))
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
				require.NotEqual(t, "style", a.Key)
				require.False(t, strings.HasPrefix(a.Key, "on"), a.Key)
				if a.Key == "id" {
					require.False(t, ids[a.Val], "id %s twice", a.Val)
					ids[a.Val] = true
				}
			}
		case html.EndTagToken:
			require.NotEmpty(t, open)
			require.Equal(t, open[len(open)-1], tok.Data)
			open = open[:len(open)-1]
		case html.TextToken:
			require.NotRegexp(t, `\b(ui|code|kind|layer|section|variant|confidence|fuel|relief|ban)\.[a-z_]+|\{[a-z]+\}`, tok.Data)
		}
	}
	require.Empty(t, open)
}

func TestThePageOfACodeIsWellFormed(t *testing.T) {
	for _, lang := range i18n.Langs {
		for _, code := range []string{"01", "0101", "0101290000", "220830", "2208", "240412", "8703", "87038010", "8471", "847130000", "2710", "7404", "9018311000"} {
			t.Run(string(lang)+" "+code, func(t *testing.T) {
				in := codePage(t, lang, code)
				wholePage(t, Code(in))
				assert.NotEmpty(t, Title(in))
				in.Pick = true
				s := Code(in)
				wholePage(t, s)
				if len(code) >= 4 {
					assert.Contains(t, s, `href="../goods/#pick=`+code+`"`)
				}
				in.Plain = true
				s = KioskHead(in) + KioskKnown(in)
				wholePage(t, s)
				assert.NotContains(t, s, "<a ", "a terminal has no links")
			})
		}
	}
}

func TestTheTreeIsWellFormed(t *testing.T) {
	in := codePage(t, i18n.AZ, "0101")
	wholePage(t, Sections(&in.Codes))
	nodes := in.Tree.Branch(in.Row, in.Names)
	s := Branch(&in.Codes, nodes, "0101")
	wholePage(t, s)
	assert.Contains(t, s, `data-twist="g010121"`, "a group is named by its first code")
	assert.Contains(t, s, `aria-controls="in-010130"`)
}

func TestEveryFactOfADutyNamesItsSource(t *testing.T) {
	s := Code(codePage(t, i18n.EN, "220830"))
	for _, part := range []string{"12.8", "Cabinet", "reported", "15\u00a0Jan\u00a02019", "History of changes", "Tax Code, 162.1"} {
		assert.Contains(t, s, part)
	}
}

// A table comes from a file of whoever made it.
func TestNamesOfAnOwnTableAreText(t *testing.T) {
	evil := `<img src=x onerror="alert('1')">&`
	table, err := tariffdata.OpenTariff(convert.Pack(convert.Meta{Keys: []string{"lang", "title"}, Values: []string{"az", evil}}, []convert.Row{
		{Code: "8471300001", Name: evil, Groups: []string{evil}, ImportText: "15"},
		{Code: "8471300009", Name: evil, Groups: []string{evil}, ImportText: "5"},
	}))
	require.NoError(t, err)
	for _, code := range []string{"8471300001", "847130", "8471"} {
		in := codePage(t, i18n.AZ, code, table)
		for _, s := range []string{Code(in), Branch(&in.Codes, in.Tree.Branch(in.Row, in.Names), code), KioskHead(in), KioskKnown(in)} {
			assert.NotContains(t, s, "<img")
			assert.NotContains(t, s, `onerror="`)
			wholePage(t, s)
		}
	}
	assert.NotContains(t, NoCode(texts.Get(i18n.AZ), evil), "<img")
}

func TestMarksStandAroundWhatAnswers(t *testing.T) {
	p := &page{}
	p.marked("çay & qəhvə", [][2]int{{0, 4}, {7, 14}})
	assert.Equal(t, "<mark>çay</mark> &amp; <mark>qəhvə</mark>", strings.ReplaceAll(p.String(), "</mark>&", "</mark> &"))
	p = &page{}
	p.marked("abc", [][2]int{{2, 9}, {1, 1}, {0, 1}})
	assert.Equal(t, "<mark>a</mark>bc", p.String(), "ranges that do not fit are left out")
}

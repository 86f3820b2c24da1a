package form

import (
	"strings"
	"testing"

	"rusum/calc"
	"rusum/site/i18n"
)

// A kept draft is read as it was left, or not at all.
func FuzzDraft(f *testing.F) {
	d := New(i18n.AZ)
	d.Lines = append(d.Lines, Fields{"code": "847130", "price": "1 234,5"})
	for _, s := range []string{d.Draft(), "", "lang=az&lines=2&1.code=8471", "lang=de", "lang=ru&lines=10001", "lang=en&at=-1", "lines=1&lang=az&3.code=%zz"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, lang := range i18n.Langs {
			d, ok := ParseDraft(s, lang)
			if !ok {
				continue
			}
			if len(d.Lines) > calc.MaxLines {
				t.Fatal("lines", len(d.Lines))
			}
			// Bytes that are no text, which only a foreign hand writes, are replaced on
			// the way; after that nothing changes any more.
			once, ok := ParseDraft(d.Draft(), lang)
			if !ok || once.Draft() != d.Draft() && !strings.Contains(once.Draft(), "%EF%BF%BD") {
				t.Fatalf("draft: %q became %q", d.Draft(), once.Draft())
			}
			if twice, ok := ParseDraft(once.Draft(), lang); !ok || twice.Draft() != once.Draft() {
				t.Fatalf("draft: %q became %q", once.Draft(), twice.Draft())
			}
		}
	})
}

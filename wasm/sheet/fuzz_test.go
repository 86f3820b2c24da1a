package sheet

import (
	"strings"
	"testing"

	"rusum/site/i18n"
)

// A kept draft of a sheet is read as it was left, or not at all.
func FuzzDraft(f *testing.F) {
	f.Add(fill(New(bag, i18n.AZ), "day", "09.07.2026", "items-2-price", "1234,5", "items-1-what", "çaxır & pendir=x").Draft())
	for _, s := range []string{"", "lang=az", "lang=de&day=1", "lang=en&items-99-price=1", "lang=ru&items-2-price=1,234"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, lang := range i18n.Langs {
			d, ok := ParseDraft(bag, s, lang)
			if !ok {
				continue
			}
			// Bytes that are no text, which only a foreign hand writes, are replaced on
			// the way; after that nothing changes any more.
			once, ok := ParseDraft(bag, d.Draft(), lang)
			if !ok || once.Draft() != d.Draft() && !strings.Contains(once.Draft(), "%EF%BF%BD") {
				t.Fatalf("draft: %q became %q", d.Draft(), once.Draft())
			}
			if twice, ok := ParseDraft(bag, once.Draft(), lang); !ok || twice.Draft() != once.Draft() {
				t.Fatalf("draft: %q became %q", once.Draft(), twice.Draft())
			}
		}
	})
}

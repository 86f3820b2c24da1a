package fx

import (
	"strings"

	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/tariffdata"
)

// Encode writes a bulletin as one short line for a browser's storage, a
// twentieth of the file: "2026-09-08 USD 1.7 EUR 1.9763".
func Encode(b tariffdata.Bulletin) string {
	var s strings.Builder
	s.WriteString(b.Date.String())
	for _, r := range b.Rates {
		s.WriteByte(' ')
		s.WriteString(r.Currency)
		s.WriteByte(' ')
		s.WriteString(num.Plain(r.Rate))
	}
	return s.String()
}

// Decode reads what Encode wrote; false for anything else.
func Decode(s string) (b tariffdata.Bulletin, ok bool) {
	fields := strings.Split(s, " ")
	day, err := date.Parse(fields[0])
	if err != nil || len(fields) < 3 || len(fields)%2 == 0 {
		return b, false
	}
	b.Date = day
	for i := 1; i < len(fields); i += 2 {
		r, err := num.Parse(fields[i+1])
		if err != nil || !r.IsPositive() || len(fields[i]) != 3 {
			return tariffdata.Bulletin{}, false
		}
		b.Rates = append(b.Rates, tariffdata.FX{Currency: fields[i], Rate: r})
	}
	return b, true
}

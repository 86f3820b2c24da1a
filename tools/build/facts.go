package main

import (
	"rusum/calc"
	"rusum/tariffdata"
	"strconv"

	"rusum/site/i18n"
	"rusum/tariffdata/embedded"
)

// facts are what the page about the site says of the data.
func (s *site) facts(t *i18n.Texts) ([]fact, error) {
	tables, err := s.tables()
	if err != nil {
		return nil, err
	}
	out := []fact{
		{"ui.about.data.version", s.core.Version()},
		{"ui.about.data.edition", s.core.Meta("edition")},
		{"ui.about.data.codes", strconv.Itoa(s.core.Len())},
		{"ui.about.data.law", t.DateLong(tables.LawKnownTo)},
	}
	if b := s.core.Bulletins(); len(b) > 0 {
		out = append(out, fact{"ui.about.data.bulletin", t.DateLong(b[len(b)-1].Date)})
	}
	return append(out, fact{"ui.about.data.tariff", strconv.Itoa(embedded.Tariff().Len())}), nil
}

// incoterms are the delivery terms the tables know.
func (s *site) incoterms() ([]string, error) {
	tables, err := s.tables()
	if err != nil {
		return nil, err
	}
	var out []string
	for _, r := range tables.Incoterms {
		out = append(out, r.Term)
	}
	return out, nil
}

// tables are the law as the program will have it.
func (s *site) tables() (*calc.Tables, error) {
	return tariffdata.LoadTables(s.core, embedded.Tariff())
}

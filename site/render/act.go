package render

import (
	"strings"

	"rusum/calc"
	"rusum/site/i18n"
)

// acts are the acts the data names in Azerbaijani, and the texts that name
// them in every language. Decisions of the Cabinet and agreements, which are
// many, are recognised by their wording in [actName].
var acts = map[string]string{
	"Vergi Məcəlləsi":                                   "act.tax_code",
	"Gömrük Məcəlləsi":                                  "act.customs_code",
	`"Gömrük tarifi haqqında" 687-IVQ nömrəli Qanun`:    "act.customs_tariff_law",
	`"Tütün və tütün məmulatı haqqında" Qanun`:          "act.tobacco_law",
	"Elektron gömrük xidmətinin haqqı (akt tapılmayıb)": "act.e_service",
	"Gömrük ekspertizasının haqqı (akt tapılmayıb)":     "act.expertise",
	"Uyğunluq sertifikatının haqqı (akt tapılmayıb)":    "act.conformity",
	"AZS 636-2012":   "act.euro4",
	"Əmək Məcəlləsi": "act.labour_code",
	"Nazirlər Kabinetinin bayram günlərini müəyyən edən illik qərarı":                        "act.holidays",
	"Nazirlər Kabinetinin iş və istirahət günlərinin yerinin dəyişdirilməsi haqqında qərarı": "act.moved_days",
	"Seçki Məcəlləsi": "act.election_code",
	"“Mülki dövriyyəsi məhdudlaşdırılmış əşyaların siyahısı haqqında” 565-IIQ nömrəli Qanun": "act.restricted_list",
	"Kuryerlərin elan etdiyi dərəcə (akt deyil)":                                             "act.courier_rate",
	"Birdən artıq telefonun qeydiyyatı (akt tapılmayıb)":                                     "act.second_phone",
	"Kuryer şərtləri":  "act.courier_terms",
	"Kalkulyatorlar":   "act.calculators",
	"Səyahət saytları": "act.travel_sites",
	"“Dövlət rüsumu haqqında” 223-IIQ nömrəli Qanun": "act.state_duty_law",
}

// ActName is the name of an act in the language; an act that is not known
// keeps the name the data gives it.
func ActName(act string, t *i18n.Texts) string {
	if key, ok := acts[act]; ok {
		return t.Get(key)
	}
	if number, ok := strings.CutPrefix(act, "Azad ticarət haqqında Saziş, No "); ok {
		return t.Get("act.free_trade", arg("number", number))
	}
	if day, ok := between(act, "Prezidentin ", " tarixli Fərmanı"); ok {
		return t.Get("act.decree", arg("date", day))
	}
	if s, ok := between(act, "Mərkəzi Bankın ", " nömrəli Qərarı"); ok {
		if day, number, ok := strings.Cut(s, " tarixli "); ok {
			return t.Get("act.central_bank", arg("date", day), arg("number", number))
		}
	}
	rest, ok := strings.CutPrefix(act, "Nazirlər Kabinetinin ")
	if !ok {
		return act
	}
	if rest, ok = strings.CutSuffix(rest, " nömrəli qərarı"); !ok {
		return act
	}
	if day, number, ok := strings.Cut(rest, " tarixli "); ok {
		return t.Get("act.cabinet", arg("date", day), arg("number", number))
	}
	if year, number, ok := strings.Cut(rest, " il "); ok && len(year) > 4 {
		return t.Get("act.cabinet_year", arg("year", year[:4]), arg("number", number))
	}
	return act
}

// between is what stands between a beginning and an end.
func between(s, before, after string) (string, bool) {
	s, ok1 := strings.CutPrefix(s, before)
	s, ok2 := strings.CutSuffix(s, after)
	return s, ok1 && ok2
}

// law names the act and article of a source and gives its address.
func (w words) law(s *calc.Source) (law, url string) {
	if s == nil {
		return "", ""
	}
	act := ActName(s.Act, w.t)
	switch {
	case act == "":
		act = s.Article
	case s.Article != "":
		act = w.t.Get("law", arg("act", act), arg("article", s.Article))
	}
	return act, s.URL
}

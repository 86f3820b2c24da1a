package convert

import (
	"strings"

	"rusum/calc/unit"
	"rusum/tariffdata/fold"
)

// unitWords are the supplementary units as tables print them, folded and
// without spaces, in Azerbaijani, Russian and English.
var unitWords = map[string]string{
	"ed": "piece", "eded": "piece", "шт": "piece", "штук": "piece", "pcs": "piece", "pc": "piece", "nos": "piece", "no": "piece", "piece": "piece", "pieces": "piece", "pst": "piece",
	"штколод": "piece",
	"100ed":   "100_piece", "100eded": "100_piece", "100шт": "100_piece", "100pcs": "100_piece",
	"1000ed": "1000_piece", "1000eded": "1000_piece", "1000шт": "1000_piece", "1000pcs": "1000_piece", "мined": "1000_piece", "mined": "1000_piece", "mineded": "1000_piece",
	"cut": "pair", "пар": "pair", "пара": "pair", "pair": "pair", "pairs": "pair",
	"kq": "kg", "кг": "kg", "kg": "kg", "kiloqram": "kg",
	"q": "g", "qr": "g", "qram": "g", "г": "g", "g": "g", "gr": "g",
	"t": "t", "ton": "t", "т": "t", "1000kq": "t", "1000кг": "t", "1000kg": "t",
	"karat": "carat", "кар": "carat", "карат": "carat", "carat": "carat", "ct": "carat", "kar": "carat",
	"l": "l", "litr": "l", "л": "l", "литр": "l", "litre": "l", "liter": "l",
	"1000l": "1000_l", "1000л": "1000_l", "1000litr": "1000_l", "hl": "hl", "гл": "hl",
	"l100lispirt": "l_pure_alcohol", "l100spirt": "l_pure_alcohol", "л100спирта": "l_pure_alcohol", "lalc100": "l_pure_alcohol", "litr100lispirt": "l_pure_alcohol", "lsaf100spirt": "l_pure_alcohol",
	"m": "m", "м": "m", "metr": "m",
	"m2": "m2", "м2": "m2", "kvm": "m2", "квм": "m2", "kvmetr": "m2",
	"m3": "m3", "м3": "m3", "kubm": "m3", "кубм": "m3", "kubmetr": "m3", "1000m3": "1000_m3", "1000м3": "1000_m3", "1000kubm": "1000_m3",
	"sm3": "cm3", "см3": "cm3", "cm3": "cm3",
	"1000kvtsaat": "1000_kwh", "1000kvts": "1000_kwh", "1000квтч": "1000_kwh", "1000kwh": "1000_kwh",
	"tyukgoturme": "load_t", "тгрп": "load_t", "тгрузоподъемности": "load_t",
	"ki": "curie", "ки": "curie", "kuri": "curie", "ci": "curie",
	"qpi": "g_fissile", "qparcalananizotop": "g_fissile", "гди": "g_fissile", "gifs": "g_fissile",
	// USITC's words for units that have a key; "DPR" (dozens of pairs) and others have none.
	"doz": "dozen", "dpc": "dozen", "prs": "pair", "pfl": "proof_liter", "bbl": "barrel", "cyk": "kg_clean", "gm": "g", "ths": "1000_piece", "hun": "100_piece", "grs": "gross", "km3": "1000_m3",
	"kqh2o2": "kg_h2o2", "кгh2o2": "kg_h2o2", "кгн2о2": "kg_h2o2", "kqk2o": "kg_k2o", "кгk2o": "kg_k2o", "кгк2о": "kg_k2o",
	"kqkoh": "kg_koh", "кгkoh": "kg_koh", "кгкон": "kg_koh", "kqn": "kg_n", "кгn": "kg_n", "kqnaoh": "kg_naoh", "кгnaoh": "kg_naoh",
	"kqp2o5": "kg_p2o5", "кгp2o5": "kg_p2o5", "кгр2о5": "kg_p2o5", "kqu": "kg_u", "кгu": "kg_u",
	"kq90qm": "kg_90sdt", "kq90qurumadde": "kg_90sdt", "кг90св": "kg_90sdt", "kg90sdt": "kg_90sdt",
}

// readUnits reads a unit cell into keys of package calc/unit joined by commas.
// A dash, a zero or nothing means kilograms only: "". ok is false for a word
// that is not a unit.
func readUnits(text string) (keys string, ok bool) {
	text = tidy(text)
	if strings.Trim(text, "-–—−xXхХ0 ") == "" {
		return "", true
	}
	var out []string
	for _, part := range strings.Split(strings.ReplaceAll(text, ";", ","), ",") {
		if part = strings.TrimSpace(part); part == "" {
			return "", false
		}
		if _, known := unit.Get(part); known {
			out = append(out, part)
			continue
		}
		key, known := unitWords[strings.ReplaceAll(fold.String(part), " ", "")]
		if !known {
			return "", false
		}
		out = append(out, key)
	}
	return strings.Join(out, ","), true
}

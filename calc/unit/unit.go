// Package unit knows the units of measure of the tariff and the exact
// conversions between them. What has no exact conversion (litres and
// kilograms, pairs and pieces) is not converted: the quantity is asked.
package unit

import (
	"github.com/shopspring/decimal"

	"rusum/calc/num"
)

// Unit is a unit of measure. One Unit is Factor of the unit named Base.
type Unit struct {
	Key    string // "kg", "1000_piece": the key of a quantity in a declaration
	Base   string
	factor string // as text: a list of texts is there when the program starts
	CIS    string // code of the unit in box 41 of a CIS declaration; "" where none is known
	AZ     string
	EN     string
	RU     string
}

// Factor is how many of the unit named Base one is, exact.
func (x *Unit) Factor() decimal.Decimal { return num.Must(x.factor) }

// All lists every unit, those of the tariff first. Codes and names are from
// the unit classifiers of the CIS (OKEI) and TARIC; a cubic metre is 1000
// litres and a carat 0.2 g by definition.
var All = []Unit{
	{"kg", "kg", "1", "166", "kq", "kg", "кг"},
	{"g", "kg", "0.001", "163", "q", "g", "г"},
	{"t", "kg", "1000", "168", "t", "t", "т"},
	{"carat", "kg", "0.0002", "162", "karat", "carat", "кар"},
	{"l", "l", "1", "112", "l", "l", "л"},
	{"ml", "l", "0.001", "", "ml", "ml", "мл"},
	{"1000_l", "l", "1000", "130", "1000 l", "1000 l", "1000 л"},
	{"hl", "l", "100", "", "hl", "hl", "гл"},
	{"l_pure_alcohol", "l_pure_alcohol", "1", "831", "l 100 %-li spirt", "l of pure (100 %) alcohol", "л 100 % спирта"},
	{"m", "m", "1", "006", "m", "m", "м"},
	{"m2", "m2", "1", "055", "m²", "m²", "м²"},
	{"m3", "l", "1000", "113", "m³", "m³", "м³"},
	{"1000_m3", "l", "1000000", "114", "1000 m³", "1000 m³", "1000 м³"},
	{"cm3", "cm3", "1", "111", "sm³", "cm³", "см³"},
	{"piece", "piece", "1", "796", "ədəd", "pcs", "шт"},
	{"100_piece", "piece", "100", "797", "100 ədəd", "100 pcs", "100 шт"},
	{"1000_piece", "piece", "1000", "798", "1000 ədəd", "1000 pcs", "1000 шт"},
	{"pair", "pair", "1", "715", "cüt", "pairs", "пар"},
	{"1000_kwh", "1000_kwh", "1", "246", "1000 kVt·saat", "1000 kWh", "1000 кВт·ч"},
	{"load_t", "load_t", "1", "185", "t yükgötürmə", "t carrying capacity", "т грузоподъёмности"},
	{"curie", "curie", "1", "305", "Ki", "Ci", "Ки"},
	{"g_fissile", "g_fissile", "1", "306", "q parçalanan izotop", "g of fissile isotopes", "г делящихся изотопов"},
	{"kg_h2o2", "kg_h2o2", "1", "841", "kq H2O2", "kg H2O2", "кг H2O2"},
	{"kg_k2o", "kg_k2o", "1", "852", "kq K2O", "kg K2O", "кг K2O"},
	{"kg_koh", "kg_koh", "1", "859", "kq KOH", "kg KOH", "кг KOH"},
	{"kg_n", "kg_n", "1", "861", "kq N", "kg N", "кг N"},
	{"kg_naoh", "kg_naoh", "1", "863", "kq NaOH", "kg NaOH", "кг NaOH"},
	{"kg_p2o5", "kg_p2o5", "1", "865", "kq P2O5", "kg P2O5", "кг P2O5"},
	{"kg_u", "kg_u", "1", "867", "kq U", "kg U", "кг U"},
	{"kg_90sdt", "kg_90sdt", "1", "845", "kq 90 % q/m", "kg of 90 % dry substance", "кг 90 % с/в"},
	{"kw", "kw", "1", "214", "kVt", "kW", "кВт"},
	{"hp", "hp", "1", "251", "a.g.", "hp", "л.с."},

	// Units that only foreign tariffs use; a rate read from one of them keeps
	// its own unit and asks for that quantity.
	{"dozen", "piece", "12", "", "düjün", "dozen", "дюжина"},
	{"gross", "piece", "144", "", "qross", "gross", "гросс"},
	{"barrel", "barrel", "1", "", "barel", "barrel", "баррель"},
	{"proof_liter", "proof_liter", "1", "", "pruf-litr", "proof litre", "пруф-литр"},
	{"kg_gross", "kg_gross", "1", "", "kq brutto", "kg gross", "кг брутто"},
	{"kg_drained", "kg_drained", "1", "", "kq (süzülmüş)", "kg drained", "кг без рассола"},
	{"kg_tungsten", "kg_tungsten", "1", "", "kq volfram", "kg of tungsten", "кг вольфрама"},
	{"kg_molybdenum", "kg_molybdenum", "1", "", "kq molibden", "kg of molybdenum", "кг молибдена"},
	{"kg_lead", "kg_lead", "1", "", "kq qurğuşun", "kg of lead", "кг свинца"},
	{"kg_copper", "kg_copper", "1", "", "kq mis", "kg of copper", "кг меди"},
	{"kg_zinc", "kg_zinc", "1", "", "kq sink", "kg of zinc", "кг цинка"},
	{"kg_manganese", "kg_manganese", "1", "", "kq manqan", "kg of manganese", "кг марганца"},
	{"kg_per_pct_sugar", "kg_per_pct_sugar", "1", "", "kq × % şəkər", "kg × % sugar", "кг × % сахара"},
	{"pct_vol_hl", "pct_vol_hl", "1", "", "hl × % həcm", "hl × % vol", "гл × % об."},
	{"kg_biodiesel", "kg_biodiesel", "1", "", "kq biodizel", "kg of biodiesel", "кг биодизеля"},
	{"kg_clean", "kg_clean", "1", "", "kq təmiz çəki", "kg clean", "кг чистого веса"},
	{"kg_total_sugars", "kg_total_sugars", "1", "", "kq ümumi şəkər", "kg of total sugars", "кг общих сахаров"},
}

// Get returns the unit with the key. There are few, and those of the tariff
// stand first: looking is as quick as a map, which every start would have to make.
func Get(key string) (Unit, bool) {
	for i := range All {
		if All[i].Key == key {
			return All[i], true
		}
	}
	return Unit{}, false
}

// Name is the unit's short name in "az", "en" or "ru", or the key of a unit
// that is not known.
func Name(key, lang string) string {
	x, ok := Get(key)
	if !ok {
		return key
	}
	switch lang {
	case "az":
		return x.AZ
	case "ru":
		return x.RU
	}
	return x.EN
}

// Convertible reports whether a quantity in one unit is exactly a quantity in
// the other.
func Convertible(from, to string) bool {
	a, known := Get(from)
	b, _ := Get(to) // what is not known has the base of no unit
	return known && a.Base == b.Base
}

// Convert turns q of the unit from into the unit to; false when no exact
// conversion exists. Where the factor is not a power of ten the quotient is
// taken to 20 decimals.
func Convert(q decimal.Decimal, from, to string) (decimal.Decimal, bool) {
	if from == to {
		return q, true
	}
	a, known := Get(from)
	b, _ := Get(to)
	if !known || a.Base != b.Base {
		return num.Zero, false
	}
	return num.Quo(q.Mul(a.Factor()), b.Factor()), true
}

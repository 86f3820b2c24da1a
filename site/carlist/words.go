package carlist

import (
	"strings"

	"rusum/tariffdata/fold"
)

// columns are the names of the columns and the words people head them with,
// folded, in the three languages.
var columns = []struct{ name, words string }{
	{"name", "ad|adi|avtomobil|model|marka|name|car|vehicle|ref|vin|lot|nazvanie|название|автомобиль|модель|марка"},
	{"kind", "nov|novu|kind|type|tip|вид|тип"},
	{"fuel", "yanacaq|muherrik novu|fuel|топливо"},
	{"engineCC", "muherrik|hecm|muherrikin hecmi|hecm sm3|muherrikin hecmi sm3|enginecc|engine|cc|cm3|volume|engine cm3|двигатель|объем|объем двигателя|объем см3|см3"},
	{"produced", "istehsal|istehsal tarixi|buraxilis|buraxilis tarixi|produced|made|production|production date|date of manufacture|дата выпуска|выпуск|произведен|дата производства"},
	{"mileageKm", "yurus|yurus km|mesafe|mileagekm|mileage|km|пробег|пробег км"},
	{"mass", "kutle|kutle kq|ceki|mass|weight|mass kg|масса|масса кг|вес"},
	{"price", "qiymet|qiymeti|price|cost|цена|стоимость"},
	{"currency", "valyuta|currency|валюта"},
	{"freight", "dasinma|nəqliyyat|neqliyyat|dasima|freight|transport|shipping|доставка|перевозка|фрахт"},
	{"insurance", "sigorta|insurance|страховка|страхование"},
	{"fee", "herrac haqqi|auksion|auksion haqqi|elave xerc|fee|auction fee|other|сбор аукциона|аукцион|прочее"},
	{"pieces", "say|sayi|eded|miqdar|pieces|quantity|qty|количество|штук|шт"},
	{"origin", "mense|mense olkesi|olke|origin|country|country of origin|происхождение|страна происхождения|страна"},
	{"from", "gonderilib|gonderen olke|haradan|from|dispatchedfrom|shipped from|dispatched from|отправлено|откуда|страна отправления"},
	{"proof", "sertifikat|mense sertifikati|proof|originproof|certificate|certificate of origin|сертификат|сертификат происхождения"},
	{"date", "tarix|idxal tarixi|date|import date|дата|дата ввоза"},
}

var kinds = []struct{ key, words string }{
	{"car", "minik|minik avtomobili|avtomobil|passenger car|легковой|легковой автомобиль|автомобиль"},
	{"bus", "avtobus|автобус"},
	{"truck", "yuk|yuk avtomobili|lorry|грузовой|грузовик|грузовой автомобиль"},
	{"tractor", "darti|dartici|yedekci|road tractor|тягач|седельный тягач"},
	{"trailer", "qosqu|yarimqosqu|semi trailer|прицеп|полуприцеп"},
	{"motorcycle", "motosiklet|motorbike|мотоцикл"},
	{"quadricycle", "kvadrosikl|quad|atv|квадроцикл"},
	{"yacht", "yaxta|boat|яхта"},
}

var fuels = []struct{ key, words string }{
	{"petrol", "benzin|gasoline|бензин"},
	{"diesel", "dizel|дизель"},
	{"gas", "qaz|cng|lpg|газ"},
	{"hybrid_petrol", "hibrid benzin|benzin hibrid|petrol hybrid|hybrid petrol|бензиновый гибрид|гибрид бензин"},
	{"hybrid_diesel", "hibrid dizel|dizel hibrid|diesel hybrid|hybrid diesel|дизельный гибрид|гибрид дизель"},
	{"electric", "elektrik|elektro|ev|электро|электрический|электромобиль"},
}

// countries are names people give countries that the list of names has not.
var countries = []struct{ key, words string }{
	{"US", "abs|amerika|usa|america|united states|сша|америка"},
	{"KR", "koreya|cenubi koreya|koreya respublikasi|korea|south korea|republic of korea|корея|южная корея|республика корея"},
	{"AE", "bee|dubay|uae|emirates|dubai|оаэ|эмираты|дубай"},
	{"GB", "ingiltere|boyuk britaniya|uk|england|great britain|англия|великобритания"},
	{"RU", "rusiya|russia|россия"},
	{"CN", "cin|cxr|china|китай"},
	{"CZ", "cexiya|czechia|чехия"},
	{"NL", "hollandiya|holland|голландия"},
}

// key finds the key a text means among the keys and their words; "" for none.
func key(text string, list []struct{ key, words string }) string {
	f := fold.String(text)
	for _, x := range list {
		if f == fold.String(x.key) || has(x.words, f) {
			return x.key
		}
	}
	return ""
}

// has reports whether a list of words parted by bars has the folded text. The
// words are folded too, so that they may be written as people write them.
func has(words, folded string) bool {
	for w := range strings.SplitSeq(words, "|") {
		if folded == fold.String(w) {
			return true
		}
	}
	return false
}

// column is the name of the column a head means; "" for one that is not known.
func column(head string) string {
	f := fold.String(head)
	for _, c := range columns {
		if f == fold.String(c.name) || has(c.words, f) {
			return c.name
		}
	}
	return ""
}

func keys(list []struct{ key, words string }) string {
	var out []string
	for _, x := range list {
		out = append(out, x.key)
	}
	return strings.Join(out, ", ")
}

package ratetext_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc/rate"
	"rusum/calc/ratetext"
)

// Each line is a wording and the tree as its code reads it (rate.Encode).
var variants = []struct {
	lang ratetext.Lang
	text string
	want string
}{
	// Case endings of units, with hyphens, apostrophes and neither.
	{"az", "1 kq-na 0,6 ABŞ dolları", "S0.6,USD,1,kg"},
	{"az", "1 kq-ı 0,6 ABŞ dolları", "S0.6,USD,1,kg"},
	{"az", "1 kq’a 0,6 ABŞ dolları", "S0.6,USD,1,kg"},
	{"az", "1 kq'na 0,6 dollar", "S0.6,USD,1,kg"},
	{"az", "1 kq üçün 0,6 USD", "S0.6,USD,1,kg"},
	{"az", "1 kq-2,0 ABŞ dolları", "S2,USD,1,kg"},
	{"az", "hər kq-ına görə 2 ABŞ dolları", "S2,USD,1,kg"},
	{"az", "hər bir kiloqrama 2 avro", "S2,EUR,1,kg"},
	{"az", "kiloqramına 2 €", "S2,EUR,1,kg"},
	{"az", "1 litrinə 0,7 ABŞ dolları", "S0.7,USD,1,l"},
	{"az", "hər litrinə görə 0,7 ABŞ dolları", "S0.7,USD,1,l"},
	{"az", "1 l-nə 0,7 $", "S0.7,USD,1,l"},
	{"az", "HƏR LİTRİNƏ – 4,8 MANAT", "S4.8,AZN,1,l"},
	{"az", "her litrine - 4,8 manat", "S4.8,AZN,1,l"},
	{"az", "hər tonuna 300 ABŞ dolları", "S300,USD,1,t"},
	{"az", "1 tona 300 ABŞ dolları", "S300,USD,1,t"},
	{"az", "1 ton üçün 300 ABŞ dolları", "S300,USD,1,t"},
	{"az", "1000 kq-a 5 ABŞ dolları", "S5,USD,1000,kg"},
	{"az", "1 000 kq-na 5 ABŞ dolları", "S5,USD,1000,kg"},
	{"az", "1000 kq - 500 ABŞ dolları", "S500,USD,1000,kg"},
	{"az", "hər ədədinə 0,3 manat", "S0.3,AZN,1,piece"},
	{"az", "hər ədədi üçün 0,3 manat", "S0.3,AZN,1,piece"},
	{"az", "hər biri üçün 0,3 manat", "S0.3,AZN,1,piece"},
	{"az", "1 ədəd 20 manat", "S20,AZN,1,piece"},
	{"az", "bir ədədinə 20 manat", "S20,AZN,1,piece"},
	{"az", "hər 1000 ədədi üçün 12 manat", "S12,AZN,1000,piece"},
	{"az", "1\u00a0000 ədədinə 12 manat", "S12,AZN,1000,piece"},
	{"az", "1\u202f000 ədədinə 12 manat", "S12,AZN,1000,piece"},
	{"az", "1\u2007000 ədədinə 12 manat", "S12,AZN,1000,piece"},
	{"az", "min ədədinə 12 manat", "S12,AZN,1000,piece"},
	{"az", "1 cütünə 1,25 avro", "S1.25,EUR,1,pair"},
	{"az", "hər cütü üçün 1,25 avro", "S1.25,EUR,1,pair"},
	{"az", "1 m2 üçün 0,38 avro", "S0.38,EUR,1,m2"},
	{"az", "1 m²-nə 0,38 avro", "S0.38,EUR,1,m2"},
	{"az", "hər kvadratmetrinə 0,38 avro", "S0.38,EUR,1,m2"},
	{"az", "1 kubmetri üçün 3 manat", "S3,AZN,1,m3"},
	{"az", "hər qramına 4 manat", "S4,AZN,1,g"},
	{"az", "1 karatı üçün 400 manat", "S400,AZN,1,carat"},
	{"az", "1000 kVt·saat üçün 2 manat", "S2,AZN,1,1000_kwh"},
	{"az", "mühərrikin həcminin hər kubsantimetri üçün 0,70 ABŞ dolları", "S0.7,USD,1,cm3"},
	{"az", "mühərrikin iş həcminin 1 sm3-nə 0,70 ABŞ dolları", "S0.7,USD,1,cm3"},
	{"az", "1 sm³ üçün 1,2 ABŞ dolları", "S1.2,USD,1,cm3"},
	{"az", "hər kub santimetrə görə 1,2 ABŞ dolları", "S1.2,USD,1,cm3"},
	// The amount first.
	{"az", "0,5 ABŞ dolları / 1 kq", "S0.5,USD,1,kg"},
	{"az", "0,5 ABŞ dolları/kq", "S0.5,USD,1,kg"},
	{"az", "2 manat hər litri üçün", "S2,AZN,1,l"},
	{"az", "$0.07/kq", "S0.07,USD,1,kg"},
	// Currencies.
	{"az", "1 kq-na 5 ABŞ dol.", "S5,USD,1,kg"},
	{"az", "1 kq-na 5 US $", "S5,USD,1,kg"},
	{"az", "1 kq-na 5 AZN", "S5,AZN,1,kg"},
	{"az", "1 kq-na 5 ₼", "S5,AZN,1,kg"},
	{"az", "1 kq-na 30 qəpik", "S0.3,AZN,1,kg"},
	{"az", "1 kq-na 5 Rusiya rublu", "S5,RUB,1,kg"},
	{"az", "1 kq-na 5 funt sterlinq", "S5,GBP,1,kg"},
	{"az", "1 kq-na 18 600,50 manat", "S18600.5,AZN,1,kg"},
	{"az", "hər kubsantimetrinə 0, 30 manat [1143]", "S0.3,AZN,1,cm3"},
	{"az", "1 litri üçün 0,7", "S0.7,USD,1,l"}, // the table's head names the currency
	// Percentages.
	{"az", "15%", "P15"}, {"az", "15 %-i", "P15"}, {"az", "5 %-dir", "P5"}, {"az", "15 faiz", "P15"}, {"az", "15 faizi", "P15"}, {"az", "15 faizdir", "P15"},
	{"az", "gömrük dəyərinin 10 faizini təşkil edir", "P10"},
	{"az", "gömrük dəyərinə görə 10 %", "P10"},
	{"az", "idxal gömrük rüsumunun dərəcəsi 15 faiz müəyyən edilib", "P15"},
	{"az", "15 faiz həcmində", "P15"},
	{"az", "0", "F"}, {"az", "0 %", "P0"}, {"az", "azad", "F"}, {"az", "rüsumsuz", "F"}, {"az", "gömrük rüsumundan azaddır", "F"}, {"az", "idxal gömrük rüsumundan azad edilir", "F"},
	// Minimum and maximum.
	{"az", "15 %, lakin 1 litri üçün 0,7 ABŞ dollarından az olmamaqla", "M(P15;S0.7,USD,1,l)"},
	{"az", "15 faiz, lakin 1 litrinə 0,7 dollardan az olmamaq şərti ilə", "M(P15;S0.7,USD,1,l)"},
	{"az", "15 %, amma 1 kq-na 2 manatdan az olmamalıdır", "M(P15;S2,AZN,1,kg)"},
	{"az", "15, lakin hər ədədinə 2 avrodan az olmamaqla", "M(P15;S2,EUR,1,piece)"},
	{"az", "gömrük dəyərinin 15 %-i, lakin 1 kq-na 2 manatdan çox olmamaqla", "N(P15;S2,AZN,1,kg)"},
	{"az", "15 %, 1 kq-na 2 manatdan az olmamaqla", "M(P15;S2,AZN,1,kg)"},
	{"az", "1 kq-na 2 manatdan az olmamaqla, 15 %", "M(P15;S2,AZN,1,kg)"},
	{"az", "10 %, lakin 5 %-dən az olmamaqla", "M(P10;P5)"},
	{"az", "10 % üstəgəl 1 kq-na 0,1 avro", "+(P10;S0.1,EUR,1,kg)"},
	{"az", "10 % + 1 kq-na 0,1 avro", "+(P10;S0.1,EUR,1,kg)"},
	{"az", "10 % və əlavə olaraq 1 kq-na 0,1 avro", "+(P10;S0.1,EUR,1,kg)"},
	{"az", "10 % + 1 kq-na 0,1 avro, lakin 1 kq-na 1 avrodan çox olmamaqla", "N(+(P10;S0.1,EUR,1,kg);S1,EUR,1,kg)"},
	{"az", "15 % (lakin 1 litri 0,7 ABŞ dollarından az olmamaqla)", "M(P15;S0.7,USD,1,l)"},
	{"az", "15 % və ya 1 kq-na 2 manat, hansı çoxdursa", "M(P15;S2,AZN,1,kg)"},
	{"az", "15 faiz, lakin ən azı 1 kq-na 2 manat", "M(P15;S2,AZN,1,kg)"},
	{"az", "gömrük dəyərinin 15 faizi həcmində, lakin 1 kq üçün 2 manatdan aşağı olmayan məbləğdə", "M(P15;S2,AZN,1,kg)"},
	{"ru", "13 % или 0,5 евро за 1 кг (что больше)", "M(P13;S0.5,EUR,1,kg)"},
	{"en", "15 % or 2 EUR / kg, whichever is the higher", "M(P15;S2,EUR,1,kg)"},
	{"az", "2 manat – 1 litr", "S2,AZN,1,l"},
	{"ru", "2 евро - 1 кг", "S2,EUR,1,kg"},
	{"az", "15 %, 31.12.2027-ci il tarixinədək – azad", "D2027-12-31(F;P15)"},
	{"az", "1000 kq/5 ABŞ dolları", "S5,USD,1000,kg"},
	// Dates.
	{"az", "31.12.2024-cü il tarixinədək – 10 %, lakin 1000 kq-a 300 ABŞ dollarından az olmamaqla, sonra 1000 kq-a 15 ABŞ dolları", "D2024-12-31(M(P10;S300,USD,1000,kg);S15,USD,1000,kg)"},
	{"az", "1000 kq üçün 15 ABŞ dolları, 31.12.2024-cü il tarixinədək -10 %, lakin 1000 kq-a 300 ABŞ dollarından az olmamaqla", "D2024-12-31(M(P10;S300,USD,1000,kg);S15,USD,1000,kg)"},
	{"az", "31 dekabr 2023-cü ilədək 5 %", "D2023-12-31(P5)"},
	{"az", "31 dekabr 2023-cü il tarixinə qədər 5 %, bundan sonra 15 %", "D2023-12-31(P5;P15)"},
	{"az", "1 yanvar 2028-ci ilə qədər 5 %", "D2027-12-31(P5)"},
	{"az", "2022-ci il dekabrın 31-dək 0, daha sonra 15", "D2022-12-31(F;P15)"},
	{"az", "2022-ci il dekabrın 31-nə qədər 5 faiz", "D2022-12-31(P5)"},
	{"az", "2028-ci il yanvarın 1-nə qədər 5 faiz", "D2027-12-31(P5)"},
	{"az", "2028-ci il yanvarın 1-dək 5 faiz", "D2028-01-01(P5)"},
	{"az", "2023-cü il 31 dekabr tarixinədək 5 %", "D2023-12-31(P5)"},
	{"az", "2023-cü il dekabr ayının 31-dək 5 %", "D2023-12-31(P5)"},
	{"az", "2019-cu ilin dekabrın 15-nə kimi hər 1 000 ədədinə 100 ABŞ dolları", "D2019-12-15(S100,USD,1000,piece)"},
	{"az", "2025-ci ilin sonunadək gömrük rüsumundan azad edilir", "D2025-12-31(F)"},
	{"az", "01.05.2026-dək azad", "D2026-05-01(F)"},
	// Seasons.
	{"az", "hər il fevral, mart, aprel, may aylarında azad", "E2,3,4,5(F)"},
	{"az", "mart, aprel, may … 0, digər aylarda 15", "E3,4,5(F;P15)"},
	{"az", "hər il mart, aprel və may aylarında gömrük rüsumundan azad edilib, digər aylarda 15 faiz", "E3,4,5(F;P15)"},
	{"az", "oktyabr-mart aylarında 0, qalan aylarda 15 %", "E1,2,3,10,11,12(F;P15)"},
	{"az", "1 yanvar – 30 iyun 30 %, digər vaxt 15 %", "E1,2,3,4,5,6(P30;P15)"},
	{"az", "yanvarın 1-dən iyunun 30-dək 30 %, ilin qalan aylarında 15 %", "E1,2,3,4,5,6(P30;P15)"},
	{"az", "1 yanvardan 1 iyula qədər 30 %", "E1,2,3,4,5,6(P30)"},
	{"az", "sentyabr ayında 1 kq-na 0,3 ABŞ dolları", "E9(S0.3,USD,1,kg)"},
	// Brackets.
	{"az", "600 manat + mühərrikin həcminin 2001- 3000 kubsantimetr hissəsi üçün hər kubsantimetrə görə – 5 manat", "B600,2000(S5,AZN,1,cm3)"},
	{"az", "600 manat + mühərrikin həcminin 2001–3000 sm3 hissəsi üçün hər sm3-ə görə 5 manat", "B600,2000(S5,AZN,1,cm3)"},
	{"az", "18 600 manat + mühərrikin həcminin 5000 kubsantimetrdən artıq hissəsi üçün hər kubsantimetrə görə 80 manat", "B18600,5000(S80,AZN,1,cm3)"},
	// Words broken by extraction.
	{"az", "h ə r litrin ə - 4,8 manat", "S4.8,AZN,1,l"},
	{"az", "h ə r litrin ə gör ə - 4,8 manat", "S4.8,AZN,1,l"},
	{"az", "1 kq-na t ə tbiq olunan 0,6 AB Ş dolları", "S0.6,USD,1,kg"},
	{"az", "h\nə\nr\nl\ni\nt\nr\ni\nn\nə - 4,8 manat", "S4.8,AZN,1,l"},
	{"az", "tarif d ə r ə c ə si 15 faiz", "P15"},
	// Amendments: the new rate.
	{"az", "1000 kq üçün 7 ABŞ dollarından 500 ABŞ dollarına qədər artırılıb", "S500,USD,1000,kg"},
	{"az", "15 faizdən 5 faizə endirilib", "P5"},
	{"az", "0,5 %-dən 5 %-ə qaldırılıb", "P5"},
	{"az", "15 -> 0", "F"},
	{"az", "0 (1000 kg 5 US$ *) -> 0", "F"},
	{"en", "increased from $0.40 to $0.70 per cubic centimeter", "S0.7,USD,1,cm3"},
	{"ru", "с 7 до 500 долларов США за 1000 кг повышена", "S500,USD,1000,kg"},
	{"ru", "повышена с 5 % до 15 %", "P15"},
	// Russian.
	{"ru", "5 процентов", "P5"}, {"ru", "5\u202f%", "P5"}, {"ru", "беспошлинно", "F"},
	{"ru", "5%, но не менее 0.1 евро/кг", "M(P5;S0.1,EUR,1,kg)"},
	{"ru", "10% от таможенной стоимости, но не менее 2 евро за 1 кг", "M(P10;S2,EUR,1,kg)"},
	{"ru", "0,4 доллара США за каждый кубический сантиметр объёма двигателя", "S0.4,USD,1,cm3"},
	{"ru", "2 евро за одну штуку", "S2,EUR,1,piece"}, {"ru", "2 евро за литр", "S2,EUR,1,l"}, {"ru", "140 долл. США за 1 тонну", "S140,USD,1,t"},
	{"ru", "10 плюс 0,1 евро за 1 кг, но не менее 1 евро за 1 кг", "M(+(P10;S0.1,EUR,1,kg);S1,EUR,1,kg)"},
	{"ru", "до 1 января 2028 года 0, затем 5", "D2027-12-31(F;P5)"},
	{"ru", "до 31.12.2024 включительно 5 %, далее 15 %", "D2024-12-31(P5;P15)"},
	{"ru", "в марте, апреле и мае беспошлинно, в остальные месяцы 15 %", "E3,4,5(F;P15)"},
	{"ru", "с 1 января по 30 июня 30 %, в остальное время 15 %", "E1,2,3,4,5,6(P30;P15)"},
	{"ru", "5 %, либо 0,5 евро за 1 кг, в зависимости от того, какая из исчисленных сумм таможенной пошлины выше", "M(P5;S0.5,EUR,1,kg)"},
	{"ru", "600 манатов плюс 5 манатов за 1 см3 объема двигателя свыше 2000 см3", "B600,2000(S5,AZN,1,cm3)"},
	// English: decisions in translation, TARIC, the American schedule.
	{"en", "until 2019-12-15: 15% but not less than 0.7 USD per litre", "D2019-12-15(M(P15;S0.7,USD,1,l))"},
	{"en", "50% but not less than 4000 USD per 1,000 kg", "M(P50;S4000,USD,1000,kg)"},
	{"en", "1000 pcs - 100 USD", "S100,USD,1000,piece"},
	{"en", "0.40 USD/cm3", "S0.4,USD,1,cm3"},
	{"en", "15 per cent ad valorem", "P15"},
	{"en", "30 % (1 Jan-30 Jun), 15 otherwise", "E1,2,3,4,5,6(P30;P15)"},
	{"en", "12.900% + 20.000 EUR / kg", "+(P12.9;S20,EUR,1,kg)"},
	{"en", "1.230 EUR / kg", "S1.23,EUR,1,kg"},
	{"en", "10.00 % MIN 1.60 EUR / 100 kg/net MAX 9.00 EUR / 100 kg/net", "N(M(P10;S1.6,EUR,100,kg);S9,EUR,100,kg)"},
	{"us", "2 1/2%", "P2.5"}, {"us", "12 1/2 %", "P12.5"}, {"us", "½¢/kg", "S0.005,USD,1,kg"}, {"us", "1/2 cent/kg", "S0.005,USD,1,kg"},
	{"us", "51¢ each + 6.25%", "+(S0.51,USD,1,piece;P6.25)"},
	{"us", "$1.50/doz. + 5%", "+(S1.5,USD,1,dozen;P5)"},
	{"us", "13.5 cents/kg + 6.3% + 1.9 cents/article", "+(S0.135,USD,1,kg;P6.3;S0.019,USD,1,piece)"},
	{"az", "1000 kq üçün tarif dərəcəsi 500 ABŞ dollarına çatdırılıb", "S500,USD,1000,kg"},
	{"az", "600 manat + mühərrikin həcminin 2000 kubsantimetrdən 3000 kubsantimetrədək olan hissəsi üçün hər kubsantimetrə görə 5 manat", "B600,2000(S5,AZN,1,cm3)"},
	{"az", "31.12.2027-ci ilədək (daxil olmaqla) 5 %", "D2027-12-31(P5)"},
	{"az", "AZN 5 / kq", "S5,AZN,1,kg"},
	{"az", "0-dan 15-ə qaldırılıb", "P15"},
	{"az", "ən kiçiyi: 15 %; 1 kq-na 2 manat; 1 litrinə 3 manat", "N(P15;S2,AZN,1,kg;S3,AZN,1,l)"},
	{"ru", "либо 5 %, либо 2 евро за 1 кг, в зависимости от того, какая из исчисленных сумм ниже", "N(P5;S2,EUR,1,kg)"},
	{"ru", "15 % до 31.12.2027, затем 5 %", "D2027-12-31(P15;P5)"},
	{"ru", "5 % (по 31.12.2027)", "D2027-12-31(P5)"},
	{"ru", "беспошлинно до 1 января 2028 года (действующая ставка 5 %)", "D2027-12-31(F;P5)"},
	{"en", "free before January 1, 2028, then 5 %", "D2027-12-31(F;P5)"},
	{"en", "up to and including 31 December 2027: 5 %", "D2027-12-31(P5)"},
	{"en", "until 1 January 2028 inclusive 5 %", "D2028-01-01(P5)"},
	{"en", "USD 5 / 100 kg", "S5,USD,100,kg"},
	{"en", "0 in Oct, Nov, Dec, Jan, Feb, Mar", "E1,2,3,10,11,12(F)"},
	{"en", "in March: 5 %, 15 % in other months", "E3(P5;P15)"},
	{"us", "25¢/doz. pr. + 3%", "+(S0.25,USD,12,pair;P3)"},
	{"us", "$2.75/thousand", "S2.75,USD,1000,piece"},
	{"us", "$1,234.50/t", "S1234.5,USD,1,t"},
}

func TestVariants(t *testing.T) {
	for _, v := range variants {
		t.Run(string(v.lang)+" "+v.text, func(t *testing.T) {
			want, err := rate.Decode(v.want)
			require.NoError(t, err)
			c, fault := ratetext.Parse(v.text, ratetext.Options{Lang: v.lang})
			require.Nil(t, fault, "%+v", fault)
			assert.True(t, want.Equal(c.Import), "want %v, got %v", want, c.Import)
		})
	}
}

func TestRefused(t *testing.T) {
	for _, c := range []struct {
		lang  ratetext.Lang
		text  string
		label string
		at    int
	}{
		{"az", "", "empty", 1},
		{"az", "   ", "empty", 1},
		{"az", "15 ABŞ dolları", "missing_per", 1},
		{"az", "31.12.2024-cü il tarixinədək – 10 %, sonra 15 ABŞ dolları", "missing_per", 44},
		{"az", "1 kq-na 15 faiz", "per_kg_percent", 1},
		{"az", "hər litrinə 15 %", "per_kg_percent", 1},
		{"az", "0,4 ilə 1,2 ABŞ dolları arasında", "range_not_a_rate", 1},
		{"az", "hər litrinə 5-10 manat", "range_not_a_rate", 13},
		{"az", "15 % lakin", "unknown_word", 11},
		{"az", "15 % bəlkə", "unknown_word", 6},
		{"az", "1.234 manat/kq", "ambiguous_number", 1},
		{"az", "1 yanvar 2024-cü ildən 31 dekabr 2025-ci ilədək 10 %", "start_date", 1},
		{"az", "15 mart – 30 iyun 30 %", "partial_month", 1},
		{"az", "mart, mart aylarında azad", "month_twice", 7},
		{"az", "5, 1 kq-na 3 avro", "trailing_text", 4},
		{"az", "600 manat + mühərrikin həcminin 2001-3000 kubsantimetr hissəsi üçün hər kubsantimetrə görə 5 avro", "currency_mismatch", 1},
		{"ru", "563С)", "ambiguous_footnote", 1},
		{"ru", "0,12 евро за 1 м263С)", "ambiguous_footnote", 17},
		{"ru", "5, но не более 1 евро за 1 кг", "cap_wording", 7},
		{"ru", "5, либо 3 евро за 1 кг", "missing_choice", 23},
		{"ru", "2 евро за 1 попугая", "unknown_unit", 13},
		{"ru", "от 5 до 15 %", "range_not_a_rate", 1},
		{"ru", "2 евро за 1 100 шт", "ambiguous_number", 11},
		{"en", "100 DEF", "unknown_word", 5},
		{"en", "100 GBP / foobar measurement", "unknown_unit", 11},
		{"en", "10% + Blah duty (reduced)", "unknown_word", 7},
		{"en", "ABC", "unknown_word", 1},
		{"en", "kg", "unknown_word", 1},
		{"en", "1,234 EUR / kg", "ambiguous_number", 1},
		{"en", "0.000% + AC", "agricultural_component", 10},
		{"en", "15 % or 2 EUR / kg", "missing_choice", 19},
		{"us", "8.8¢/kg on copper content + 3.3¢/kg on lead content", "compound_content", 1},
		{"us", "33 1/3%", "trailing_text", 4},
		{"de", "15", "unknown_language", 1},
		{"", "15 попугаев", "unknown_word", 4},
		{"az", "1,000 ədədinə 5 manat", "ambiguous_number", 1},
		{"ru", "5 % (действующая ставка 3 %)", "unknown_word", 6},
		{"az", "15 -> maybe", "unknown_word", 7},
		{"az", "maybe -> 15", "unknown_word", 1},
		{"", "1,500 kg - 5 USD", "ambiguous_number", 1},
		{"en", "5 % but not less than 2 EUR / kg + 3 %", "ambiguous_sum", 5},
		{"az", "5 %, lakin 3 % + 1 kq-na 2 manatdan az olmamaqla", "ambiguous_sum", 4},
		{"ru", "600 манатов + 5 манатов за 1 см3 свыше 2000 кг", "unit_mismatch", 15},
		{"ru", "600 манатов + 5 % свыше 2000 кг", "not_a_rate", 15},
		{"ru", "2 евро за 0 кг", "zero_quantity", 8},
		{"ru", "2 евро за 1 кг объема двигателя", "unknown_unit", 8},
		{"az", "mühərrikin həcminin hər kiloqramına 5 manat", "unknown_unit", 1},
		{"ru", "либо 5 %", "missing_alternative", 9},
		{"az", "ən böyüyü: 15 %", "missing_alternative", 16},
		{"en", strings.Repeat("(", 20) + "5 %" + strings.Repeat(")", 20), "too_deep", 10},
		{"en", strings.Repeat("5 % + ", 200) + "5 %", "too_long", 1001},
		{"en", "10001 %", "not_a_rate", 1},
		{"az", "gömrük dəyərinin 5 manatı", "missing_percent", 26},
		{"ru", "563", "implausible_percent", 1},
		{"az", "2024", "implausible_percent", 1},
		{"us", "0.123456789¢/kg", "number_too_long", 1},
		{"az", "12345678901234567890 %", "number_too_long", 1},
	} {
		t.Run(string(c.lang)+" "+c.text, func(t *testing.T) {
			got, err := ratetext.Parse(c.text, ratetext.Options{Lang: c.lang})
			require.NotNil(t, err, "%v", got.Import)
			assert.Equal(t, c.label, err.Label, "%+v", err)
			assert.Contains(t, ratetext.Labels, err.Label)
			assert.Equal(t, c.at, err.At, "%+v", err)
			assert.Equal(t, ratetext.Cell{}, got)
			u := err.Unresolved()
			assert.Equal(t, rate.Unresolved, u.Op)
			assert.Equal(t, c.label, u.Reason)
		})
	}
}

func TestCells(t *testing.T) {
	export := func(s string) *rate.Rate { r, _ := rate.Decode(s); return &r }
	for _, c := range []struct {
		lang ratetext.Lang
		text string
		want ratetext.Cell
	}{
		{"az", "15 ( 1 kq-2,0 ABŞ dolları*)", ratetext.Cell{Import: rate.OfPercent("15"), Export: export("S2,USD,1,kg")}},
		{"az", "(1 kq-2,0 ABŞ dolları*)", ratetext.Cell{Import: rate.Rate{}, Export: export("S2,USD,1,kg")}},
		{"", "0 (1000 kg 5 US $ *)", ratetext.Cell{Import: rate.Nothing, Export: export("S5,USD,1000,kg")}},
		{"az", "əd 0.5", ratetext.Cell{Import: rate.OfPercent("0.5"), UnitHint: "piece"}},
		{"az", "əd15", ratetext.Cell{Import: rate.OfPercent("15"), UnitHint: "piece"}},
		{"az", "- 15", ratetext.Cell{Import: rate.OfPercent("15")}},
		{"en", "nos. 15", ratetext.Cell{Import: rate.OfPercent("15"), UnitHint: "piece"}},
		{"ru", "1000 шт 5", ratetext.Cell{Import: rate.OfPercent("5"), UnitHint: "1000_piece"}},
		{"ru", "шт10", ratetext.Cell{Import: rate.OfPercent("10"), UnitHint: "piece"}},
		{"ru", "5 63С)", ratetext.Cell{Import: rate.OfPercent("5"), Footnotes: []string{"63C"}}},
		{"ru", "5 %¹", ratetext.Cell{Import: rate.OfPercent("5"), Footnotes: []string{"1"}}},
		{"az", "15*", ratetext.Cell{Import: rate.OfPercent("15"), Footnotes: []string{"*"}}},
		{"az", "1 l üçün 3 manat [1143]", ratetext.Cell{Import: rate.OfSpecific("3", "AZN", "1", "l"), Footnotes: []string{"1143"}}},
		{"ru", "15, но не менее 0,07 евро за 1 л63С)", ratetext.Cell{Import: rate.OfAll(rate.AtLeast, rate.OfPercent("15"), rate.OfSpecific("0.07", "EUR", "1", "l")), Footnotes: []string{"63C"}}},
	} {
		t.Run(string(c.lang)+" "+c.text, func(t *testing.T) {
			got, err := ratetext.Parse(c.text, ratetext.Options{Lang: c.lang})
			require.Nil(t, err, "%+v", err)
			assert.True(t, c.want.Equal(got), "%+v", got)
		})
	}
}

func TestErrorText(t *testing.T) {
	_, err := ratetext.Parse("2 евро за 1 попугая", ratetext.Options{})
	assert.EqualError(t, err, "unknown_unit: a unit of the tariff: попугая")
}

func TestPartsThatNoLanguageCanSay(t *testing.T) {
	thousand := rate.OfSpecific("5", "USD", "1", "1000_piece")
	assert.Equal(t, "1000 ədəd üçün 5 ABŞ dolları", ratetext.Print(thousand, ratetext.AZ))
	assert.Equal(t, "5 USD / 2000 m³", ratetext.Print(rate.OfSpecific("5", "USD", "2", "1000_m3"), ratetext.EN))
	assert.Equal(t, "?", ratetext.Print(rate.Rate{Reason: "unknown_word"}, ratetext.RU))
	assert.Equal(t, "5 %", ratetext.Print(rate.OfPercent("5"), "xx"))
}

// The short way for bare figures reads what the grammar reads.
func TestPlainFigures(t *testing.T) {
	for _, s := range []string{"0", "00", "0.0", "5", "15", "100", "200", "201", "999", "6,5", "12.5", "3,75", "11.25", "1000", "0.525", "5.", ".5", "5,5,5", "5a", "-5"} {
		for _, lang := range append(languages, "") {
			a, err1 := ratetext.Parse(s, ratetext.Options{Lang: lang})
			b, err2 := ratetext.Parse(s+" ", ratetext.Options{Lang: lang})
			assert.True(t, a.Equal(b), "%s %s %v %v", lang, s, a, b)
			assert.Equal(t, err1 == nil, err2 == nil, "%s %s", lang, s)
		}
	}
}

func TestCurrencyOfABareAmount(t *testing.T) {
	c, err := ratetext.Parse("1 kq - 5", ratetext.Options{Currency: "AZN"})
	require.Nil(t, err)
	assert.Equal(t, "AZN", c.Import.Currency)
}

func FuzzParse(f *testing.F) {
	_, langs, texts, _ := readCorpus(f)
	for i := range texts {
		f.Add(texts[i], langs[i])
	}
	for _, v := range variants {
		f.Add(v.text, string(v.lang))
	}
	for _, r := range rows(f, "eaeu-rates.tsv") {
		f.Add(r[1], "ru")
	}
	f.Fuzz(func(t *testing.T, text, lang string) {
		c, err := ratetext.Parse(text, ratetext.Options{Lang: ratetext.Lang(lang)})
		if err != nil {
			require.Contains(t, ratetext.Labels, err.Label)
			require.Positive(t, err.At)
			return
		}
		require.Empty(t, c.Import.Valid())
		if !c.Import.Resolved() {
			require.Equal(t, "export_only", c.Import.Reason)
			require.NotNil(t, c.Export)
			return
		}
		for _, l := range languages {
			s := ratetext.Print(c.Import, l)
			if len([]rune(s)) > 1000 {
				continue // longer than a cell may be
			}
			again, err := ratetext.Parse(s, ratetext.Options{Lang: l})
			require.Nil(t, err, "%q → %s %q: %+v", text, l, s, err)
			require.True(t, c.Import.Equal(again.Import), "%q → %s %q", text, l, s)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	for _, text := range []string{"15", "15, но не менее 0,07 евро за 1 л", "15.12.2019-cu il tarixinədək 15 %, lakin 1 litri 0,7 ABŞ dollarından az olmamaq şərtilə"} {
		for _, lang := range []ratetext.Lang{"", "az"} {
			b.Run(string(lang)+"/"+text, func(b *testing.B) {
				for b.Loop() {
					ratetext.Parse(text, ratetext.Options{Lang: lang})
				}
			})
		}
	}
}

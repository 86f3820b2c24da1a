package render_test

import (
	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/rate"
)

func dec(s string) decimal.NullDecimal { return decimal.NewNullDecimal(num.Must(s)) }

func tree(r rate.Rate) *rate.Rate { return &r }

func args(nameValue ...string) []calc.Arg {
	var a []calc.Arg
	for i := 0; i < len(nameValue); i += 2 {
		a = append(a, calc.Arg{Name: nameValue[i], Value: nameValue[i+1]})
	}
	return a
}

func step(op, result string, a ...string) calc.Step {
	return calc.Step{Op: op, Args: a, Result: result}
}

var (
	taxCode = &calc.Source{Act: "Vergi Məcəlləsi", Article: "162.1, 173.1", URL: "https://example.org/tax"}
	nk500   = &calc.Source{Act: "Nazirlər Kabinetinin 17.11.2017 tarixli 500 nömrəli qərarı", URL: "https://example.org/500"}
	nk168   = &calc.Source{Act: "Nazirlər Kabinetinin 26.04.2016 tarixli 168 nömrəli qərarı", Article: "2.1"}
	eFee    = &calc.Source{Act: "Elektron gömrük xidmətinin haqqı (akt tapılmayıb)"}
	gold    = &calc.Source{Act: "Vergi Məcəlləsi", Article: "188.1.7"}
)

// names is what the tariff and the list of countries would say.
func names(code string) string {
	return map[string]string{"8507600009": "Litium-ion akkumulyatorlar", "GE": "Gürcüstan", "CN": "Çin", "TR": "Türkiyə"}[code]
}

// battery is a settled declaration of one line, with figures of a real one.
func battery() (*calc.Assessment, *calc.Declaration) {
	d := &calc.Declaration{Date: date.Must(2026, 7, 9), Lines: []calc.Line{{Code: "8507600009", Origin: "CN"}}}
	return &calc.Assessment{
		Complete: true, CustomsValue: dec("524543.34"), Total: dec("187897.37"),
		Lines: []calc.LineResult{{
			N: 1, Code: "8507600009", CustomsValue: dec("524543.34"), Unit: []string{"piece"},
			ValueSteps: []calc.Step{step("price", "524543.34", "270021.28", "EUR", "1.9426")},
			Charges: []calc.Charge{
				{Kind: calc.ImportDuty, Status: calc.Applied, Base: dec("524543.34"), Rate: "15 %", RateTree: tree(rate.OfPercent("15")),
					Amount: dec("78681.50"), Confidence: calc.User,
					Steps: []calc.Step{step("percent", "78681.501", "524543.34", "15"), step("round", "78681.50", "78681.501")}},
				{Kind: calc.Excise, Status: calc.NotDue, Amount: dec("0"), Reason: "excise_not_listed", Confidence: calc.Official},
				{Kind: calc.VAT, Status: calc.Applied, Base: dec("603224.84"), Rate: "18 %", RateTree: tree(rate.OfPercent("18")),
					Amount: dec("108580.47"), Confidence: calc.Official, Source: taxCode,
					Steps: []calc.Step{step("base", "603224.84", "524543.34", "78681.50"), step("percent", "108580.4712", "603224.84", "18"),
						step("round", "108580.47", "108580.4712")}},
			},
		}},
		Charges: []calc.Charge{
			{Kind: calc.ClearanceFee, Status: calc.Applied, Base: dec("524543.34"), Amount: dec("600.00"), Confidence: calc.Official, Source: nk168,
				Steps: []calc.Step{step("band", "600.00", "524543.34", "500000", "1000000")}},
			{Kind: calc.EService, Status: calc.Applied, Base: dec("1"), Amount: dec("30.00"), Confidence: calc.Reported, Source: eFee,
				Steps: []calc.Step{step("sheets", "1", "1"), step("per_sheet", "30.00", "1", "30.00")}},
			{Kind: calc.EServiceVAT, Status: calc.Applied, Base: dec("30"), Rate: "18 %", Amount: dec("5.40"), Confidence: calc.Reported, Source: eFee,
				Steps: []calc.Step{step("percent", "5.4", "30.00", "18")}},
		},
		Options: []calc.Option{{Name: "mfn", Total: dec("187897.37"), Chosen: true, Proven: true}},
		FX:      []calc.FXUsed{{Currency: "EUR", Rate: num.Must("1.9426"), Date: date.Must(2026, 7, 9), Source: "user"}},
		Warnings: []calc.Warning{{Code: "code_not_in_nomenclature", Line: 1, Args: args("code", "8507600009", "known", "850760")},
			{Code: "stay_too_long", Args: args("most", "24")}},
		Version: "2026-11-21.1", LawKnownTo: date.Must(2026, 11, 21), FXBulletin: date.Must(2026, 9, 8),
	}, d
}

// open is a declaration in which every status, a hint, a claim, options,
// scenarios and needs occur.
func open() (*calc.Assessment, *calc.Declaration) {
	d := &calc.Declaration{Lines: []calc.Line{{Code: "2208", Description: "Rom, 0,7 l", Origin: "GE"}, {Code: "7108130000", Origin: "TR"}}}
	proof := []calc.Need{{Line: 1, Field: "originProof", Why: "need_origin_proof", Choices: []string{"st1"}}}
	least := rate.OfAll(rate.AtLeast, rate.OfPercent("15"), rate.OfSpecific("0.7", "USD", "1", "l"))
	return &calc.Assessment{
		CustomsValue: dec("2700"), TotalFrom: dec("95.40"),
		Lines: []calc.LineResult{{
			N: 1, Code: "2208", CustomsValue: dec("1700"),
			ValueSteps: []calc.Step{step("price", "1360", "800", "USD", "1.7"), step("delivery", "340", "170", "170"),
				step("share", "340.00", "340", "1360", "1360"), step("value_sum", "1700.00", "1360.00", "340.00")},
			Charges: []calc.Charge{
				{Kind: calc.ImportDuty, Status: calc.Unknown, Reason: "rate_unknown", Hints: []calc.Hint{{Code: "2208", Rate: least,
					Condition: "alcoholic drinks", From: date.Must(2020, 3, 1), Confidence: calc.Reported, Source: *nk500}}},
				{Kind: calc.Excise, Status: calc.NeedsInput, Reason: "excise_variant_open"},
				{Kind: calc.VAT, Status: calc.Unknown, Reason: "base_open", Confidence: calc.Official, Source: taxCode,
					Claims: []calc.Claim{{Article: "164.1.20", Frees: "vat", Source: *taxCode}}},
				{Kind: calc.StateDuty, Status: calc.Possible, Reason: "marks_duty_not_found", Confidence: calc.Official},
			},
		}, {
			N: 2, Code: "7108130000", CustomsValue: dec("1000"),
			Charges: []calc.Charge{
				{Kind: calc.ImportDuty, Status: calc.NotDue, Base: dec("1000"), RateTree: tree(rate.Nothing), Amount: dec("0"), Reason: "free_rate",
					Confidence: calc.Inferred, Source: nk500, Steps: []calc.Step{step("free", "0")}},
				{Kind: calc.Excise, Status: calc.NotDue, Amount: dec("0"), Reason: "excise_exempt",
					ReasonArgs: args("article", "188.1.7", "until", "2026-12-31"), Confidence: calc.Official, Source: gold},
				{Kind: calc.VAT, Status: calc.NotDue, Amount: dec("0"), Reason: "relief", ReasonArgs: args("article", "164.1.20"),
					Confidence: calc.Official, Source: taxCode},
				{Kind: calc.RoadTax, Status: calc.Applied, Base: dec("1000"), RateTree: tree(rate.OfSpecific("0.02", "AZN", "1", "l")),
					Amount: dec("20.00"), Confidence: calc.Official, Steps: []calc.Step{step("specific", "20", "1000", "l", "0.02", "AZN", "1")}},
			},
		}},
		Charges: []calc.Charge{
			{Kind: calc.ClearanceFee, Status: calc.Applied, Base: dec("2700"), Amount: dec("60.00"), Confidence: calc.Official, Source: nk168},
			{Kind: calc.TransitFee, Status: calc.Possible, Amount: dec("30.00"), Reason: "reported_fee", Confidence: calc.Reported},
			{Kind: calc.EService, Status: calc.Applied, Base: dec("2"), Amount: dec("15.40"), Confidence: calc.Reported, Source: eFee},
		},
		Options: []calc.Option{{Name: "mfn", TotalFrom: dec("95.40"), Chosen: true, Proven: true},
			{Name: "fta:GE", TotalFrom: dec("95.40"), Needs: proof, Source: &calc.Source{Act: "Azad ticarət haqqında Saziş, No 300"}}},
		Scenarios: []calc.Scenario{{Duty: "0", TotalFrom: dec("95.40")}, {Duty: "5", TotalFrom: dec("180.40")}, {Duty: "15", Total: dec("1234")}},
		Needs: []calc.Need{{Line: 1, Field: "duty", Why: "need_duty_rate"},
			{Line: 1, Field: "variant", Why: "need_variant", Choices: []string{"rum", "none"}},
			{Line: 1, Field: "quantities.l", Unit: "l", Why: "need_quantity"},
			{Field: "rates.TMT", Why: "need_fx"}},
		Warnings: []calc.Warning{
			{Code: "prohibited", Line: 1, Args: args("what", "ecig")},
			{Code: "fx_older_than_date", Args: args("currency", "USD", "bulletin", "2026-09-08", "date", "2026-11-21")},
			{Code: "excise_rate_may_be_old", Line: 1, Args: args("variant", "rum", "since", "2024-08-23", "maybe", "13.0 AZN / l")},
			{Code: "cost_in_price", Args: args("term", "CIF", "part", "freight")},
			{Code: "relief_not_in_force", Line: 2, Args: args("article", "164.1.41", "from", "2019-01-01", "until", "")},
			{Code: "preference_available", Line: 1, Args: args("country", "GE")},
			{Code: "law_horizon", Args: args("known_to", "2026-11-21")},
		},
		FX: []calc.FXUsed{{Currency: "USD", Rate: num.Must("1.7"), Date: date.Must(2026, 9, 8), Source: "cbar"}},
	}, d
}

// car is a vehicle: engine volume as base, factor of age, fees.
func car() (*calc.Assessment, *calc.Declaration) {
	d := &calc.Declaration{Lines: []calc.Line{{Code: "8703231940", Origin: "DE", Description: "Avtomobil"}}}
	return &calc.Assessment{
		Complete: true, CustomsValue: dec("17000"), Total: dec("9780"),
		Lines: []calc.LineResult{{N: 1, Code: "8703231940", CustomsValue: dec("17000"), Charges: []calc.Charge{
			{Kind: calc.ImportDuty, Status: calc.Applied, Base: dec("2500"), RateTree: tree(rate.OfSpecific("1.2", "USD", "1", "cm3")),
				Amount: dec("5100.00"), Confidence: calc.Reported, Source: nk500,
				Steps: []calc.Step{step("engine", "2500", "2500"), step("specific", "3000", "2500", "cm3", "1.2", "USD", "1"),
					step("convert", "5100", "3000", "USD", "1.7", "AZN")}},
			{Kind: calc.Excise, Status: calc.Applied, Base: dec("2500"), Rate: "600 AZN + 5 AZN / cm3 × 1.5", Amount: dec("4650.00"),
				Confidence: calc.Reported, Source: &calc.Source{Act: "Vergi Məcəlləsi", Article: "190.4.1"},
				Steps: []calc.Step{step("above", "500", "2500", "2000", "cm3"), step("specific", "2500", "500", "cm3", "5", "AZN", "1"),
					step("add", "3100", "600", "2500", "AZN"), step("times", "4650", "3100", "1.5")}},
		}}},
		Charges: []calc.Charge{{Kind: calc.VehicleCertificate, Status: calc.Applied, Rate: "30.00 AZN", Amount: dec("30.00"), Confidence: calc.Reported, Source: nk168}},
	}, d
}

// partial is a temporary import: 15 per cent of the duty for five months.
func partial() (*calc.Assessment, *calc.Declaration) {
	return &calc.Assessment{Complete: true, CustomsValue: dec("170000"), Total: dec("1275"), Lines: []calc.LineResult{{N: 1, Code: "842952",
		Charges: []calc.Charge{{Kind: calc.ImportDuty, Status: calc.Applied, Base: dec("170000"), RateTree: tree(rate.OfPercent("5")), Amount: dec("1275.00"),
			Steps: []calc.Step{step("percent", "8500", "170000", "5"), step("months", "15", "5", "3"), step("partial", "1275", "8500.00", "15")}}}}}}, nil
}

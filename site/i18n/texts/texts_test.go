package texts_test

import (
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/calc/ratetext"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
)

func TestGetFallsBackToAzerbaijani(t *testing.T) {
	assert.Equal(t, i18n.EN, texts.Get(i18n.EN).Lang())
	assert.Equal(t, i18n.AZ, texts.Get("de").Lang())
}

func TestLanguagesHaveTheSameKeysAndArguments(t *testing.T) {
	az := texts.Get(i18n.AZ)
	for _, lang := range []i18n.Lang{i18n.EN, i18n.RU} {
		x := texts.Get(lang)
		require.Equal(t, az.Keys(), x.Keys(), lang)
		for _, k := range az.Keys() {
			assert.Equal(t, names(az, k), names(x, k), "%s: %s", lang, k)
		}
	}
}

// names are the arguments of a text. The raw numbers n0, n1, nresult only
// choose a plural form, which Azerbaijani does not need.
func names(x *i18n.Texts, key string) []string {
	var out []string
	for _, n := range x.Args(key) {
		if strings.HasPrefix(key, "step.") && len(n) > 1 && n[0] == 'n' {
			continue
		}
		out = append(out, n)
	}
	return out
}

func TestFilesHaveTheSameOrder(t *testing.T) {
	for _, file := range texts.Files(i18n.AZ) {
		var first []string
		for _, lang := range i18n.Langs {
			require.Equal(t, texts.Files(i18n.AZ), texts.Files(lang))
			var keys []string
			for _, l := range lines(t, lang, file) {
				if key, _, ok := strings.Cut(l, " = "); ok && !strings.HasPrefix(l, "#") {
					keys = append(keys, key)
				}
			}
			if first == nil {
				first = keys
			}
			require.Equal(t, first, keys, "%s/%s: a reviewer reads the files side by side", lang, file)
		}
	}
}

func lines(t *testing.T, lang i18n.Lang, file string) []string {
	data, err := os.ReadFile(string(lang) + "/" + file)
	require.NoError(t, err)
	return strings.Split(string(data), "\n")
}

func TestBaseIsTheEnginesAndPageIsThePages(t *testing.T) {
	for _, lang := range i18n.Langs {
		for _, l := range lines(t, lang, "base.txt") {
			assert.False(t, strings.HasPrefix(l, "ui."), "%s/base.txt: %s", lang, l)
		}
		for _, l := range lines(t, lang, "page.txt") {
			assert.True(t, l == "" || strings.HasPrefix(l, "ui.") || strings.HasPrefix(l, "#"), "%s/page.txt: %s", lang, l)
		}
	}
}

// engineKeys are the texts the engine's messages need.
func engineKeys() []string {
	var keys []string
	add := func(prefix string, names ...string) {
		for _, n := range names {
			keys = append(keys, prefix+n)
		}
	}
	add("reason.", calc.Reasons...)
	add("why.", calc.Whys...)
	add("warning.", calc.WarningCodes...)
	add("error.", calc.FaultCodes...)
	add("step.", calc.StepOps...)
	for _, k := range calc.Kinds {
		add("kind.", string(k))
	}
	for _, s := range []calc.Status{calc.Applied, calc.NotDue, calc.Possible, calc.NeedsInput, calc.Unknown} {
		add("status.", string(s))
	}
	for _, c := range []calc.Confidence{calc.Official, calc.Reported, calc.Inferred, calc.User} {
		add("confidence.", string(c), string(c)+".long")
	}
	for _, l := range []calc.Layer{calc.LayerOfficial, calc.LayerVerified, calc.LayerReported} {
		add("layer.", string(l))
	}
	add("originProof.", calc.OriginProofs...)
	add("procedure.", strings.Fields("free_circulation temporary_import temporary_import_full_relief inward_processing "+
		"outward_processing_return re_import re_export transit customs_warehouse free_zone end_use destruction export temporary_export temporary_storage warranty_repair_return abandonment")...)
	add("incoterm.", strings.Fields("EXW FCA FAS FOB CFR CIF CPT CIP DAP DPU DDP")...)
	add("variant.", strings.Fields("none beer wine champagne grape_must_other vermouth other_fermented alcohol_under_9 ethyl_alcohol_80 "+
		"ethyl_alcohol_under_80 grape_spirits whisky rum gin vodka liqueur other_spirits energy_drink cigars cigarillos cigarettes "+
		"heated_tobacco smoking_tobacco disposable_ecig ecig_liquid petrol_under_95 petrol_95_98 petrol_98 diesel aviation_fuel special_spirit "+
		"middle_distillate mazut lubricant other_oil natural_gas petroleum_jelly bitumen_coke lpg platinum gold_375 gold_500 gold_585 "+
		"gold_750 gold_958 gold_999 gold_other diamond fur")...)
	add("vehicle.", strings.Fields("car bus truck tractor trailer motorcycle quadricycle yacht")...)
	add("fuel.", strings.Fields("petrol diesel gas hybrid_petrol hybrid_diesel electric")...)
	add("field.", strings.Fields("date fxDate flow procedure months until declarant channel allowanceUsed electronic offHours offSite rates "+
		"delivery incoterm freight insurance other apportion lines code description origin dispatchedFrom tradedFrom originProof price currency "+
		"netMass grossMass quantity alcohol duty dutyScenario relief variant exciseMarksPaid processingCost vehicle vehicle.kind vehicle.fuel "+
		"vehicle.engineCC vehicle.produced vehicle.mileageKm vehicle.seats vehicle.axles vehicle.grossMass stayDays distanceKm dangerous debt due paid")...)
	add("rateerror.", ratetext.Labels...)
	add("rateerror.", "not_understood", "other", "export_only")
	add("relief.", strings.Fields("159.3 164.1.3 164.1.4 164.1.7 164.1.9-1 164.1.10 164.1.11 164.1.15 164.1.16 164.1.19 164.1.19-1 164.1.20 "+
		"164.1.21 164.1.22 164.1.23 164.1.24 164.1.25 164.1.26 164.1.27 164.1.28 164.1.29 164.1.30 164.1.31 164.1.32 164.1.33 164.1.34 164.1.35 "+
		"164.1.38 164.1.39 164.1.40 164.1.41 164.1.41-1 164.1.41-2 164.1.44 164.1.45 164.1.52 164.1.53 164.1.54 164.1.56 164.1.60 164.1.61 164.1.62 "+
		"164.2 224.4 227.2 165.1.1 165.1.2 165.1.3 rarity bus_parts truck_parts ebus_park nakhchivan")...)
	add("", "ban.ecig", "option.mfn", "option.fta")
	return keys
}

func TestEveryMessageOfTheEngineHasAText(t *testing.T) {
	for _, lang := range i18n.Langs {
		for _, k := range engineKeys() {
			assert.True(t, texts.Get(lang).Has(k), "%s: %s", lang, k)
		}
	}
}

// Texts of messages the engine does not have are left over from a change.
func TestNoTextWithoutAMessage(t *testing.T) {
	have := map[string]bool{"error.field": true}
	for _, k := range engineKeys() {
		have[k] = true
	}
	for _, k := range texts.Get(i18n.AZ).Keys() {
		switch group, _, _ := strings.Cut(k, "."); group {
		case "reason", "why", "warning", "error", "rateerror", "step", "kind":
			base := strings.TrimSuffix(strings.TrimSuffix(k, ".one"), ".open")
			assert.True(t, have[base], k)
		}
	}
}

// Keys that the tables of law give to goods, reliefs, bans and procedures.
func TestEveryKeyOfTheLawTablesHasAText(t *testing.T) {
	for _, c := range []struct{ file, column, prefix string }{
		{"excise", "variant", "variant."}, {"road_tax_fuel", "variant", "variant."}, {"reliefs", "key", "relief."}, {"bans", "key", "ban."},
		{"procedures", "key", "procedure."}, {"incoterms", "term", "incoterm."}, {"partners", "proof", "originProof."},
		{"preferences", "name", "option."}, {"allowances", "channel", "channel."}, {"vehicle_fee", "fee", "kind."},
		{"vehicle_excise", "kind", "vehicle."}, {"vehicle_duty", "kind", "vehicle."}, {"known_rates", "layer", "layer."},
		{"vehicle_fee", "reason", "reason."}, {"vehicle_duty", "class", "condition."}, {"vehicle_relief", "key", "relief."},
		{"allowances", "per", "per."}, {"personal_limits", "key", "limit."}, {"personal_limits", "per", "per."}, {"personal_items", "key", "item."},
		{"personal_items", "limit", "limit."}, {"personal_rules", "key", "rule."}, {"hearsay", "key", "hearsay."}, {"readings", "key", "conflict."},
	} {
		for _, v := range column(t, c.file, c.column) {
			assert.True(t, texts.Get(i18n.AZ).Has(c.prefix+v), "%s.csv: %s%s", c.file, c.prefix, v)
		}
	}
}

// Every reading of a rule has words, by key and name.
func TestEveryReadingHasAText(t *testing.T) {
	f, err := os.Open("../../../tariffdata/law/readings.csv")
	require.NoError(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	for _, r := range rows[1:] {
		assert.True(t, texts.Get(i18n.AZ).Has("reading."+r[0]+"."+r[1]), "reading.%s.%s", r[0], r[1])
	}
}

// column lists the different values of a column of a table of law.
func column(t *testing.T, file, name string) []string {
	f, err := os.Open("../../../tariffdata/law/" + file + ".csv")
	require.NoError(t, err)
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	rows, err := r.ReadAll()
	require.NoError(t, err)
	at := slices.Index(rows[0], name)
	require.NotEqual(t, -1, at, "%s.csv: no column %s", file, name)
	var out []string
	for _, row := range rows[1:] {
		if row[at] != "" {
			out = append(out, row[at])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// messageArgs are the arguments the engine gives, from the comments of its lists.
var messageArgs = map[string]string{
	"reason.marks_duty_each":  "amount",
	"warning.due_not_working": "day next", "warning.holidays_not_known": "year", "warning.late_year_days": "days year", "warning.deferral_term": "days from to",
	"warning.deferral_year_days": "days", "warning.discount_rate_may_be_old": "rate known_to", "warning.appeal_term": "days", "warning.term_over": "last day",
	"warning.term_needs_extension": "last extended", "warning.decision_late": "days", "warning.fee_old_report": "year", "warning.marks_rate_fell": "amount",
	"warning.marks_before": "since", "warning.permit_quota": "days", "warning.permit_other_kind": "permit",
	"reason.within_quantity": "quantity limit_key", "reason.rate_assumed": "percent", "warning.no_allowance_for_date": "channel",
	"warning.adults_only": "limit_key", "warning.food_over": "limit_key", "warning.second_phone": "per", "warning.many_identical": "n",
	"warning.must_declare": "rule", "warning.needs_permit": "rule",
	"reason.zero_rate": "article", "reason.relief": "article", "reason.preference": "country", "reason.excise_exempt": "article until",
	"reason.procedure_exempt": "procedure article", "reason.within_allowance": "limit",
	"warning.fx_older_than_date": "currency bulletin date", "warning.fx_newer_than_date": "currency bulletin date",
	"warning.law_horizon": "known_to", "warning.relief_not_in_force": "article from until", "warning.relief_other_goods": "article",
	"warning.relief_unknown": "article", "warning.cost_in_price": "term part", "warning.excise_rate_may_be_old": "variant since maybe",
	"warning.code_not_in_nomenclature": "code known", "warning.user_rate_overrides": "known",
	"warning.preference_available": "country", "warning.code_by_description": "code", "warning.prohibited": "what",
	"warning.tariff_table_user": "name", "warning.allowance_note": "channel per", "warning.stay_too_long": "most", "warning.re_import_term": "years", "warning.vehicle_factor_unnamed": "fuel", "warning.vehicle_factor_mileage": "factor km",
	"warning.vehicle_over_age": "years act", "warning.vehicle_over_age_by_day": "years act produced", "warning.vehicle_euro4": "year country act",
	"warning.vehicle_euro4_market": "year act", "warning.vehicle_relief_ended": "article until", "warning.vehicle_not_made_yet": "produced",
	"error.bad_json": "at want", "error.too_big": "most", "error.too_deep": "most", "error.duplicate_key": "key", "error.unknown_field": "key",
	"error.wrong_type": "want", "error.number_too_large": "most", "error.date_range": "from to", "error.code_length": "digits",
	"error.unknown_choice": "allowed", "error.bad_rate": "label at", "error.too_many_lines": "most", "error.conflict": "with", "error.out_of_range": "from to",
	"error.ambiguous_number": "one other", "error.no_column": "column",
}

func TestMessagesAskOnlyForArgumentsTheEngineGives(t *testing.T) {
	for _, lang := range i18n.Langs {
		x := texts.Get(lang)
		for _, k := range engineKeys() {
			group, _, _ := strings.Cut(k, ".")
			if group != "reason" && group != "warning" && group != "error" && group != "why" {
				continue
			}
			given := strings.Fields(messageArgs[k])
			if group == "error" {
				given = append(given, "value")
			}
			for _, n := range x.Args(k) {
				assert.Contains(t, given, n, "%s: %s", lang, k)
			}
		}
	}
}

// Words that only exist with their diacritics; a text typed on a foreign
// keyboard would lack them.
func TestAzerbaijaniIsSpelledWithItsLetters(t *testing.T) {
	bare := strings.Fields("gomruk gömruk rusum rüsumu̇ deyer deyər dəyer olcu ölcü vahidi̇ meblag məbleg aksız ɵlkə olke mense mənse yigim yıgım " +
		"ucun üçun dereca derece dərəce tarıf vesiqe ixracı̇ bəyanname beyanname sened muddət müddet qiymet esas hesablanir ve ile daxıl malin " +
		"elektronı̇ xidmet sertıfikat Turkiye Azerbaycan muveqqeti ceki çeki nece elave guzest güzest maddesi Vergi̇ Mecellesi")
	x := texts.Get(i18n.AZ)
	for _, k := range x.Keys() {
		for _, w := range strings.FieldsFunc(x.Get(k), func(r rune) bool { return strings.ContainsRune(" .,:;()–“”?!/\n\u00a0", r) }) {
			for _, b := range bare {
				assert.False(t, strings.EqualFold(w, b), "%s: %q in %q", k, w, x.Get(k))
			}
		}
	}
}

// Letters that another keyboard or another language would leave in a text.
func TestNoForeignLetters(t *testing.T) {
	const latin = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	for _, k := range texts.Get(i18n.AZ).Keys() {
		az := texts.Get(i18n.AZ).Get(k)
		for _, r := range az {
			if r >= 'а' && r <= 'я' || r >= 'А' && r <= 'Я' || r == 'Ə' && strings.Contains(az, "DƏƏ") {
				t.Errorf("%s: Cyrillic %q in %q", k, r, az)
			}
		}
		for w := range strings.FieldsSeq(texts.Get(i18n.RU).Get(k)) {
			cyrillic := strings.ContainsFunc(w, func(r rune) bool { return r >= 'А' && r <= 'я' })
			if cyrillic && strings.ContainsAny(w, latin) && !strings.ContainsAny(w, "-{") {
				t.Errorf("%s: mixed alphabets in %q", k, w)
			}
		}
	}
}

func TestTextsAreTidy(t *testing.T) {
	for _, lang := range i18n.Langs {
		for _, file := range texts.Files(lang) {
			for i, l := range lines(t, lang, file) {
				assert.Equal(t, strings.TrimRight(l, " \t\r"), l, "%s/%s, line %d ends with a space", lang, file, i+1)
				assert.NotContains(t, l, "  ", "%s/%s, line %d", lang, file, i+1)
			}
		}
		for _, k := range texts.Get(lang).Keys() {
			s := texts.Get(lang).Get(k)
			for _, p := range []string{"reason.", "warning.", "why.", "error.", "rateerror."} {
				if strings.HasPrefix(k, p) && k != "error.field" {
					assert.True(t, strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "}"), "%s %s is no sentence: %s", lang, k, s)
				}
			}
		}
	}
}

func BenchmarkParse(b *testing.B) {
	data := texts.Source(i18n.AZ)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := i18n.Parse(i18n.AZ, data); err != nil {
			b.Fatal(err)
		}
	}
}

// The browser reads texts when they are asked for; the words are the same.
func TestTextsReadOnDemandAreThoseReadAtOnce(t *testing.T) {
	for _, l := range i18n.Langs {
		whole, lazy := texts.Get(l), i18n.Open(l, texts.Source(l))
		require.Equal(t, whole.Keys(), lazy.Keys(), l)
		for _, k := range whole.Keys() {
			assert.True(t, lazy.Has(k), k)
			for _, n := range []string{"1", "3", "25"} {
				var args []calc.Arg
				for _, a := range whole.Args(k) {
					args = append(args, calc.Arg{Name: a, Value: n})
				}
				assert.Equal(t, whole.Get(k, args...), lazy.Get(k, args...), k)
			}
			assert.Equal(t, whole.Args(k), lazy.Args(k), k)
		}
		assert.False(t, lazy.Has("no such key"))
		assert.Equal(t, "no such key", lazy.Get("no such key"))
		assert.Equal(t, whole.Keys(), lazy.Keys(), "asking adds no keys")
	}
}

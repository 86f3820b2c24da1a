package render_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"rusum/calc"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/site/render"
)

// stepCases have one step of every operation at least.
var stepCases = []struct {
	s      calc.Step
	az, en string
}{
	{step("price", "524543.34", "270021.28", "EUR", "1.9426"), "270.021,28 EUR × 1,9426 = 524.543,34 ₼", "270,021.28 EUR × 1.9426 = ₼524,543.34"},
	{step("price_azn", "100.00", "100"), "Qiymət manatla: 100,00 ₼", "Price in manat: ₼100.00"},
	{step("delivery", "30.00", "10", "20.005"), "Sərhədədək xərclər: 10,00 ₼ + 20,005 ₼ = 30,00 ₼", "Costs to the border: ₼10.00 + ₼20.005 = ₼30.00"},
	{step("delivery", "10.00", "10"), "Sərhədədək xərclər: 10,00 ₼", "Costs to the border: ₼10.00"},
	{step("share", "15.00", "30.00", "500", "1000"), "Bu malın payı: 30,00 ₼ × 500 / 1.000 = 15,00 ₼", "Share of this line: ₼30.00 × 500 / 1,000 = ₼15.00"},
	{step("value_sum", "115.00", "100.00", "15.00"), "Gömrük dəyəri: 100,00 ₼ + 15,00 ₼ = 115,00 ₼", "Customs value: ₼100.00 + ₼15.00 = ₼115.00"},
	{step("excess", "200", "1000", "800"), "Güzəşt həddini aşan hissə: 1.000,00 ₼ − 800,00 ₼ = 200,00 ₼", "Above the duty-free limit: ₼1,000.00 − ₼800.00 = ₼200.00"},
	{step("percent", "1500", "10000", "15"), "10.000,00 ₼ × 15 % = 1.500,00 ₼", "₼10,000.00 × 15% = ₼1,500.00"},
	{step("specific", "70", "100", "l", "0.7", "USD", "1"), "100 l × 0,70 USD / l = 70,00 USD", "100 l × 0.70 USD / l = 70.00 USD"},
	{step("specific", "600", "50000", "piece", "12", "AZN", "1000"), "50.000 ədəd × 12,00 ₼ / 1.000 ədəd = 600,00 ₼", "50,000 pcs × ₼12.00 / 1,000 pcs = ₼600.00"},
	{step("specific", "600", "50", "1000_piece", "12", "AZN", "1"), "50 × 1000 ədəd × 12,00 ₼ / 1000 ədəd = 600,00 ₼", "50 × 1000 pcs × ₼12.00 / 1000 pcs = ₼600.00"},
	{step("above", "500", "2500", "2000", "cm3"), "2.500 sm³, 2.000 sm³ həddini aşan hissə: 500 sm³", "2,500 cm³, the part above 2,000 cm³: 500 cm³"},
	{step("add", "3100", "600", "2500", "AZN"), "600,00 ₼ + 2.500,00 ₼ = 3.100,00 ₼", "₼600.00 + ₼2,500.00 = ₼3,100.00"},
	{step("convert", "119", "70", "USD", "1.7", "AZN"), "70,00 USD × 1,7 = 119,00 ₼", "70.00 USD × 1.7 = ₼119.00"},
	{step("convert", "70", "119", "AZN", "0.5", "USD"), "119,00 ₼ × 0,5 = 70,00 USD", "₼119.00 × 0.5 = 70.00 USD"},
	{step("at_least", "119", "15", "119"), "Ən böyüyü: 15,00 ₼; 119,00 ₼ → 119,00 ₼", "The greatest of ₼15.00; ₼119.00 → ₼119.00"},
	{step("at_most", "15", "15", "119"), "Ən kiçiyi: 15,00 ₼; 119,00 ₼ → 15,00 ₼", "The smallest of ₼15.00; ₼119.00 → ₼15.00"},
	{step("sum", "134", "15", "119"), "15,00 ₼ + 119,00 ₼ = 134,00 ₼", "₼15.00 + ₼119.00 = ₼134.00"},
	{step("free", "0"), "Rüsumdan azad: 0,00 ₼", "Free: ₼0.00"},
	{step("until", "10 %", "2026-12-31"), "31.12.2026 tarixinədək (həmin gün daxil) qüvvədə olan dərəcə: 10 %", "Rate up to 31 Dec 2026 inclusive: 10 %"},
	{step("after", "15 %", "2026-12-31"), "31.12.2026 tarixindən sonra qüvvədə olan dərəcə: 15 %", "Rate after 31 Dec 2026: 15 %"},
	{step("in_season", "0 %", "3"), "Mövsüm dərəcəsi (mart): 0 %", "Seasonal rate (March): 0 %"},
	{step("out_of_season", "15 %", "11"), "Mövsümdən kənar dərəcə (noyabr): 15 %", "Rate outside the season (November): 15 %"},
	{step("unit", "1500", "1.5", "t", "kg"), "1,5 t = 1.500 kq", "1.5 t = 1,500 kg"},
	{step("net_mass", "12.5", "12.5"), "Netto çəki: 12,5 kq", "Net mass: 12.5 kg"},
	{step("pure_alcohol", "40", "100", "40"), "100 l × 40 % = 40 l 100 %-li spirt", "100 l × 40% = 40 l of pure (100 %) alcohol"},
	{step("carats_each", "0.5", "10", "20"), "Bir daşın orta çəkisi: 10 karat / 20 = 0,5 karat", "Weight of one stone: 10 carat / 20 = 0.5 carat"},
	{step("round", "78681.50", "78681.501"), "Qəpiyədək yuvarlaqlaşdırma: 78.681,501 ₼ → 78.681,50 ₼", "Rounded to 0.01: ₼78,681.501 → ₼78,681.50"},
	{step("round", "0.33", "0.33333333333333333333"), "Qəpiyədək yuvarlaqlaşdırma: 0,33333333… ₼ → 0,33 ₼", "Rounded to 0.01: ₼0.33333333… → ₼0.33"},
	{step("base", "115", "100", "15"), "Hesablama bazası: 100,00 ₼ + 15,00 ₼ = 115,00 ₼", "Base: ₼100.00 + ₼15.00 = ₼115.00"},
	{step("base", "100", "100"), "Hesablama bazası: 100,00 ₼", "Base: ₼100.00"},
	{step("band", "120", "25000", "10000", "50000"), "25.000,00 ₼: 10.000,00 ₼ – 50.000,00 ₼ aralığı → 120,00 ₼", "₼25,000.00: band ₼10,000.00 – ₼50,000.00 → ₼120.00"},
	{step("band", "1000", "2000000", "1000000", ""), "2.000.000,00 ₼: 1.000.000,00 ₼ həddini aşan dəyər → 1.000,00 ₼", "₼2,000,000.00: above ₼1,000,000.00 → ₼1,000.00"},
	{step("double", "240", "120"), "120,00 ₼ × 2 = 240,00 ₼", "₼120.00 × 2 = ₼240.00"},
	{step("sheets", "2", "4"), "4 mal → 2 vərəq", "4 lines → 2 sheets"},
	{step("sheets", "1", "1"), "1 mal → 1 vərəq", "1 line → 1 sheet"},
	{step("per_sheet", "60", "2", "30.00"), "2 vərəq × 30,00 ₼ = 60,00 ₼", "2 sheets × ₼30.00 = ₼60.00"},
	{step("months", "15", "5", "3"), "5 ay × 3 % = 15 %", "5 months × 3% = 15%"},
	{step("cap", "100", "108", "100"), "108 %, lakin ən çoxu 100 % → 100 %", "108%, but at most 100% → 100%"},
	{step("partial", "225", "1500", "15"), "1.500,00 ₼ × 15 % = 225,00 ₼", "₼1,500.00 × 15% = ₼225.00"},
	{step("times", "4650", "3100", "1.5"), "3.100,00 ₼ × 1,5 = 4.650,00 ₼", "₼3,100.00 × 1.5 = ₼4,650.00"},
	{step("days", "45", "2026-01-10", "2026-02-24"), "10.01.2026 – 24.02.2026: 45 gün", "10 Jan 2026 – 24 Feb 2026: 45 days"},
	{step("days_cap", "365", "400", "365"), "400 gün, lakin ən çoxu 365 gün → 365", "400 days, but at most 365 → 365"},
	{step("per_day", "450", "10000", "0.1", "45"), "10.000,00 ₼ × 0,1 % × 45 gün = 450,00 ₼", "₼10,000.00 × 0.1% × 45 days = ₼450.00"},
	{step("per_year", "80.13", "10000", "6.5", "45", "365"), "10.000,00 ₼ × 6,5 % × 45 / 365 gün = 80,13 ₼", "₼10,000.00 × 6.5% × 45 / 365 days = ₼80.13"},
	{step("preference", "0", "GE"), "Üstünlük rejimi (GE): 0,00 ₼", "Preference (GE): ₼0.00"},
	{step("minus", "1488.00", "5118.00", "3630.00"), "5.118,00 ₼ − 3.630,00 ₼ = 1.488,00 ₼", "₼5,118.00 − ₼3,630.00 = ₼1,488.00"},
	{step("scenario", "3630.00", "15"), "Rüsum 15 % olsa: 3.630,00 ₼", "With a duty of 15%: ₼3,630.00"},
	{step("stay_band", "80.00", "14", "14"), "14 gün → 80 ABŞ dolları", "14 days → $80"},
	{step("days_each", "17.5", "0.5", "35"), "0,5 × 35 gün = 17,5", "0.5 × 35 days = 17.5"},
	{step("per_km", "165.00", "0.3", "550"), "0,3 × 550 km = 165 ABŞ dolları", "0.3 × 550 km = $165"},
	{step("started_units", "11", "1001", "100", "kg"), "1.001 kq / 100 kq, başlanmışı tam: 11", "1,001 kg in lots of 100 kg, started ones whole: 11"},
	{step("free_quantity", "0.5", "2", "1.5", "l"), "1,5 l pulsuz: 2 l − 1,5 l = 0,5 l", "1.5 l free: 2 l − 1.5 l = 0.5 l"},
	{step("part_value", "17.00", "68.00", "0.5", "2", "l"), "Həddi aşan hissənin dəyəri: 68,00 ₼ × 0,5 l / 2 l = 17,00 ₼", "Value of what is over: ₼68.00 × 0.5 l / 2 l = ₼17.00"},
	{step("phone_band", "50.00", "500", "400", "700", "USD"), "500,00 USD: 400,00 USD – 700,00 USD aralığı → 50,00 ₼", "500.00 USD: band 400.00 USD – 700.00 USD → ₼50.00"},
	{step("phone_band", "100.00", "1500", "1000", "", "USD"), "1.500,00 USD: 1.000,00 USD həddini aşan qiymət → 100,00 ₼", "1,500.00 USD: price over 1,000.00 USD → ₼100.00"},
	{step("engine", "1998", "1998"), "Mühərrikin həcmi: 1.998 sm³", "Engine volume: 1,998 cm³"},
	{step("pieces", "9990", "1998", "5"), "1.998 sm³ × 5 = 9.990 sm³", "1,998 cm³ × 5 = 9,990 cm³"},
}

func TestStep(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range stepCases {
		seen[c.s.Op] = true
		t.Run(c.az, func(t *testing.T) {
			assert.Equal(t, c.az, plain(render.Step(c.s, texts.Get(i18n.AZ))))
			assert.Equal(t, c.en, plain(render.Step(c.s, texts.Get(i18n.EN))))
			ru := render.Step(c.s, texts.Get(i18n.RU))
			assert.NotContains(t, ru, "{")
			assert.NotContains(t, ru, "step.")
		})
	}
	for _, op := range calc.StepOps {
		assert.True(t, seen[op], "no case for step %s", op)
	}
}

func TestStepRussianPlurals(t *testing.T) {
	ru := texts.Get(i18n.RU)
	assert.Equal(t, "21 товар → 8 листов", plain(render.Step(step("sheets", "8", "21"), ru)))
	assert.Equal(t, "4 товара → 2 листа", plain(render.Step(step("sheets", "2", "4"), ru)))
	assert.Equal(t, "10.01.2026 – 31.01.2026: 21 день", plain(render.Step(step("days", "21", "2026-01-10", "2026-01-31"), ru)))
	assert.Equal(t, "3 месяца × 3 % = 9 %", plain(render.Step(step("months", "9", "3", "3"), ru)))
	assert.Equal(t, "10 000,00 ₼ × 15 % = 1 500,00 ₼", plain(render.Step(step("percent", "1500", "10000", "15"), ru)))
}

func TestStepInAnotherCurrency(t *testing.T) {
	assert.Equal(t, "1,200.00 USD × 5% = 60.00 USD", plain(render.StepIn(step("percent", "60", "1200", "5"), texts.Get(i18n.EN), "USD")))
}

// A step the face does not know, or with odd arguments, is shown as it is rather than lost.
func TestStepUnknown(t *testing.T) {
	x := texts.Get(i18n.EN)
	assert.Equal(t, "magic(1, 2) = 3", render.Step(step("magic", "3", "1", "2"), x))
	assert.Equal(t, "abc × 15% = def", render.Step(step("percent", "def", "abc", "15"), x))
	assert.NotPanics(t, func() {
		for _, op := range calc.StepOps {
			render.Step(calc.Step{Op: op}, x)
			render.Step(step(op, "", strings.Split("a,b,c,d,e,f,g", ",")...), x)
		}
	})
}

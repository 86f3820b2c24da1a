package render

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/tariffdata/embedded"
)

func TestEveryConditionOfTheDataIsSaidInEveryLanguage(t *testing.T) {
	table, ok := embedded.Core().Table("known_rates")
	require.True(t, ok)
	for i := range table.Len() {
		if c := table.Get(i, "condition"); c != "" {
			for _, l := range i18n.Langs {
				assert.True(t, texts.Get(l).Has(conditionKey(c)), "%s: %s", l, conditionKey(c))
			}
		}
	}
	assert.Equal(t, "condition.25_150_g_m2_for_masks", conditionKey("25–150 g/m2, for masks"))
	assert.Equal(t, "condition.new", conditionKey("new"))
	w := words{t: texts.Get(i18n.AZ)}
	assert.Equal(t, "ağ sement", w.hint(&calc.Hint{Condition: "white cement"}).Condition)
	assert.Equal(t, "etwas anderes", w.condition("etwas anderes"))
}

// The factors after a rate are counts and multipliers of any length.
func TestRateWithFactorsOfAnyLength(t *testing.T) {
	w := words{t: texts.Get(i18n.AZ)}
	assert.Equal(t, "0,30 ₼ / sm³ × 1,5 × 7", strings.ReplaceAll(w.plainText("0.3 AZN / cm3 × 1.5 × 7"), i18n.NBSP, " "))
	assert.Equal(t, "0,30 ₼ / sm³ × 6,68468468…", strings.ReplaceAll(w.plainText("0.3 AZN / cm3 × 6.68468468468468468468"), i18n.NBSP, " "))
}

package search

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"rusum/tariffdata/fold"
)

func related(lang, a, b string) (ok, clear bool) {
	var x, y stems
	x.of(lang, fold.String(a))
	y.of(lang, fold.String(b))
	return x.shared(&y)
}

func TestFormsOfAWord(t *testing.T) {
	for lang, lines := range map[string]string{
		"az": `köynək köynəyi köynəklər köynəklərin köynəyimiz köynəklərimi köynəkdən köynəyin
			pərdə pərdəsi pərdələrin pərdədən pərdəni
			qarğıdalı qarğıdalının qarğıdalıdan qarğıdalını
			un unu unun undan unundan
			tütün tütünün tütündən tütünlər
			qulaq qulağı qulağın qulaqlar qulaqlarımızdan
			çay çayı çayın çaydan çaylar
			ət əti ətindən ətlər
			maşın maşınlar maşınının maşınlarımız maşınla`,
		"ru": `шина шины шин шинами шинам
			рубашка рубашки рубашек рубашками рубашку
			доска доски досок досками
			огурец огурцы огурцов огурцами
			масло масла масел маслом
			чай чая чаю
			автомобиль автомобили автомобилей автомобилю автомобильный автомобильного
			дверь двери дверей дверью
			стул стулья стульев стульями
			детский детская детские детского детскую
			гвоздь гвозди гвоздей
			яйцо яиц яйца`,
		"en": `shelf shelves
			knife knives
			berry berries
			battery batteries
			box boxes
			tomato tomatoes
			tyre tyres
			knit knitted knitting
			smoke smoked smoking
			brush brushes
			glass glasses
			loaf loaves`,
	} {
		for line := range strings.Lines(lines) {
			words := strings.Fields(line)
			for _, a := range words {
				for _, b := range words {
					ok, _ := related(lang, a, b)
					assert.True(t, ok, "%s: %s %s", lang, a, b)
				}
			}
		}
	}
}

func TestFormsOfOtherWords(t *testing.T) {
	for _, x := range []struct{ lang, a, b string }{
		{"az", "tütün", "tut"}, {"az", "sabun", "sab"}, {"az", "benzin", "benz"},
	} {
		_, clear := related(x.lang, x.a, x.b)
		assert.False(t, clear, "%s %s", x.a, x.b)
	}
	for _, x := range []struct{ lang, a, b string }{
		{"az", "nar", "narıncı"}, {"az", "bal", "balıq"}, {"az", "at", "atelye"},
		{"ru", "стол", "столб"}, {"ru", "мышь", "мышьяк"}, {"ru", "перец", "перчатки"}, {"ru", "клей", "клевер"},
		{"en", "glass", "glaze"}, {"en", "bus", "bush"}, {"en", "car", "card"}, {"en", "tie", "tire"},
	} {
		ok, _ := related(x.lang, x.a, x.b)
		assert.False(t, ok, "%s %s", x.a, x.b)
	}
}

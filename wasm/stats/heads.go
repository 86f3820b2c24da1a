package stats

import (
	"strings"

	"rusum/calc"
	"rusum/tariffdata/fold"
)

// headings are the words by which a column is recognised, folded, in the three
// languages and as programs abbreviate them.
var headings = []struct {
	role  Role
	words string // separated by "|"
}{
	{Number, "beyanname|beyannamenin nomresi|beyanname nomresi|beyanname no|nomre|declaration|declaration number|declaration no|number|no|декларация|номер декларации|номер|дт|номер дт"},
	{Day, "tarix|beyannamenin tarixi|beyanname tarixi|qeydiyyat tarixi|gun|date|declaration date|registration date|дата|дата декларации|дата регистрации|дата дт"},
	{FlowOf, "istiqamet|emeliyyat|rejim|idxal ixrac|flow|direction|import export|regime|направление|режим|импорт экспорт|вид"},
	{Code, "kod|malin kodu|mal kodu|xif mn|xif mn kodu|xif mn uzre kod|code|hs code|hs|commodity code|tariff code|код|код товара|тн вэд|код тн вэд"},
	{Country, "mense|mense olkesi|olke|origin|country of origin|country|происхождение|страна происхождения|страна"},
	{Value, "gomruk deyeri|deyer|customs value|value|таможенная стоимость|стоимость|тс"},
	{Paid, "cemi|cemi odenis|odenisler|odenis|total|total payments|payments|paid|итого|всего|платежи|сумма платежей"},
	{Role(calc.ImportDuty), "import duty|idxal gomruk rusumu|idxal rusumu|rusum|duty|gomruk rusumu|ввозная таможенная пошлина|ввозная пошлина|пошлина|таможенная пошлина|20"},
	{Role(calc.ExportDuty), "export duty|ixrac gomruk rusumu|ixrac rusumu|вывозная таможенная пошлина|вывозная пошлина"},
	{Role(calc.Excise), "excise|aksiz|акциз|30"},
	{Role(calc.VAT), "vat|edv|ндс|32"},
	{Role(calc.RoadTax), "road tax|yol vergisi|дорожный налог"},
	{Role(calc.ClearanceFee), "clearance fee|customs clearance fee|gomruk yigimi|yigim|fee|таможенный сбор|сбор|01|1"},
	{Role(calc.EService), "e service|electronic customs service charge|elektron gomruk xidmeti haqqi|elektron xidmet|плата за электронную таможенную услугу|электронная услуга|75"},
	{Role(calc.EServiceVAT), "e service vat|vat on the electronic service charge|elektron xidmet haqqinin edv si|ндс на плату за электронную услугу|85"},
	{Role(calc.VehicleCertificate), "vehicle certificate|neqliyyat vasitesinin vesiqesi|vesiqe|удостоверение|05|5"},
	{Role(calc.UtilisationFee), "vehicle recycling charge|utilisation fee|utilizasiya haqqi|утилизационный сбор|56"},
	{Role(calc.Expertise), "expertise|ekspertiza haqqi|экспертиза|55"},
	{Role(calc.ConformityCertificate), "conformity certificate|certificate of conformity|uygunluq sertifikati|сертификат соответствия|71"},
}

// RoleOf recognises a heading; "" for one that is not known. The key of a kind
// ("import_duty") or of a role ("customsValue") is recognised as well, and what
// name calls a kind of payment.
func RoleOf(head string, name func(calc.Kind) string) Role {
	for _, r := range Roles {
		if string(r) == head {
			return r
		}
	}
	for _, k := range calc.Kinds {
		if string(k) == head {
			return Role(k)
		}
	}
	h := fold.String(head)
	for _, unit := range []string{" azn", " manat", " man", " манат", " манатов", " ман"} {
		h = strings.TrimSuffix(h, unit)
	}
	if h == "" {
		return ""
	}
	for _, k := range calc.Kinds {
		if fold.String(name(k)) == h {
			return Role(k)
		}
	}
	for i := range headings {
		for w := range strings.SplitSeq(headings[i].words, "|") {
			if w == h || fold.String(w) == h {
				return headings[i].role
			}
		}
	}
	return ""
}

// Columns recognises a row of headings; a role is given to its first column only.
func Columns(head []string, name func(calc.Kind) string) []Role {
	out := make([]Role, len(head))
	for i, h := range head {
		if r := RoleOf(h, name); r != "" && !has(out, r) {
			out[i] = r
		}
	}
	return out
}

var flows = []struct {
	flow  calc.Flow
	words string
}{
	{calc.Import, "import|idxal|импорт|ввоз|im|imp|40"},
	{calc.Export, "export|ixrac|экспорт|вывоз|ex|exp|10"},
}

func parseFlow(s string) (calc.Flow, bool) {
	f := fold.String(s)
	for i := range flows {
		for w := range strings.SplitSeq(flows[i].words, "|") {
			if w == f || fold.String(w) == f {
				return flows[i].flow, true
			}
		}
	}
	return "", false
}

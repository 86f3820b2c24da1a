package outlook

import (
	"slices"
	"strconv"

	"rusum/calc"
	"rusum/calc/date"
)

// maxWait is how many days ahead a change of law or age is looked for.
const maxWait = 3 * 366

// waits is how many days to wait for are offered at most.
const waits = 2

// alternatives are the vehicle with another fuel, from a free-trade partner with
// its certificate, imported on a later day on which the sum changes, and a year
// younger or older.
func (k *looker) alternatives(l *Look) {
	v := k.base.Lines[k.line].Vehicle
	for _, fuel := range Fuels(v.Kind) {
		if v.Fuel == "" || fuel == v.Fuel || v.EngineCC == 0 && v.Fuel == "electric" {
			continue
		}
		k.add(l, "fuel", fuel, func(_ *calc.Declaration, _ *calc.Line, v *calc.Vehicle) { v.Fuel = fuel })
	}
	k.freeTrade(l)
	k.later(l)
	if v.Produced.IsZero() {
		return
	}
	for _, y := range []int{1, -1} {
		made := v.Produced.AddYears(y)
		if y > 0 && made.After(k.base.Date) {
			continue
		}
		kind := map[bool]string{true: "younger", false: "older"}[y > 0]
		k.add(l, kind, "1", func(_ *calc.Declaration, _ *calc.Line, v *calc.Vehicle) { v.Produced = made })
	}
}

// Fuels are the fuels worth asking about for a kind of vehicle; none where no
// payment depends on them.
func Fuels(kind string) []string {
	switch kind {
	case "trailer", "yacht", "tractor":
		return nil
	case "motorcycle", "quadricycle":
		return []string{"petrol", "electric"}
	}
	return calc.VehicleFuels
}

// add computes an alternative and keeps it even when it changes nothing: that,
// too, is an answer.
func (k *looker) add(l *Look, kind, value string, change func(*calc.Declaration, *calc.Line, *calc.Vehicle)) {
	a := k.with(change)
	if a == nil {
		return
	}
	x := Alternative{Kind: kind, Value: value, Total: a.Total, TotalFrom: a.TotalFrom, Banned: Banned(a)}
	x.More, x.Changes = calc.Compare(k.now, a)
	l.Alternatives = append(l.Alternatives, x)
}

// freeTrade is the vehicle from its own origin, if that is a free-trade partner,
// else from the first partner, with the certificate and shipped from there.
func (k *looker) freeTrade(l *Look) {
	line := &k.base.Lines[k.line]
	var partner *calc.PartnerRow
	for i := range k.t.Partners {
		if p := &k.t.Partners[i]; p.Has(k.base.Date) && (partner == nil || p.Country == line.Origin) {
			partner = p
		}
	}
	if partner == nil || partner.Country == line.Origin && line.OriginProof == partner.Proof && line.DispatchedFrom == partner.Country {
		return
	}
	k.add(l, "origin", partner.Country, func(d *calc.Declaration, l *calc.Line, _ *calc.Vehicle) {
		l.Origin, l.DispatchedFrom, l.OriginProof, l.TradedFrom = partner.Country, partner.Country, partner.Proof, ""
		d.DutyOption = ""
	})
}

// later are the next days on which the sum is another one, by the vehicle's age
// or by the law.
func (k *looker) later(l *Look) {
	day := k.base.Date
	// Of ages a day apart, such as 7 completed years and more than 7, the last counts.
	ages := calc.AgeMarks(k.base, k.base.Lines[k.line].Vehicle, k.t)
	days := calc.VehicleLawDays(k.t)
	for i, d := range ages {
		if i+1 == len(ages) || d.DaysUntil(ages[i+1]) > 2 {
			days = append(days, d)
		}
	}
	slices.SortFunc(days, date.Date.Compare)
	last := k.now
	found := 0
	for _, d := range slices.Compact(days) {
		if n := day.DaysUntil(d); n <= 0 || n > maxWait || found == waits {
			continue
		}
		on := d
		a := k.with(func(d *calc.Declaration, _ *calc.Line, _ *calc.Vehicle) { d.Date = on })
		if a == nil || !changed(last, a) {
			continue
		}
		last = a
		found++
		x := Alternative{Kind: "wait", Value: d.String(), Total: a.Total, TotalFrom: a.TotalFrom, Banned: Banned(a)}
		x.More, x.Changes = calc.Compare(k.now, a)
		l.Alternatives = append(l.Alternatives, x)
	}
}

// Years reads the value of an alternative of age.
func (a *Alternative) Years() int {
	n, _ := strconv.Atoi(a.Value)
	return n
}

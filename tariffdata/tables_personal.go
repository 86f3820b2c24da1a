package tariffdata

import "rusum/calc"

// personal fills the tables of what individuals carry and receive.
func (l *loader) personal(t *calc.Tables) {
	p := &t.Personal
	l.each("allowances", func(r row) {
		t.Allowances = append(t.Allowances, calc.AllowanceRow{Basis: r.basis(), Channel: r.text("channel"), Minor: r.text("who") == "minor", Per: r.text("per"),
			Limit: calc.Money{Amount: r.dec("amount"), Currency: r.text("currency")}, Supplement: r.text("pool") == "adult"})
	})
	l.each("personal_limits", func(r row) {
		p.Limits = append(p.Limits, calc.LimitRow{Basis: r.basis(), Key: r.text("key"), Flow: calc.Flow(r.text("flow")), Channels: r.list("channels"),
			Quantity: r.optional("qty"), Unit: r.text("unit"), Per: r.text("per"), AdultsOnly: r.yes("adults_only"), Kind: r.text("kind"),
			Codes: r.list("codes"), Variants: r.list("variants")})
	})
	l.each("personal_items", func(r row) {
		p.Items = append(p.Items, calc.ItemRow{Key: r.text("key"), Code: r.text("code"), Variant: r.text("variant"), Limit: r.text("limit"), Unit: r.text("unit")})
	})
	l.each("personal_rules", func(r row) {
		p.Rules = append(p.Rules, calc.PersonalRuleRow{Basis: r.basis(), Key: r.text("key"), Effect: r.text("effect"), Flow: calc.Flow(r.text("flow")),
			Channels: r.list("channels"), Items: r.list("items"), Codes: r.list("codes"), Over: r.optional("over"), Reach: r.yes("reach"), Currency: r.text("currency")})
	})
	l.each("phone_duty", func(r row) {
		p.PhoneDuty = append(p.PhoneDuty, calc.PhoneDutyRow{Basis: r.basis(), Class: r.text("class"), Over: r.optional("over").Decimal, UpTo: r.optional("up_to"),
			Amount: r.dec("amount"), EachIMEI: r.yes("each_imei")})
	})
	l.each("phone_extra", func(r row) {
		p.PhoneExtra = append(p.PhoneExtra, calc.PhoneExtraRow{Basis: r.basis(), Amount: r.dec("amount"), Charge: r.yes("charge")})
	})
	l.each("personal_duty", func(r row) {
		p.Duty = append(p.Duty, calc.PersonalDutyRow{Basis: r.basis(), Percent: r.dec("percent"), Apply: r.yes("apply")})
	})
	l.each("simplified_fee", func(r row) {
		p.Fees = append(p.Fees, calc.SimplifiedFeeRow{Basis: r.basis(), Over: r.text("scope") == "over", Status: calc.Status(r.text("status"))})
	})
	l.each("hearsay", func(r row) {
		p.Hearsay = append(p.Hearsay, calc.HearsayRow{Basis: r.basis(), Key: r.text("key")})
	})
}

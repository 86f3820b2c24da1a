package calc

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// AllowanceRow is the value of goods that an individual (fiziki şəxs) brings
// without payments: rules of Cabinet decision 305 of 14.10.2013, items 2.1.2
// (carried) and 2.1.4 (post and carriers).
type AllowanceRow struct {
	Basis
	Channel string // carried | post
	Minor   bool   // for a person under 18
	Limit   Money
	Per     string // month | 30_days | crossing
	// Supplement says that a minor has no limit of his own: the amount is added
	// to that of the adult he travels with.
	Supplement bool
}

// PersonalTables is the law on what individuals carry and receive.
type PersonalTables struct {
	Limits     []LimitRow
	Items      []ItemRow
	Rules      []PersonalRuleRow
	PhoneDuty  []PhoneDutyRow
	PhoneExtra []PhoneExtraRow
	Duty       []PersonalDutyRow
	Fees       []SimplifiedFeeRow
	Hearsay    []HearsayRow
}

// Kinds of LimitRow.
const (
	limitExcise = "excise" // outside the value limit; what is over bears all payments (Tax Code 188.1.1)
	limitFood   = "food"   // free beside the value limit; what is over counts as ordinary goods
	limitFree   = "free"   // free without a stated quantity
	limitPhone  = "phone"  // so many pieces enjoy the value limit, any further one bears all payments
)

// LimitRow is a quantity an individual brings or takes without payments.
type LimitRow struct {
	Basis
	Key        string
	Flow       Flow
	Channels   []string
	Quantity   decimal.NullDecimal // invalid: no stated quantity
	Unit       string
	Per        string // month | year | day | crossing
	AdultsOnly bool
	Kind       string
	Codes      []string // prefixes
	Variants   []string // of the excise table
}

// ItemRow is a kind of goods as a person names it: what it stands for in the
// tariff and which quantity it counts against.
type ItemRow struct {
	Key, Code, Variant, Limit, Unit string
}

// PersonalRuleRow is a duty to declare, a permission needed or a ban.
type PersonalRuleRow struct {
	Basis
	Key      string
	Effect   string // declare | papers | permit | ban
	Flow     Flow   // "" for both
	Channels []string
	Items    []string
	Codes    []string
	Over     decimal.NullDecimal // of cash
	Reach    bool                // from the amount itself, not only above it
	Currency string              // of Over: AZN is manat, any other stands for all foreign money
}

// PhoneDutyRow is a band of the state duty (dövlət rüsumu) for entering a
// mobile device into the register: over Over and up to UpTo dollars inclusive.
type PhoneDutyRow struct {
	Basis
	Class    string // listed | basic | unlisted
	Over     decimal.Decimal
	UpTo     decimal.NullDecimal
	Amount   decimal.Decimal
	EachIMEI bool // for every IMEI number; otherwise once a device
}

// PhoneExtraRow is the amount reported for a further device.
type PhoneExtraRow struct {
	Basis
	Amount decimal.Decimal
	Charge bool // switch: false keeps it a possibility
}

// PersonalDutyRow is the rate of duty taken for an individual's goods whose own
// rate is not known.
type PersonalDutyRow struct {
	Basis
	Percent decimal.Decimal
	Apply   bool // switch: false leaves such a rate unknown
}

// SimplifiedFeeRow says what becomes of the clearance fee and the electronic
// service on an individual's goods.
type SimplifiedFeeRow struct {
	Basis
	Over   bool // some of the goods are over the limits
	Status Status
}

// HearsayRow is a figure that people repeat and that is not the law of the period.
type HearsayRow struct {
	Basis
	Key string // message key "hearsay.…"
}

// holds reports whether goods of the code and variant count against the limit:
// by the variant, or by the code where the row names codes.
func (r *LimitRow) holds(code, variant string) bool {
	if variant != "" && slices.Contains(r.Variants, variant) {
		return true
	}
	for _, c := range r.Codes {
		if code != "" && strings.HasPrefix(code, c) {
			// A kind that another row names is not this one's by its code.
			return variant == "" || len(r.Variants) == 0 || variant == VariantNone
		}
	}
	return false
}

func (p *PersonalTables) limitKeys() []string {
	var out []string
	for i := range p.Limits {
		if k := p.Limits[i].Key; !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}

func (p *PersonalTables) itemKeys() []string {
	out := make([]string, len(p.Items))
	for i := range p.Items {
		out[i] = p.Items[i].Key
	}
	return out
}

// Item finds the kind of goods, nil if it is not known.
func (p *PersonalTables) Item(key string) *ItemRow {
	for i := range p.Items {
		if p.Items[i].Key == key {
			return &p.Items[i]
		}
	}
	return nil
}

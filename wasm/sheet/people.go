package sheet

// Kinds of goods a person names, as the items table has them.
var (
	drinks  = []string{"beer", "wine", "champagne", "vermouth", "vodka", "whisky", "cognac", "liqueur", "rum", "gin", "spirits", "energy_drink"}
	packets = []string{"cigarettes", "cigarillos", "cigars", "heated_tobacco"}
	gold    = []string{"gold_375", "gold_500", "gold_585", "gold_750", "gold_958", "gold_999"}

	imported = join([]string{"goods", "phone", "food", "medicine", "personal"}, drinks, packets,
		[]string{"tobacco", "disposable_ecig", "ecig_liquid"}, gold, []string{"diamond", "fur", "drone", "weapon", "fuel"})
	exported = []string{"caviar", "sturgeon"}
)

func join(lists ...[]string) []string {
	var out []string
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}

func in(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// item shows a field for some kinds of goods.
func item(kinds ...string) func(get func(string) string) bool {
	return func(get func(string) string) bool { return in(kinds, get("item")) }
}

// things is the list of goods of a person; its words are those of the sheet.
func things(most int, kinds []string) *Rows {
	charged := join([]string{"goods"}, drinks, packets, gold, []string{"phone", "tobacco", "disposable_ecig", "ecig_liquid", "diamond", "fur", "drone", "food"})
	return &Rows{ID: "goods", Most: most, Fields: []Field{
		{ID: "item", Kind: Choice, Def: kinds[0], Choices: kinds, Words: "item.", Plain: true, Wide: true},
		{ID: "price", Kind: Money},
		{ID: "count", Kind: Whole, Def: "1"},
		{ID: "l", Kind: Number, Show: item(drinks...)},
		{ID: "kg", Kind: Number, Show: item("food", "sturgeon")},
		{ID: "pcs", Kind: Whole, Show: item(packets...)},
		{ID: "g", Kind: Number, Show: item(join(gold, []string{"tobacco", "caviar"})...)},
		{ID: "ml", Kind: Number, Show: item("ecig_liquid")},
		{ID: "ct", Kind: Number, Show: item("diamond")},
		{ID: "name", Kind: Text},
		{ID: "duty", Kind: Text, Show: item(charged...)},
		{ID: "code", Kind: Code, Show: item("goods")},
	}}
}

// Sizes are the fields of a row with the size of one piece.
var Sizes = []string{"l", "kg", "pcs", "g", "ml", "ct"}

// exchange is the part with the person's own exchange rates: an amount of manat
// for one unit of the currency beside it.
func exchange() Part {
	return Part{ID: "rates", Folded: true, Rows: &Rows{ID: "fx", Most: 6, Fields: []Field{{ID: "rate", Kind: Money}}}}
}

// Parcel asks for a parcel from abroad.
var Parcel = Sheet{
	Name:  "parcel",
	Group: "people",
	Nav:   true,
	Words: []string{"people"},
	Parts: []Part{
		{ID: "goods", Rows: things(20, imported)},
		{ID: "parcel", Fields: []Field{
			{ID: "delivery", Kind: Money},
			{ID: "date", Kind: Day, Noted: true},
			{ID: "used", Kind: Money},
			{ID: "phoneUsed", Kind: Flag},
		}},
		exchange(),
	},
}

// Traveller asks what persons who travel together carry.
var Traveller = Sheet{
	Name:  "traveller",
	Group: "people",
	Words: []string{"people"},
	Parts: []Part{
		{ID: "trip", Fields: []Field{
			{ID: "flow", Kind: Choice, Def: "import", Choices: []string{"import", "export"}, Wide: true},
			{ID: "date", Kind: Day, Wide: true, Noted: true},
			{ID: "adults", Kind: Whole, Def: "1"},
			{ID: "minors", Kind: Whole, Def: "0"},
		}},
		{ID: "goods", Rows: things(40, join(imported, exported))},
		{ID: "cash", Folded: true, Fields: []Field{{ID: "manat", Kind: Number}, {ID: "foreign", Kind: Money}}},
		{ID: "earlier", Folded: true, Fields: []Field{
			{ID: "used", Kind: Money},
			{ID: "usedAlcohol", Kind: Number},
			{ID: "usedCigarettes", Kind: Whole},
			{ID: "usedPhone", Kind: Flag},
		}},
		exchange(),
	},
}

// Phone asks for a mobile device to be registered.
var Phone = Sheet{
	Name:  "phone",
	Group: "people",
	Words: []string{"people"},
	Parts: []Part{
		{ID: "device", Fields: []Field{
			{ID: "price", Kind: Money, Show: func(get func(string) string) bool { return get("class") != "unlisted" }},
			{ID: "date", Kind: Day, Noted: true},
			{ID: "class", Kind: Choice, Def: "listed", Choices: []string{"listed", "basic", "unlisted"}, Wide: true},
			{ID: "purpose", Kind: Choice, Def: "personal", Choices: []string{"personal", "sale"}, Wide: true},
			{ID: "imeis", Kind: Choice, Def: "1", Choices: []string{"1", "2"}, Wide: true},
			{ID: "paid", Kind: Flag},
			{ID: "further", Kind: Flag, Show: func(get func(string) string) bool { return get("purpose") == "personal" }},
		}},
		exchange(),
	},
}

package sheet

// All lists the calculators' forms in the order of the home page.
var All = []*Sheet{&Car, &Border, &Parcel, &Traveller, &Phone, &Temporary, &Procedures, &Late, &Security, &Refund, &Storage, &Value, &Compare}

// Get finds a form by the name of its page.
func Get(name string) *Sheet {
	for _, s := range All {
		if s.Name == name {
			return s
		}
	}
	return nil
}

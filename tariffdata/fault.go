package tariffdata

// Fault is something wrong with the data: where it stands and what it is.
type Fault struct{ Where, What string }

// String is one line for a report.
func (f Fault) String() string { return f.Where + ": " + f.What }

package calc

// Fault is a refused input: a stable code, the field, the text that offends
// and what would be right. Faces translate Code with Args.
type Fault struct {
	Code  string
	Field string // "lines[0].price.amount"
	Value string // what was given
	Args  []Arg
}

// Error is an English one-liner for Go programs; people read the face's text.
func (f *Fault) Error() string {
	s := f.Code
	if f.Field != "" {
		s += " at " + f.Field
	}
	if f.Value != "" {
		s += ": " + f.Value
	}
	return s
}

// fault is not inlined: there are hundreds of calls, and the program has to come
// over the wire.
//
//go:noinline
func fault(code, field, value string, args ...string) *Fault {
	return &Fault{Code: code, Field: field, Value: Clip(value), Args: pairs(args)}
}

// pairs builds message arguments from name, value, name, value, …
//
//go:noinline
func pairs(s []string) []Arg {
	var a []Arg
	for i := 0; i+1 < len(s); i += 2 {
		a = append(a, Arg{s[i], s[i+1]})
	}
	return a
}

// Clip keeps an offending text short enough to show: its first 80 characters.
func Clip(s string) string {
	const most = 80
	n := 0
	for i := range s {
		if n == most {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

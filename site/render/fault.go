package render

import (
	"rusum/calc"
	"rusum/site/i18n"
)

// Fault is a refused input as a sentence: the field, what is wrong and what
// would be right.
func Fault(f *calc.Fault, t *i18n.Texts) string {
	w := words{t: t}
	args := append([]calc.Arg{arg("value", f.Value)}, f.Args...)
	s := w.message("error."+f.Code, args)
	if f.Code == "bad_rate" {
		for _, a := range f.Args {
			if a.Name == "label" {
				key := "rateerror." + a.Value
				if !t.Has(key) {
					key = "rateerror.other"
				}
				s += " " + t.Get(key, args...)
			}
		}
	}
	if f.Field == "" {
		return s
	}
	label := w.field(f.Field)
	if n := lineNumber(f.Field); n != "" {
		label = t.Get("line.prefix", arg("n", n), arg("text", label))
	}
	return t.Get("error.field", arg("field", label), arg("text", s))
}

// lineNumber is "1" for "lines[0].price", "" for a field of the declaration.
func lineNumber(field string) string {
	const prefix = "lines["
	if len(field) <= len(prefix) || field[:len(prefix)] != prefix {
		return ""
	}
	n := 0
	for i := len(prefix); i < len(field) && n < 1000; i++ {
		if c := field[i]; c >= '0' && c <= '9' {
			n = n*10 + int(c-'0')
			continue
		}
		break
	}
	return itoa(n + 1)
}

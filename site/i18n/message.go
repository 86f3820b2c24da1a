package i18n

import (
	"errors"
	"strings"

	"rusum/calc"
)

// message is a parsed text: literal parts, arguments and plural choices.
type message []part

type part struct {
	text  string // literal, when name is ""
	name  string // argument
	forms []form // choices by the plural category of the argument; nil for a plain argument
}

type form struct {
	category string
	msg      message
}

var categories = []string{"one", "few", "many", "other"}

func parseMessage(s string) (message, error) {
	m, rest, err := parseParts(s, false)
	if err == nil && rest != "" {
		err = errors.New("} without {")
	}
	return m, err
}

// parseParts reads up to the end of s or, inside a plural, up to the | or }
// that ends the form, which it leaves in rest.
func parseParts(s string, inForm bool) (m message, rest string, err error) {
	stop := "{}"
	if inForm {
		stop = "{}|"
	}
	for s != "" {
		i := strings.IndexAny(s, stop)
		if i < 0 {
			i = len(s)
		}
		if i > 0 {
			m = append(m, part{text: s[:i]})
			s = s[i:]
		}
		if s == "" || s[0] != '{' {
			break
		}
		var p part
		if p, s, err = parseArgument(s[1:]); err != nil {
			return nil, "", err
		}
		m = append(m, p)
	}
	return m, s, nil
}

// parseArgument reads "name}" or "name|one:…|other:…}".
func parseArgument(s string) (p part, rest string, err error) {
	i := strings.IndexAny(s, "{}|")
	if i < 0 || s[i] == '{' {
		return p, "", errors.New("{ without }")
	}
	p.name = s[:i]
	if p.name == "" || strings.Trim(p.name, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
		return p, "", errors.New("bad argument name {" + p.name + "}")
	}
	for s = s[i:]; s != "" && s[0] == '|'; {
		cat, after, ok := strings.Cut(s[1:], ":")
		if !ok || !isCategory(cat) {
			return p, "", errors.New("{" + p.name + "|…}: want one:, few:, many: or other:")
		}
		for _, f := range p.forms {
			if f.category == cat {
				return p, "", errors.New("{" + p.name + "|…}: " + cat + " is there twice")
			}
		}
		f := form{category: cat}
		if f.msg, s, err = parseParts(after, true); err != nil {
			return p, "", err
		}
		p.forms = append(p.forms, f)
	}
	if s == "" || s[0] != '}' {
		return p, "", errors.New("{ without }")
	}
	if p.forms != nil && p.forms[len(p.forms)-1].category != "other" {
		return p, "", errors.New("{" + p.name + "|…} must end with other:")
	}
	return p, s[1:], nil
}

func isCategory(s string) bool {
	for _, c := range categories {
		if s == c {
			return true
		}
	}
	return false
}

func (m message) write(b *strings.Builder, lang Lang, args []calc.Arg) {
	for _, p := range m {
		if p.name == "" {
			b.WriteString(p.text)
			continue
		}
		v, ok := lookup(args, p.name)
		switch {
		case p.forms != nil:
			p.choose(Plural(lang, v)).write(b, lang, args)
		case ok:
			b.WriteString(v)
		default:
			b.WriteString("{" + p.name + "}")
		}
	}
}

// choose returns the form of the category, or that of "other", which is last.
func (p part) choose(category string) message {
	for _, f := range p.forms {
		if f.category == category {
			return f.msg
		}
	}
	return p.forms[len(p.forms)-1].msg
}

func (m message) names(out *[]string) {
	for _, p := range m {
		if p.name != "" {
			*out = append(*out, p.name)
		}
		for _, f := range p.forms {
			f.msg.names(out)
		}
	}
}

func lookup(args []calc.Arg, name string) (string, bool) {
	for _, a := range args {
		if a.Name == name {
			return a.Value, true
		}
	}
	return "", false
}

// Plural is the CLDR plural category of a number written with digits and
// perhaps a point: "one", "few", "many" or "other". Text that is not a number
// is "other".
func Plural(lang Lang, n string) string {
	n = strings.TrimPrefix(n, "-")
	whole, frac, hasFrac := strings.Cut(n, ".")
	if whole == "" || strings.Trim(whole+frac, "0123456789") != "" {
		return "other"
	}
	whole = strings.TrimLeft(whole, "0")
	switch lang {
	case AZ: // one: n = 1
		if whole == "1" && strings.Trim(frac, "0") == "" {
			return "one"
		}
	case EN: // one: i = 1 and v = 0
		if whole == "1" && !hasFrac {
			return "one"
		}
	case RU: // v = 0 and the last digits
		if hasFrac {
			return "other"
		}
		return pluralRU("00" + whole)
	}
	return "other"
}

func pluralRU(digits string) string {
	last, tens := digits[len(digits)-1], digits[len(digits)-2:]
	teen := tens[0] == '1'
	switch {
	case last == '1' && !teen:
		return "one"
	case last >= '2' && last <= '4' && !teen:
		return "few"
	}
	return "many"
}

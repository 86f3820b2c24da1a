package convert

import "unicode/utf8"

// JSON is the report for a program, on one line:
//
//	{"about":{…}, "status":{"rated":13289,…}, "kinds":{…}, "reasons":{…},
//	 "previous":"…", "changes":[{"kind","code","name","old","new"}],
//	 "orphans":[…], "gaps":[…], "fresh":[…],
//	 "problems":[{"line","cell","at","key","text","hint","kept"}], "notes":[…]}
func (p *Report) JSON() string {
	j := &jsonWriter{}
	j.open('{')
	j.key("about")
	j.open('{')
	for i, k := range p.About.Keys {
		j.key(k)
		j.text(p.About.Values[i])
	}
	j.close('}')
	for _, x := range []struct {
		key  string
		list []Count
	}{{"status", p.Status}, {"kinds", p.Kinds}, {"reasons", p.Reasons}} {
		j.key(x.key)
		j.open('{')
		for _, c := range x.list {
			j.key(c.Key)
			j.raw(itoa(c.N))
		}
		j.close('}')
	}
	j.key("previous")
	j.text(p.Previous)
	j.key("changes")
	j.open('[')
	for _, c := range p.Changes {
		j.open('{')
		for _, kv := range [][2]string{{"kind", c.Kind}, {"code", c.Code}, {"name", c.Name}, {"old", c.Old}, {"new", c.New}} {
			j.key(kv[0])
			j.text(kv[1])
		}
		j.close('}')
	}
	j.close(']')
	for _, x := range []struct {
		key  string
		list []string
	}{{"orphans", p.Orphans}, {"gaps", p.Gaps}, {"fresh", p.Fresh}} {
		j.key(x.key)
		j.open('[')
		for _, s := range x.list {
			j.text(s)
		}
		j.close(']')
	}
	j.problems("problems", p.Problems)
	j.problems("notes", p.Notes)
	j.close('}')
	return string(j.b) + "\n"
}

// jsonWriter writes JSON without reflection, for the browser program.
type jsonWriter struct {
	b     []byte
	comma bool // the next value follows another
}

func (j *jsonWriter) sep() {
	if j.comma {
		j.b = append(j.b, ',')
	}
	j.comma = true
}

func (j *jsonWriter) open(c byte) {
	j.sep()
	j.b = append(j.b, c)
	j.comma = false
}

func (j *jsonWriter) close(c byte) {
	j.b = append(j.b, c)
	j.comma = true
}

func (j *jsonWriter) key(k string) {
	j.text(k)
	j.b = append(j.b, ':')
	j.comma = false
}

func (j *jsonWriter) raw(s string) {
	j.sep()
	j.b = append(j.b, s...)
}

func (j *jsonWriter) text(s string) {
	j.sep()
	j.b = append(j.b, '"')
	for _, r := range s { // a byte that is no character becomes U+FFFD
		switch {
		case r == '"' || r == '\\':
			j.b = append(j.b, '\\', byte(r))
		case r < 0x20 || r == 0x2028 || r == 0x2029:
			const hex = "0123456789abcdef"
			j.b = append(j.b, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
		default:
			j.b = utf8.AppendRune(j.b, r)
		}
	}
	j.b = append(j.b, '"')
}

func (j *jsonWriter) problems(key string, list []Problem) {
	j.key(key)
	j.open('[')
	for _, p := range list {
		j.open('{')
		for _, n := range []struct {
			k string
			v int
		}{{"line", p.Line}, {"cell", p.Cell}, {"at", p.At}} {
			j.key(n.k)
			j.raw(itoa(n.v))
		}
		for _, kv := range [][2]string{{"key", p.Key}, {"text", p.Text}, {"hint", p.Hint}} {
			j.key(kv[0])
			j.text(kv[1])
		}
		j.key("kept")
		if p.Kept {
			j.raw("true")
		} else {
			j.raw("false")
		}
		j.close('}')
	}
	j.close(']')
}

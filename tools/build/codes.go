package main

import (
	"bytes"
	"errors"
	"html"
	"html/template"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"rusum/calc"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/site/render"
	"rusum/tariffdata"
	"rusum/tariffdata/browse"
	"rusum/tariffdata/embedded"
	"rusum/wasm/paint"
)

// A page for every chapter and heading, in every language: readable without
// the program and small. They are not part of the offline set; without a network
// the service worker shows the program's page of the code instead.

// codePath is the path of a code's page under the folder of its language.
func codePath(code string) string { return "codes/" + code + "/" }

// isCodePage reports whether a file is the page of a chapter or heading.
func isCodePage(name string) bool {
	dir, file := path.Split(name)
	return file == "index.html" && strings.Contains(dir, "/codes/") && !strings.HasSuffix(dir, "/codes/")
}

// codeRows are the rows that have a page.
func (s *site) codeRows() []int {
	var out []int
	for i := range s.tree.Len() {
		if n := len(s.tree.Code(i)); n == 2 || n == 4 {
			out = append(out, i)
		}
	}
	return out
}

// headingRanges lists the headings for the script of a code's page, which asks
// for the page of a heading only where there is one: "0101-06,0201-10".
func (s *site) headingRanges() string {
	var out []string
	last := ""
	for _, row := range s.codeRows() {
		code := s.tree.Code(row)
		if len(code) != 4 {
			continue
		}
		n, _ := strconv.Atoi(code)
		if before, _ := strconv.Atoi(last); n == before+1 && code[:2] == last[:2] {
			r := out[len(out)-1]
			out[len(out)-1] = r[:5] + code[2:]
		} else {
			out = append(out, code+"-"+code[2:])
		}
		last = code
	}
	return strings.Join(out, ",")
}

// rows is how the static pages paint rows of the nomenclature.
func (s *site) rows(l i18n.Lang, base string) paint.Codes {
	return paint.Codes{Texts: texts.Get(l), Tree: s.tree, Names: embedded.Names(string(l)), AZ: embedded.Names("az"), Base: base, Static: true}
}

// sections is the tree of the page of all codes.
func (s *site) codeSections(l i18n.Lang) template.HTML {
	c := s.rows(l, "../")
	return template.HTML(paint.Sections(&c)) // paint escapes every text it writes
}

func (s *site) addCodePages() error {
	tables, err := s.tables()
	if err != nil {
		return err
	}
	rows := s.codeRows()
	known := make([]*calc.Description, len(rows))
	for k, i := range rows {
		if s.tree.Level(i) != browse.Heading {
			continue
		}
		x, f := calc.Describe(s.tree.Code(i), tables.LawKnownTo, tables)
		if f != nil {
			return errors.New("describing " + s.tree.Code(i) + ": " + f.Code)
		}
		known[k] = x
	}
	for _, l := range i18n.Langs {
		sh, err := s.codeShell(l)
		if err != nil {
			return err
		}
		t, names := texts.Get(l), embedded.Names(string(l))
		country := func(a2 string) string {
			if i, ok := s.core.Country(a2); ok {
				return names.Country(i)
			}
			return ""
		}
		for k, i := range rows {
			code := s.tree.Code(i)
			in := &paint.CodeIn{Codes: s.rows(l, "../../"), Code: code, Row: i}
			for _, other := range i18n.Langs {
				if other != l {
					in.Others = append(in.Others, embedded.Names(string(other)))
				}
			}
			if known[k] != nil {
				in.View = staticView(render.Code(known[k], t, country))
			}
			title, about := s.codeTitle(t, names, i)
			s.files[string(l)+"/"+codePath(code)+"index.html"] = sh.page(code, title, about, paint.Code(in))
		}
	}
	return nil
}

// staticView leaves to the program's page what is the same on every page or
// changes with the day.
func staticView(v *render.CodeView) *render.CodeView {
	v.History = nil
	var topics []render.Topic
	for _, tp := range v.Topics {
		if tp.Key == "duty" || tp.Key == "excise" || tp.Key == "vat" || len(tp.Facts) > 0 {
			topics = append(topics, tp)
		}
	}
	v.Topics = topics
	return v
}

// codeTitle is the title and the description of a page.
func (s *site) codeTitle(t *i18n.Texts, n *tariffdata.Names, row int) (title, about string) {
	code, kind := s.tree.Code(row), string(s.tree.Level(row))
	say := func(key string, most int) string {
		return t.Get("ui.codepage."+kind+"."+key, calc.Arg{Name: "code", Value: render.GroupCode(code)},
			calc.Arg{Name: "name", Value: clip(s.tree.Name(row, n), most)}, calc.Arg{Name: "n", Value: strconv.Itoa(len(s.tree.Children(row)))})
	}
	return say("title", 70), say("description", 90)
}

// clip cuts a text at a word, for places that show no more.
func clip(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	r := []rune(s)[:most]
	cut := string(r)
	if i := strings.LastIndexByte(cut, ' '); i > most/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:(") + "…"
}

// codeShell is a page of the site with places for what differs between codes.
// The template is laid out once a language: four thousand times would take a
// minute.
type codeShell struct{ parts [4][]byte } // before title, description, main and after it

// placeholders that no page holds otherwise.
const (
	anyCode = "0000000000"
	anyMain = "<p>0000000000</p>"
)

func (s *site) codeShell(l i18n.Lang) (*codeShell, error) {
	p := &page{Name: "codes", Lang: l, at: string(l) + "/" + codePath(anyCode)}
	p.Others = s.others(p.at, codePath(anyCode), l)
	if err := s.render(p, "page", "codes", "codepage"); err != nil {
		return nil, err
	}
	b := s.files["codes"]
	delete(s.files, "codes")
	b = bytes.Replace(b, []byte(`aria-current="page"`), []byte(`aria-current="true"`), 1) // below that page
	sh := &codeShell{}
	for i, mark := range [][2]string{{"<title>", "</title>"}, {`<meta name="description" content="`, `">`}, {anyMain, ""}} {
		from := bytes.Index(b, []byte(mark[0]))
		if from < 0 {
			return nil, errors.New("the layout has no " + mark[0])
		}
		if mark[1] != "" {
			from += len(mark[0])
		}
		sh.parts[i] = b[:from]
		if mark[1] != "" {
			b = b[from+bytes.Index(b[from:], []byte(mark[1])):]
		} else {
			b = b[from+len(mark[0]):]
		}
	}
	sh.parts[3] = b
	return sh, nil
}

func (sh *codeShell) page(code, title, about, main string) []byte {
	var b bytes.Buffer
	fill := func(part []byte) { b.Write(bytes.ReplaceAll(part, []byte(anyCode), []byte(code))) }
	fill(sh.parts[0])
	b.WriteString(html.EscapeString(title))
	b.WriteString(" · " + brand)
	fill(sh.parts[1])
	b.WriteString(html.EscapeString(about))
	fill(sh.parts[2])
	b.WriteString(main)
	fill(sh.parts[3])
	return b.Bytes()
}

// brand is the same in every language.
var brand = texts.Get(i18n.AZ).Get("ui.brand")

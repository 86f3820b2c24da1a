package tablefile

import (
	"encoding/json"
	"io"
	"strings"

	"rusum/tariffdata/convert"
)

// looksLikeJSON tells a tree in JSON from a text that begins with a bracket,
// "[12] …".
func looksLikeJSON(s string) bool {
	s = skipSpace(s[1:])
	return s != "" && (s[0] == '{' || s[0] == '[')
}

// maxLevels is how deep a tree may grow; the tariff has about ten levels.
const maxLevels = 40

// readJSON reads the tree of goods that the customs service's program sends:
// objects {Code, NameAz, NameEn, NameRu, ChildGoods[]}, the children inside
// their parent, alone, in a list or inside an envelope. It has names and no
// rates.
func readJSON(s string, o Options) (*Table, *Error) {
	t := &tree{d: json.NewDecoder(strings.NewReader(s)), o: o}
	t.d.UseNumber()
	t.out.grid = append(t.out.grid, convert.Record{Line: 1, Cells: []string{"code", "name", "level"}})
	if err := t.value(0, 0, &t.out); err != nil {
		return nil, err
	}
	if _, err := t.d.Token(); err != io.EOF {
		return nil, &Error{Code: "damaged", Hint: "something follows the end of the tree"}
	}
	if t.nodes == 0 {
		return nil, &Error{Code: "no_table", Hint: `a tree of {"Code", "NameAz", "ChildGoods"}`}
	}
	for i := range t.out.grid {
		t.out.grid[i].Line = i + 1 // goods in the order of the tree
	}
	return &Table{Grid: t.out.grid, Format: JSON}, nil
}

type tree struct {
	d     *json.Decoder
	o     Options
	out   collector
	nodes int
}

func (t *tree) wrong(err error) *Error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return &Error{Code: "damaged", Hint: "the tree ends in the middle: the file is truncated"}
	}
	return &Error{Code: "damaged", Hint: err.Error()}
}

// value reads any value; goods found in it are added to out at the level.
func (t *tree) value(depth, level int, out *collector) *Error {
	tok, err := t.d.Token()
	if err != nil {
		return t.wrong(err)
	}
	d, nested := tok.(json.Delim)
	if !nested {
		return nil
	}
	if depth == maxLevels {
		return &Error{Code: "too_deep", Hint: "a tree of more than 40 levels"}
	}
	if d == '[' {
		for t.d.More() {
			if err := t.value(depth+1, level, out); err != nil {
				return err
			}
		}
		_, err := t.d.Token()
		if err != nil {
			return t.wrong(err)
		}
		return nil
	}
	return t.object(depth, level, out)
}

// object reads an object. Its children may stand before its own code, so they
// are kept until it ends.
func (t *tree) object(depth, level int, out *collector) *Error {
	var code string
	names := map[string]string{}
	var inner collector
	for t.d.More() {
		tok, err := t.d.Token()
		if err != nil {
			return t.wrong(err)
		}
		key, _ := tok.(string)
		switch key = strings.ToLower(key); key {
		case "code", "nameaz", "nameen", "nameru":
			s, err := t.text(depth)
			if err != nil {
				return err
			}
			if key == "code" {
				code = s
			} else {
				names[key[4:]] = s
			}
		case "childgoods":
			if err := t.value(depth+1, level+1, &inner); err != nil {
				return err
			}
		default:
			if err := t.value(depth+1, level, &inner); err != nil {
				return err
			}
		}
	}
	if _, err := t.d.Token(); err != nil {
		return t.wrong(err)
	}
	if name := t.name(names); name != "" { // an envelope may have a code of its own
		if t.nodes++; t.nodes > maxRows {
			return &Error{Code: "too_many_cells", Hint: "at most 200,000 goods are read"}
		}
		shown := level
		if len(strings.TrimSpace(code)) <= 4 && code != "" {
			shown = 0 // chapters and headings carry no dashes
		}
		shown = min(max(shown-1, 0), 9)
		if err := out.add(convert.Record{Cells: []string{code, name, string(rune('0' + shown))}}); err != nil {
			return err
		}
	}
	for _, r := range inner.grid {
		if err := out.add(r); err != nil {
			return err
		}
	}
	return nil
}

// text reads a value that must be a text or a number. A code that is a number
// has lost its leading zero, which package convert restores.
func (t *tree) text(depth int) (string, *Error) {
	tok, err := t.d.Token()
	if err != nil {
		return "", t.wrong(err)
	}
	switch v := tok.(type) {
	case string:
		return clip(v), nil
	case json.Number:
		return v.String(), nil
	case nil:
		return "", nil
	}
	return "", &Error{Code: "damaged", Hint: "a code or a name is not a text"}
}

func (t *tree) name(names map[string]string) string {
	for _, lang := range []string{t.o.Lang, "az", "ru", "en"} {
		if s := names[lang]; s != "" {
			return s
		}
	}
	return ""
}

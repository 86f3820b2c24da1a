package paint

import (
	"rusum/site/i18n"
	"rusum/site/render"
	"rusum/tariffdata"
	"rusum/tariffdata/browse"
)

// Codes is what rows of the nomenclature are painted with.
type Codes struct {
	Texts *i18n.Texts
	Tree  *browse.Tree
	Names *tariffdata.Names // of the page's language
	AZ    *tariffdata.Names // the tariff's own language, for lines that have a label in no other; may be nil
	Base  string            // way from the page to the folder of its language: "../"
	// Static pages link to each other; the program's page links to itself, so
	// that every row is there without a network.
	Static bool
	Pick   bool // a code is chosen for the form that asked for one
}

// page of a code: the static page of a chapter or heading with the row's place
// on it, or the program's page.
func (c *Codes) page(code string) string {
	if c.Static && c.Tree != nil {
		switch {
		case len(code) == 2, len(code) == 4:
			return c.Base + "codes/" + code + "/"
		case len(code) > 4:
			return c.Base + "code/#" + code
		}
	}
	if c.Pick {
		code += pickMark
	}
	return c.Base + "code/#" + code
}

// Page is the address of the page of a code.
func (c *Codes) Page(code string) string { return c.page(code) }

// pickMark ends an address whose code is meant for the form that asked for one.
const pickMark = "&pick"

// form is the address of the goods calculator with the code filled in.
func (c *Codes) form(code string) string {
	if c.Pick {
		return c.Base + "goods/#pick=" + code
	}
	return c.Base + "goods/#1.code=" + code
}

// Sections are the sections with their chapters, folded.
func Sections(c *Codes) string {
	p := &page{t: c.Texts}
	for _, s := range c.Tree.Sections() {
		p.raw(`<details class="section"`).attr("id", s.Number).raw(`><summary><h2><span class="code">`).text(s.Number).raw(`</span> `).say("section."+s.Number).
			raw(`</h2><span class="count">`).say("ui.codes.chapters", "n", itoa(len(s.Chapters))).raw(`</span></summary>`)
		var nodes []browse.Node
		for _, r := range s.Chapters {
			nodes = append(nodes, browse.Node{Row: r})
		}
		p.raw(`<ul class="rows">`)
		p.branch(c, nodes, "")
		p.raw(`</ul></details>`)
	}
	return p.String()
}

// Branch are rows of the tree, folded; key is that of the row above them.
func Branch(c *Codes, nodes []browse.Node, key string) string {
	p := &page{t: c.Texts}
	p.branch(c, nodes, key)
	return p.String()
}

// NodeKey names a node of the tree: a row by its code, a group by the first
// code in it, one letter for each group around that code.
func NodeKey(c *Codes, n *browse.Node) string {
	key := ""
	for n.Row < 0 {
		key += "g"
		n = &n.Nodes[0]
	}
	return key + c.Tree.Code(n.Row)
}

func (p *page) branch(c *Codes, nodes []browse.Node, above string) {
	for i := range nodes {
		n := &nodes[i]
		key := NodeKey(c, n)
		has := n.Row < 0 || c.Tree.HasBelow(n.Row)
		p.raw(`<li><div class="row-code">`)
		if has {
			p.raw(`<button type="button" class="twist" aria-expanded="false"`).attr("aria-controls", "in-"+key).attr("aria-labelledby", "n-"+key).attr("data-twist", key).raw(`></button>`)
		}
		p.node(c, n, "n-"+key)
		p.raw(`</div>`)
		if has {
			p.raw(`<ul class="rows"`).attr("id", "in-"+key).raw(` hidden></ul>`)
		}
		p.raw(`</li>`)
	}
}

// node is the name of a row with its links, or of a group.
func (p *page) node(c *Codes, n *browse.Node, id string) {
	if n.Row < 0 {
		p.raw(`<span class="name group"`)
		if id != "" {
			p.attr("id", id).raw(` tabindex="-1"`)
		}
		p.raw(`>`).text(n.Name).raw(`</span>`)
		return
	}
	code := c.Tree.Code(n.Row)
	p.raw(`<a class="name"`)
	if id != "" {
		p.attr("id", id)
	}
	p.attr("href", c.page(code)).raw(`><b class="code">`).text(render.GroupCode(code)).raw(`</b> `)
	p.label(c, n.Row)
	p.raw(`</a><span class="row-end">`)
	p.amount(c, n.Row)
	if len(code) >= 4 {
		p.goForm(c, code)
	}
	p.raw(`</span>`)
}

// label is the row's own label. Tariff lines have one in Azerbaijani only: that
// of the row above would say nothing of them.
func (p *page) label(c *Codes, row int) {
	if c.AZ != nil && c.AZ != c.Names && !c.Tree.Labelled(row, c.Names) && c.Tree.Labelled(row, c.AZ) {
		p.raw(`<span lang="az">`).text(c.Tree.Name(row, c.AZ)).raw(`</span>`)
		return
	}
	p.text(c.Tree.Name(row, c.Names))
}

// goForm is the link that carries a code into the calculator.
func (p *page) goForm(c *Codes, code string) {
	key := "ui.codes.go"
	if c.Pick {
		key = "ui.codes.take"
	}
	p.raw(`<a class="go"`).attr("href", c.form(code)).raw(`>`).say(key).raw(`<span class="sr"> `).text(render.GroupCode(code)).raw(`</span></a>`)
}

// amount says how much is below a row, or its unit where nothing is.
func (p *page) amount(c *Codes, row int) {
	if !c.Tree.HasBelow(row) {
		if c.Tree.Level(row) == browse.Heading || c.Tree.Level(row) == browse.Chapter {
			return
		}
		for i, u := range c.Tree.Units(row) {
			if i == 0 {
				p.raw(`<span class="count">`)
			} else {
				p.raw(`, `)
			}
			p.text(c.Texts.Unit(u))
		}
		if len(c.Tree.Units(row)) > 0 {
			p.raw(`</span>`)
		}
		return
	}
	n, key := c.Tree.Leaves(row), "ui.codes.below"
	if c.Tree.Level(row) == browse.Chapter {
		n, key = len(c.Tree.Children(row)), "ui.codes.headings"
	}
	p.raw(`<span class="count">`).say(key, "n", itoa(n)).raw(`</span>`)
}

// contents are the rows below a row, all unfolded; of a chapter its headings only.
func (p *page) contents(c *Codes, row int) {
	p.raw(`<ul class="rows whole">`)
	p.unfolded(c, c.Tree.Branch(row, c.Names), c.Tree.Level(row) == browse.Chapter)
	p.raw(`</ul>`)
}

func (p *page) unfolded(c *Codes, nodes []browse.Node, flat bool) {
	for i := range nodes {
		n := &nodes[i]
		p.raw(`<li`)
		if n.Row >= 0 {
			p.attr("id", c.Tree.Code(n.Row))
		}
		p.raw(`><div class="row-code">`)
		p.node(c, n, "")
		p.raw(`</div>`)
		below := n.Nodes
		if n.Row >= 0 && !flat {
			below = c.Tree.Branch(n.Row, c.Names)
		}
		if len(below) > 0 {
			p.raw(`<ul class="rows">`)
			p.unfolded(c, below, flat)
			p.raw(`</ul>`)
		}
		p.raw(`</li>`)
	}
}

//go:build js && wasm

package main

import (
	"strings"
	"syscall/js"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/num"
	"rusum/site/render"
	"rusum/wasm/field"
	"rusum/wasm/journal"
	"rusum/wasm/paint"
)

// calculation is what a page has computed, as the journal keeps it.
type calculation struct {
	page, link  string // the form, without what it came to
	version     string
	title       string // a name for it
	total       decimal.NullDecimal
	declaration *calc.Declaration // nil for calculations that are no declaration's
	assessment  *calc.Assessment
	json        func() string           // a document of the answer's own
	text        func(url string) string // a message of the answer's own
}

// calculating is a page whose calculation can be kept and handed over.
type calculating interface {
	talker
	calculation() (c calculation, ok bool)
	say(n paint.Notice)
	names() func(code string) string
}

// keeper is the small form under an answer that saves it to the journal.
type keeper struct {
	page  calculating
	els   *elements
	node  js.Value // stays while the answer around it is painted anew
	entry string   // id of the entry the calculation was opened from, "" for none
	state paint.Keep
}

func newKeeper(page calculating, els *elements) *keeper {
	k := &keeper{page: page, els: els, node: document.Call("createElement", "div")}
	k.node.Set("id", "keep")
	on(k.node, "submit", false, func(ev js.Value) {
		ev.Call("preventDefault")
		k.save(k.entry)
	})
	return k
}

// attach puts the form under the buttons of the answer, which were painted.
func (k *keeper) attach() {
	if place := byID("keep-place"); place.Truthy() && !place.Call("contains", k.node).Bool() {
		place.Call("append", k.node)
	}
}

// entryPrefix in an address names the entry of the journal it was opened from.
const entryPrefix = "entry="

// openedLink is the form in the address, and the entry it belongs to.
func openedLink() (link, entry string) {
	hash := strings.TrimPrefix(window.Get("location").Get("hash").String(), "#")
	if rest, ok := strings.CutPrefix(hash, entryPrefix); ok {
		entry, link, _ = strings.Cut(rest, "&")
		return link, entry
	}
	return hash, ""
}

// act carries out the buttons of keeping and handing over; false if it is another's.
func (k *keeper) act(act, value string) bool {
	switch act {
	case "save":
		k.open()
	case "keep-new":
		k.save("")
	case "keep-close":
		k.close()
		if b := document.Call("querySelector", `#out [data-act="save"]`); b.Truthy() {
			b.Call("focus")
		}
	case "keep-tag":
		in := byID("keep-tags")
		tags := journal.CleanTags(in.Get("value").String() + "," + value)
		in.Set("value", strings.Join(tags, ", "))
		in.Call("focus")
	case "text":
		k.copyText()
	case "share":
		k.share()
	case "json":
		k.json()
	case "compare":
		if c, ok := k.page.calculation(); ok {
			var b strings.Builder
			field.Pair(&b, "base", c.link)
			window.Get("location").Set("href", "../compare/#"+b.String())
		}
	default:
		return false
	}
	return true
}

func (k *keeper) close() { host.Call("setHTML", k.node, "") }

func (k *keeper) paint() {
	host.Call("setHTML", k.node, paint.KeepForm(k.page.words(), k.state))
	k.attach()
}

// open shows the form with a name ready, and the tags used before.
func (k *keeper) open() {
	c, ok := k.page.calculation()
	if !ok {
		return
	}
	k.state = paint.Keep{Name: c.title}
	go func() {
		content, err := ownJournal.Load()
		if err != nil {
			k.state.Fault = storageWords(k.page.get, err)
			content = &journal.Contents{}
		}
		for i, t := range journal.Tags(content.Entries) {
			if i < 8 {
				k.state.Known = append(k.state.Known, t.Tag)
			}
		}
		if e := journal.Find(content.Entries, k.entry); e != nil {
			k.state.Entry, k.state.Name, k.state.Tags = e.Name, e.Name, e.Tags
		} else {
			k.entry = ""
		}
		k.paint()
		in := byID("keep-name")
		in.Call("focus")
		in.Call("select")
		k.node.Call("scrollIntoView", map[string]any{"block": "nearest"})
	}()
}

// save keeps the calculation, as a new entry or in the place of one.
func (k *keeper) save(id string) {
	c, ok := k.page.calculation()
	if !ok {
		k.close()
		return
	}
	name := journal.CleanName(byID("keep-name").Get("value").String())
	if name == "" {
		name = journal.CleanName(c.title)
	}
	k.state.Name, k.state.Tags, k.state.Fault = name, journal.CleanTags(byID("keep-tags").Get("value").String()), ""
	e := c.entry()
	e.Name, e.Tags = k.state.Name, k.state.Tags
	if len(e.Link) > journal.MostLink {
		k.state.Fault = k.page.get("ui.keep.large")
		k.paint()
		return
	}
	go func() {
		found := false
		var err error
		if id != "" {
			found, err = ownJournal.Change(id, e.Saved, func(old *journal.Entry) {
				saved := old.Saved
				*old = *e
				old.Saved = saved
			})
		}
		if err == nil && !found {
			id = newID()
			e.ID = id
			err = ownJournal.Save(e)
		}
		if err != nil {
			k.state.Fault = storageWords(k.page.get, err)
			k.paint()
			k.node.Call("scrollIntoView", map[string]any{"block": "nearest"})
			return
		}
		jsStore().Call("last")
		k.entry = id
		k.state.Saved, k.state.Journal = name, "../journal/"
		k.paint()
		k.page.announce(k.page.get("ui.keep.saved", "name", name))
		k.node.Call("querySelector", "a").Call("focus")
	}()
}

// entry is the calculation as the journal keeps it, without name and place.
func (c *calculation) entry() *journal.Entry {
	now := moment()
	e := &journal.Entry{Page: c.page, Link: c.link, Version: c.version, Total: c.total, Saved: now, Changed: now}
	if c.assessment != nil && c.declaration != nil {
		e.Goods = journal.Summary(c.declaration, c.assessment)
	}
	return e
}

// sums are what the total is made of; nil where the page does not say.
func (c *calculation) sums() field.Sums {
	if c.assessment == nil || !c.assessment.Complete {
		return nil
	}
	return field.AllSums(c.assessment)
}

// fragment is the calculation as an address carries it, with what it came to.
func (c *calculation) fragment() string {
	return journal.Fragment(c.version, c.total, c.sums(), c.link)
}

// changed is called when the form is another one than the one just saved.
func (k *keeper) changed() {
	if k.state.Saved != "" {
		k.state.Saved = ""
		k.close()
	}
}

// since says what changed since a link was made; "" for nothing.
func since(l *library, version, total string, sums field.Sums, c calculation) string {
	s := render.Since{Version: version, Now: c.version, Is: c.total}
	if d, err := num.Parse(total); err == nil {
		s.Was = decimal.NewNullDecimal(d)
	}
	if now := c.sums(); sums != nil && now != nil {
		s.Kinds = sums.Changes(now)
	}
	return s.Words(l.t)
}

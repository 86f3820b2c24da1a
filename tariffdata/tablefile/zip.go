package tablefile

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
)

// The bounds of a compressed document. A sheet of a whole tariff has some ten
// megabytes and is compressed ten- to twentyfold; zeros are compressed a
// thousandfold.
const (
	maxEntries = 10_000
	maxPart    = 64 << 20 // bytes of one part, unpacked
	maxParts   = 96 << 20 // of all parts that are read
	maxRatio   = 200
	smallPart  = 8 << 20 // a part below this may have any ratio
)

// parts are the files in a compressed document.
type parts struct {
	byName map[string]*zip.File
	total  int64
	progress
}

func openZip(b []byte) (*parts, *Error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, &Error{Code: "damaged", Hint: "the document is truncated or damaged: " + err.Error()}
	}
	if len(z.File) > maxEntries {
		return nil, &Error{Code: "zip_bomb", Hint: "more than 10,000 parts"}
	}
	p := &parts{byName: map[string]*zip.File{}}
	for _, f := range z.File {
		name := strings.TrimPrefix(f.Name, "/")
		if _, twice := p.byName[name]; twice {
			return nil, &Error{Code: "damaged", Hint: "a part stands twice in the document", Part: name}
		}
		p.byName[name] = f
	}
	return p, nil
}

func readZip(b []byte) (*Table, *Error) {
	p, err := openZip(b)
	if err != nil {
		return nil, err
	}
	switch {
	case p.has("xl/workbook.xml"):
		sheets, err := xlsxSheets(p)
		if err != nil {
			return nil, err
		}
		return pickSheets(sheets, XLSX)
	case p.has("word/document.xml"):
		return readDOCX(p)
	case p.has("EncryptedPackage"):
		return nil, &Error{Code: "encrypted", Hint: "save it without a password"}
	case p.has("content.xml"):
		sheets, err := odsSheets(p)
		if err != nil {
			return nil, err
		}
		return pickSheets(sheets, ODS)
	}
	return nil, &Error{Code: "archive", Hint: "an archive that is no XLSX, DOCX or ODS document: unpack it first"}
}

func (p *parts) has(name string) bool { return p.byName[name] != nil }

// open opens a part for reading within the bounds. What a part says about its
// size is checked first and then not relied on.
func (p *parts) open(name string) (*part, *Error) {
	f := p.byName[name]
	if f == nil {
		return nil, &Error{Code: "damaged", Hint: "a part is missing", Part: name}
	}
	if f.Flags&1 != 0 {
		return nil, &Error{Code: "encrypted", Hint: "save it without a password", Part: name}
	}
	if f.Method != zip.Store && f.Method != zip.Deflate {
		return nil, &Error{Code: "damaged", Hint: "an unknown compression", Part: name}
	}
	size, packed := f.UncompressedSize64, f.CompressedSize64
	if size > maxPart || size > smallPart && size/maxRatio > packed {
		return nil, &Error{Code: "zip_bomb", Hint: "unpacked it would be far too large", Part: name}
	}
	r, err := f.Open()
	if err != nil {
		return nil, &Error{Code: "damaged", Hint: err.Error(), Part: name}
	}
	return &part{name: name, r: r, of: p, packed: int64(packed)}, nil
}

// part is an open part of a document.
type part struct {
	name   string
	r      io.ReadCloser
	of     *parts
	packed int64
	read   int64
	err    *Error
}

// Read counts what comes out and ends with an error beyond the bounds.
func (p *part) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	p.read += int64(n)
	p.of.total += int64(n)
	if p.read > maxPart || p.of.total > maxParts || p.read > smallPart && p.read/maxRatio > p.packed {
		p.err = &Error{Code: "zip_bomb", Hint: "unpacked it is far too large", Part: p.name}
		return 0, p.err
	}
	return n, err
}

func (p *part) close() { p.r.Close() }

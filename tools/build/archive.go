package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"io"
	"strings"

	"rusum/site/i18n"
	"rusum/site/i18n/texts"
)

// archiveName is the whole site as one file, under the site's root.
const archiveName = "rusum-site.zip"

// addArchive packs the pages and assets into one file that anybody can keep,
// unpack on any host or carry on a stick. The compressed siblings are left out: a
// host that wants them makes them. Nothing in it depends on the time.
func (s *site) addArchive() error {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	put := func(name string, body []byte) error {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
		if err != nil {
			return err
		}
		_, err = w.Write(body)
		return err
	}
	var readme strings.Builder
	for _, l := range i18n.Langs {
		readme.WriteString(texts.Get(l).Get("ui.about.archive.readme") + "\n\n")
	}
	if err := put("README.txt", []byte(readme.String())); err != nil {
		return err
	}
	for _, name := range s.names() {
		if strings.HasSuffix(name, ".br") || strings.HasSuffix(name, ".gz") {
			continue
		}
		if err := put(name, s.files[name]); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	s.files[archiveName] = b.Bytes()
	return nil
}

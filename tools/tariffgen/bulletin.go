package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"rusum/tariffdata"
	"rusum/tariffdata/fx"
)

// runBulletin puts bulletins of the Central Bank, byte for byte, among the
// sources under the day they bear, and generates the data anew. Nothing is
// written unless every file is a bulletin.
func runBulletin(dir string, files []string, out io.Writer) error {
	if len(files) == 0 {
		return errUsage
	}
	type entry struct {
		path, from string
		body       []byte
		bulletin   tariffdata.Bulletin
	}
	var list []entry
	var faults []error
	for _, name := range files {
		body, err := os.ReadFile(name)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		b, err := fx.ParseCBAR(body)
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", name, err))
			continue
		}
		path := filepath.Join(dir, "source", "cbar-"+b.Date.String()+".xml")
		for _, e := range list {
			if e.path == path && !bytes.Equal(e.body, body) {
				faults = append(faults, fmt.Errorf("%s and %s are both of %s and differ", e.from, name, b.Date))
			}
		}
		list = append(list, entry{path, name, body, b})
	}
	if err := errors.Join(faults...); err != nil {
		return err
	}
	for _, e := range list {
		old, err := os.ReadFile(e.path)
		switch {
		case err != nil && !os.IsNotExist(err):
			return err
		case err == nil && bytes.Equal(old, e.body):
			fmt.Fprintf(out, "%s: unchanged\n", e.bulletin.Date)
			continue
		case err == nil:
			before, err := fx.ParseCBAR(old)
			if err != nil {
				return fmt.Errorf("%s: %w", e.path, err)
			}
			fmt.Fprintf(out, "%s: replaced, %s\n", e.bulletin.Date, changedRates(before, e.bulletin))
		default:
			fmt.Fprintf(out, "%s: added, %d currencies\n", e.bulletin.Date, len(e.bulletin.Rates))
		}
		if err := os.WriteFile(e.path, e.body, 0o666); err != nil {
			return err
		}
	}
	return runData(dir, out)
}

// changedRates says how two bulletins of a day differ.
func changedRates(a, b tariffdata.Bulletin) string {
	var parts []string
	for _, r := range b.Rates {
		if old, ok := a.Rate(r.Currency); !ok {
			parts = append(parts, r.Currency+" is new")
		} else if !old.Equal(r.Rate) {
			parts = append(parts, fmt.Sprintf("%s %s instead of %s", r.Currency, r.Rate, old))
		}
	}
	for _, r := range a.Rates {
		if _, ok := b.Rate(r.Currency); !ok {
			parts = append(parts, r.Currency+" is gone")
		}
	}
	if len(parts) == 0 {
		return "the same rates"
	}
	return strings.Join(parts, ", ")
}

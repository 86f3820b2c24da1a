// Package schema opens the published JSON schemas of the contract, docs/schema,
// for the tests that hold documents against them.
package schema

import (
	"bytes"
	"fmt"
	"path/filepath"
	"runtime"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Schema is one kind of document: "declaration", "assessment", "fault", "rate".
type Schema struct{ s *jsonschema.Schema }

// Open compiles a schema with what it refers to.
func Open(name string) (*Schema, error) {
	_, here, _, _ := runtime.Caller(0)
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	s, err := c.Compile(filepath.Join(filepath.Dir(here), "..", "..", "docs", "schema", name+".json"))
	if err != nil {
		return nil, err
	}
	return &Schema{s}, nil
}

// Check holds a document against the schema.
func (s *Schema) Check(doc []byte) error {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
	if err != nil {
		return fmt.Errorf("no JSON: %w", err)
	}
	return s.s.Validate(v)
}

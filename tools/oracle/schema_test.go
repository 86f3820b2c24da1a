package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/calc/wire"
	"rusum/tariffdata"
	"rusum/tariffdata/embedded"
	"rusum/tools/schema"
)

// Whatever the generator makes, the documents keep the published schemas: what
// was asked, what it is written back as, and the answer.
func TestSeededDocumentsKeepTheSchema(t *testing.T) {
	tables, err := tariffdata.LoadTables(embedded.Core())
	require.NoError(t, err)
	declaration, err := schema.Open("declaration")
	require.NoError(t, err)
	assessment, err := schema.Open("assessment")
	require.NoError(t, err)
	g := newGenerator(11, "")
	for n := 0; n < 600; {
		c := g.next()
		if c.call != "assess" {
			continue
		}
		n++
		require.NoError(t, declaration.Check(c.doc), "%s", c.doc)
		d, f := wire.DecodeDeclaration(c.doc)
		require.Nil(t, f, "%s", c.doc)
		assert.NoError(t, declaration.Check(wire.EncodeDeclaration(d)), "%s", c.doc)
		a, f := calc.Assess(d, tables)
		require.Nil(t, f, "%s", c.doc)
		assert.NoError(t, assessment.Check(wire.EncodeAssessment(a)), "%s", c.doc)
	}
}

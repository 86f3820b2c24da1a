package tariffdata_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"rusum/tariffdata"
	"rusum/tariffdata/embedded"
)

func TestTheLawTablesHaveNoFault(t *testing.T) {
	for _, f := range tariffdata.VerifyLaw(embedded.Core()) {
		assert.Fail(t, f.String())
	}
}

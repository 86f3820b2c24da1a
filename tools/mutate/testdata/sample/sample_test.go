package sample

import (
	"testing"

	"github.com/shopspring/decimal"
)

func TestGreater(t *testing.T) {
	for _, c := range [][3]int{{1, 2, 2}, {2, 1, 2}, {3, 3, 3}} {
		if n, differ := Greater(c[0], c[1]); n != c[2] || differ != (c[0] != c[1]) {
			t.Fatal(c, n, differ)
		}
	}
}

func TestDue(t *testing.T) {
	if got := Due(decimal.NewFromInt(10), decimal.NewFromInt(1)); got.String() != "11" {
		t.Fatal(got)
	}
}

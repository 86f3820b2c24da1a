// Package sample is what the test of mutate changes.
package sample

import "github.com/shopspring/decimal"

// Greater is the greater of two numbers, and whether they differ.
func Greater(a, b int) (int, bool) {
	if a > b {
		return a, true
	}
	return b, a != b
}

// Due is the debt with a fee, if there is a debt.
func Due(debt, fee decimal.Decimal) decimal.Decimal {
	if debt.IsPositive() {
		debt = debt.Add(fee)
	}
	return debt
}

// Untested is reached by no test.
func Untested(n int) int { return n + 1 }

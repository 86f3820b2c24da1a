// Package calc computes what is paid at the customs of Azerbaijan.
//
// [Assess] takes a [Declaration] and the [Tables] of law and returns an
// [Assessment]: every payment with its base, rate, amount, the steps that led
// to it and the article it rests on. The package does no input or output, has
// no clock, no language and no global state: the same input and tables always
// give the same assessment.
//
// # Exactness
//
// Amounts are decimals, never floats. Percent, per-unit and conversion
// arithmetic is exact; each payment is rounded once, half up, to 0.01 manat;
// the next base uses the rounded amounts; totals are sums of what is shown.
//
// # Honesty
//
// Every payment has a [Status]. A rate that is not known is not taken as zero:
// the payment is unknown, the total is withheld, and the statutory rates are
// computed side by side ([Assessment.Scenarios]).
package calc
